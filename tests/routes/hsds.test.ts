// The door of the HSDS addresses: who is let in, how often, with which parameters; every no is JSON, and names what it is about.
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { RequestPace } from "#app/access/request-pace.server";
import { Turnstile } from "#app/access/turnstile.server";
import { createServer } from "#app/commands/serve/server";
import { readSettings } from "#app/env.server";
import { makeKey } from "#app/models/agency/keys.server";
import { agencies } from "#drizzle/schema";
import { type HsdsVisit, onHsds } from "#tests/stage/hsds-visit";
import { ask as askRaw } from "#tests/stage/raw-request";
import { smallBuild } from "#tests/stage/small-build";

const LISTS = ["services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms"];

const makeOne = ({ as, cast }: HsdsVisit) =>
  as(cast.ada, (db) => makeKey(db, cast.ada, { name: "A mirror", days: "30" }));
const publish = ({ asRole }: HsdsVisit) =>
  asRole("app_definer", (db) => db.update(agencies).set({ directoryPublic: true }));

describe("without a key that holds", () => {
  test("a closed directory answers 401 at every list and every object, and says how to come in", () =>
    onHsds(async ({ ask, cast }) => {
      const { serviceId, organizationId, serviceAtLocationId } = cast.northside;
      const ones = [`services/${serviceId}`, `organizations/${organizationId}`];
      for (const path of [...LISTS, ...ones, `service_at_locations/${serviceAtLocationId}`, "services?page=-1"]) {
        const answer = await ask(path);
        expect([path, answer.status]).toEqual([path, 401]);
        expect(answer.headers.get("WWW-Authenticate")).toBe('Bearer realm="directory"');
        expect(answer.told).toMatchObject({ status: 401, code: "hsds.closed" });
        expect(answer.text).not.toContain("Northside");
      }
    }));

  test("a made-up, a revoked and an expired key are 401 invalid_token, and so is another kind of sign-in", () =>
    onHsds(async (visit) => {
      const key = await makeOne(visit);
      expect((await visit.ask("services", { key })).status).toBe(200);
      const refused = async (asked: Parameters<typeof visit.ask>[1]) => {
        const answer = await visit.ask("services", asked);
        expect([answer.status, answer.headers.get("WWW-Authenticate")]).toEqual([
          401,
          'Bearer realm="directory", error="invalid_token"',
        ]);
      };
      await refused({ key: `tl_${"0".repeat(64)}` });
      await refused({ key: "x".repeat(5000) });
      await refused({ headers: { Authorization: "Basic YTpi" } });
      await visit.arrange(sql`update api_key set revoked_at = app.clock()`);
      await refused({ key });
      await visit.arrange(sql`update api_key set revoked_at = null, expires_at = app.clock() - interval '1 second'`);
      await refused({ key });
    }));

  test("a public directory answers anybody, but not the bearer of a key that does not hold; a cookie is no key", () =>
    onHsds(async (visit) => {
      expect((await visit.ask("services", { headers: { Cookie: "throughline=anything" } })).status).toBe(401);
      await publish(visit);
      expect((await visit.ask("services")).status).toBe(200);
      expect((await visit.ask("services", { key: "tl_made-up" })).status).toBe(401);
    }));

  test("what the API is can be read by anybody, for it holds nothing of the directory", () =>
    onHsds(async ({ ask }) => {
      const about = await ask("./");
      expect(about.told).toMatchObject({
        version: "3.1",
        openapi_url: expect.stringMatching(/hsds\/v3\/openapi\.json$/),
      });
      const { told } = await ask("openapi.json");
      expect(Object.keys(told.paths ?? {})).toEqual(expect.arrayContaining(["/services", "/services/{id}"]));
    }));
});

describe("a turnstile", () => {
  test("lets two through at once, the third when one comes out, and keeps its places when work fails", async () => {
    const turnstile = new Turnstile(() => 2);
    const order: string[] = [];
    const visit = (name: string, wait: Promise<void>) =>
      turnstile.through(async () => {
        order.push(name);
        await wait;
        if (name === "Ines") throw new Error("fell");
      });
    const { promise, resolve } = Promise.withResolvers<void>();
    const visits = ["Ines", "Otto", "Mara", "Sid"].map((name) => visit(name, promise));
    await Promise.resolve();
    expect(order).toEqual(["Ines", "Otto"]);
    resolve();
    const outcomes = await Promise.allSettled(visits);
    expect(order).toEqual(["Ines", "Otto", "Mara", "Sid"]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled", "fulfilled"]);
    await turnstile.through(async () => order.push("Rosa"));
    expect(order.at(-1)).toBe("Rosa");
  });

  test("turns away who waited two seconds", async () => {
    const turnstile = new Turnstile(() => 1);
    const { promise, resolve } = Promise.withResolvers<void>();
    const first = turnstile.through(() => promise);
    await expect(turnstile.through(async () => "late")).rejects.toMatchObject({ name: "PoolBusy" });
    resolve();
    await first;
    expect(await turnstile.through(async () => "on time")).toBe("on time");
  });
});

describe("a pace", () => {
  test("lets a burst through, then tells how long to wait, and lets through again after it", () => {
    let now = 0;
    const pace = new RequestPace({ burst: 3, perMinute: 60 }, () => now);
    expect([1, 2, 3].map(() => pace.take("Rosa's library"))).toEqual([0, 0, 0]);
    expect(pace.take("Rosa's library")).toBe(1);
    expect(pace.take("another library")).toBe(0);
    now += 1000;
    expect([pace.take("Rosa's library"), pace.take("Rosa's library")]).toEqual([0, 1]);
    pace.giveBack("Rosa's library");
    expect(pace.take("Rosa's library", 1)).toBe(0);
    expect(pace.take("Rosa's library", 3)).toBe(3);
  });

  test("holds for an address that shows no key: 429 with Retry-After; a key that holds goes on beside it", () =>
    onHsds(async (visit) => {
      const key = await makeOne(visit);
      const statuses: number[] = [];
      for (let asked = 0; asked < 70; asked++) statuses.push((await visit.ask("./")).status);
      expect([...new Set(statuses)]).toEqual([200, 429]);
      const slowed = await visit.ask("services");
      expect(slowed.status).toBe(429);
      expect(Number(slowed.headers.get("Retry-After"))).toBeGreaterThan(0);
      expect(slowed.told).toMatchObject({ code: "hsds.too-many" });
      // A key that was never seen to hold waits with its address, or made-up ones would be a way around.
      expect((await visit.ask("taxonomies", { key })).status).toBe(429);
      expect((await visit.ask("taxonomies", { key, address: "198.51.100.7" })).status).toBe(200);
      for (let asked = 0; asked < 70; asked++) expect((await visit.ask("taxonomies", { key })).status).toBe(200);
      expect([401, 429]).toContain((await visit.ask("taxonomies", { key: "tl_made-up" })).status);
    }));
});

const NONSENSE: [string, string][] = [
  ["services?page=-1", "page"],
  ["services?page=0", "page"],
  ["services?page=1e9", "page"],
  ["services?page=1&page=2", "page"],
  ["services?per_page=501", "per_page"],
  ["services?full=true&per_page=101", "per_page"],
  ["services?per_page=NaN", "per_page"],
  ["services?format=xml", "format"],
  ["services?format=ndjson&page=2", "page"],
  ["services?search=", "search"],
  ["services?search=%25%25", "search"],
  [`services?search=${"a".repeat(10_000)}`, "search"],
  ["services?taxonomy_term_id=1' or '1'='1", "taxonomy_term_id"],
  ["services?taxonomy_id=x", "taxonomy_id"],
  ["services?organization_id=00000000", "organization_id"],
  ["services?modified_after=yesterday", "modified_after"],
  ["services?modified_after=2026-02-30", "modified_after"],
  ["services?minimal=perhaps", "minimal"],
  ["services?full=2", "full"],
  ["services?lat=400&lon=0", "lat"],
  ["services?lat=39&lon=NaN", "lon"],
  ["services?lat=39", "lon"],
  ["services?lon=39", "lat"],
  ["services?proximity=100", "proximity"],
  ["services?lat=39&lon=-76&proximity=-5", "proximity"],
  ["services?lat=39&lon=-76&proximity=1e30", "proximity"],
  ["services?open_at=2026-13-01T10:00", "open_at"],
  ["services?open_at=2026-11-25", "open_at"],
  ["services?open_at=2026-11-25T25:00Z", "open_at"],
  ["services?open_at=9999999", "open_at"],
  ["services?language=klingonese", "language"],
  ["services?accepting=maybe", "accepting"],
  ["services?postcode=;drop table service", "postcode"],
  ["services?serch=food", "serch"],
  ["services?__proto__=1", "__proto__"],
  ["services?constructor=1", "constructor"],
  ["service_at_locations?postcode=00000&proximity=100", "postcode"],
  ["service_at_locations?minimal=true", "minimal"],
  ["organizations?open_at=now", "open_at"],
  ["taxonomy_terms?parent_id=root", "parent_id"],
  ["taxonomies?taxonomy_id=x", "taxonomy_id"],
];

describe("a parameter that cannot be read", () => {
  test("is answered 400 and named, at every address", () =>
    onHsds(async (visit) => {
      const key = await makeOne(visit);
      for (const [path, parameter] of NONSENSE) {
        const { status, told } = await visit.ask(path, { key });
        expect({ path: path.slice(0, 80), status, parameter: told.parameter }).toEqual({
          path: path.slice(0, 80),
          status: 400,
          parameter,
        });
        expect(String(told.message)).not.toMatch(/\{\{|undefined|^refusal\./);
      }
    }));

  test("an id that is none, or of nothing that is here, is 404", () =>
    onHsds(async (visit) => {
      const key = await makeOne(visit);
      for (const list of LISTS) {
        for (const id of ["x", "00000000-0000-4000-8000-00000000dead", "..%2F..", "%00", "1".repeat(3000)]) {
          const { status, told } = await visit.ask(`${list}/${id}`, { key });
          expect([list, id.slice(0, 40), status, told.code]).toEqual([list, id.slice(0, 40), 404, "hsds.nothing-here"]);
        }
      }
    }));
});

test("a search may be posted as a form by a machine, which sends no Origin; elsewhere that stays forbidden", async () => {
  const web = await createServer({
    build: smallBuild,
    settings: readSettings({ NODE_ENV: "test", PORT: "0" }),
    askDatabase: async () => {},
  });
  const { port } = await web.listen();
  const post = (path: string, type = "application/x-www-form-urlencoded") =>
    askRaw({ port, method: "POST", path, headers: { "content-type": type }, body: "search=food" });
  // The small build has no such route: what matters is that the guard let it through.
  expect((await post("/hsds/v3/services")).status).toBe(404);
  expect((await post("/hsds/v3/services", "multipart/form-data; boundary=x")).status).toBe(415);
  for (const path of ["/page", "/hsds/v3/services.data", "/hsds", "/hsds/v3/../page"])
    expect([path, (await post(path)).status]).toEqual([path, 403]);
  await web.stop();
});

test("a posted search says the same as an asked one, and a name given in both is given twice", () =>
  onHsds(async (visit) => {
    const key = await makeOne(visit);
    const asked = await visit.ask("services?search=counseling", { key });
    const posted = await visit.ask("services", { key, form: "search=counseling" });
    expect(posted.told).toEqual(asked.told);
    expect((await visit.ask("services?search=a", { key, form: "search=b" })).told.parameter).toBe("search");
  }));
