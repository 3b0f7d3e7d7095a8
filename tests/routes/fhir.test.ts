// The door of the FHIR addresses: who is given a token, what it opens and for how long; every no is an OperationOutcome.
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { createServer } from "#app/commands/serve/server";
import { readSettings } from "#app/env.server";
import { revokePartner, turnPartnerKey } from "#app/models/partner/keep.server";
import { faultsOf } from "#tests/stage/fhir-judge";
import { onFhir } from "#tests/stage/fhir-visit";
import { ask as askRaw } from "#tests/stage/raw-request";
import { smallBuild } from "#tests/stage/small-build";

const FORM = "application/x-www-form-urlencoded";

describe("a token", () => {
  test("is given for the secret, by form or as Basic, and not for a wrong one, another grant or a scope not granted", () =>
    onFhir(async ({ ask, letIn, cast }) => {
      const { clientId, secret } = await letIn(cast.ora, ["system/Task.read"]);
      const apply = async (form: Record<string, string>, headers = {}) => {
        const body = new URLSearchParams(form).toString();
        const { status, told } = await ask("token", { method: "POST", kind: FORM, body, headers });
        return [status, told.error ?? told.scope];
      };
      const grant = { grant_type: "client_credentials" };
      const shown = { client_id: clientId, client_secret: secret };
      expect(await apply({ ...grant, ...shown })).toEqual([200, "system/Task.read"]);
      const basic = `Basic ${Buffer.from(`${clientId}:${secret}`).toString("base64")}`;
      expect(await apply(grant, { Authorization: basic })).toEqual([200, "system/Task.read"]);
      expect(await apply({ ...grant, ...shown, client_secret: "tls_made-up" })).toEqual([401, "invalid_client"]);
      expect(await apply({ ...shown, grant_type: "password" })).toEqual([400, "unsupported_grant_type"]);
      expect(await apply({ ...grant, ...shown, scope: "system/Task.write" })).toEqual([400, "invalid_scope"]);
    }));

  test("opens what its scope names and nothing else; without one, or with a made-up one, the door stays shut", () =>
    onFhir(async ({ ask, letIn, tokenOf, cast }) => {
      const token = await tokenOf(await letIn(cast.ora, ["system/Task.read"]));
      expect((await ask("Task", { token })).status).toBe(200);
      const other = await ask("ServiceRequest", { token });
      expect([other.status, other.told.issue[0].code]).toEqual([403, "forbidden"]);
      for (const asking of [{}, { token: "tlp_made-up" }, { headers: { Cookie: "session=anything" } }]) {
        const { status, told, headers } = await ask("Task", asking);
        expect([status, told.issue[0].code, faultsOf(told)]).toEqual([401, "login", []]);
        expect(headers.get("WWW-Authenticate")).toContain('Bearer realm="fhir"');
      }
    }));

  test("ends with its time, with a new secret, and at once when Ora shuts the system out", () =>
    onFhir(async ({ ask, letIn, tokenOf, arrange, as, cast }) => {
      const credentials = await letIn(cast.ora);
      const opens = async (token: string) => (await ask("Task", { token })).status;
      const first = await tokenOf(credentials);
      await arrange(sql`update partner_token set expires_at = app.clock()`);
      expect(await opens(first)).toBe(401);
      const second = await tokenOf(credentials);
      expect(await opens(second)).toBe(200);
      const turned = await as(cast.ora, (db) => turnPartnerKey(db, cast.ora, credentials.clientId));
      expect([await opens(second), await tokenOf(credentials)]).toEqual([401, "undefined"]);
      const third = await tokenOf(turned);
      expect(await opens(third)).toBe(200);
      await as(cast.ora, (db) => revokePartner(db, cast.ora, credentials.clientId));
      expect([await opens(third), await tokenOf(turned)]).toEqual([401, "undefined"]);
    }));

  test("is kept nowhere in clear, nor is the secret", () =>
    onFhir(async ({ letIn, tokenOf, asRole, cast }) => {
      const credentials = await letIn(cast.ora);
      const token = await tokenOf(credentials);
      const [kept] = await asRole("app_definer", (db) =>
        db.execute<{ all: string }>(
          sql`select (select string_agg(p::text, ' ') from partner p) || (select string_agg(t::text, ' ') from partner_token t) as all`,
        ),
      );
      expect(kept?.all).not.toContain(token);
      expect(kept?.all).not.toContain(credentials.secret);
    }));

  test("wrong secrets cost an address its pace", () =>
    onFhir(async ({ ask, letIn, cast }) => {
      const { clientId } = await letIn(cast.ora);
      const body = `grant_type=client_credentials&client_id=${clientId}&client_secret=wrong`;
      const statuses: number[] = [];
      for (let tries = 0; tries < 4; tries++) {
        statuses.push((await ask("token", { method: "POST", kind: FORM, body, address: "203.0.113.9" })).status);
      }
      expect(statuses).toEqual([401, 401, 401, 429]);
    }));
});

describe("a house's systems", () => {
  test("are its administrator's to keep: Mara lets none in, and Ada finds none of Northside's", () =>
    onFhir(async ({ letIn, as, cast }) => {
      const { clientId } = await letIn(cast.ora);
      await expect(letIn(cast.mara)).rejects.toThrow();
      await expect(as(cast.ada, (db) => revokePartner(db, cast.ada, clientId))).rejects.toMatchObject({ status: 404 });
      await expect(letIn(cast.ora, ["system/ServiceRequest.write"])).rejects.toMatchObject({ status: 400 });
    }));
});

test("what the address can do is open to anybody and is FHIR R4; everything else below it is a no in FHIR", () =>
  onFhir(async ({ ask }) => {
    const { told, headers } = await ask("metadata");
    expect(headers.get("Content-Type")).toContain("application/fhir+json");
    expect(faultsOf(told)).toEqual([]);
    expect(told.rest[0].resource.map(({ type }: { type: string }) => type)).toContain("Task");
    const nothing = await ask("Observation/1");
    expect([nothing.status, nothing.told.resourceType]).toEqual([404, "OperationOutcome"]);
  }));

test("systems write by POST, PUT and PATCH with JSON, and send no Origin; nothing else is let through", async () => {
  const web = await createServer({
    build: smallBuild,
    settings: readSettings({ NODE_ENV: "test", PORT: "0" }),
    askDatabase: async () => {},
  });
  const { port } = await web.listen();
  const send = async (method: string, path: string, type: string) =>
    (await askRaw({ port, method, path, headers: { "content-type": type }, body: "[]" })).status;
  // The small build has no such route: what matters is that the guard let it through.
  expect(await send("PATCH", "/fhir/Task/1", "application/json-patch+json")).toBe(404);
  expect(await send("PUT", "/fhir/Task/1", "application/fhir+json")).toBe(404);
  expect(await send("POST", "/fhir/Task", "multipart/form-data; boundary=x")).toBe(415);
  expect(await send("DELETE", "/fhir/Task/1", "application/fhir+json")).toBe(405);
  expect(await send("PATCH", "/page", "application/json")).toBe(405);
  for (const path of ["/fhir/Task.data", "/fhir"]) expect([path, await send("POST", path, FORM)]).toEqual([path, 403]);
  await web.stop();
});
