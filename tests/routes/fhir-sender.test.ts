// A sender's system by FHIR: it sends a referral into the register, follows it and takes it back; nothing becomes a case without a person.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { openFromRequest } from "#app/models/case/intake.server";
import { decideRequest, takeBackRequest } from "#app/models/case/request.server";
import { WebhookForm } from "#app/models/partner/forms";
import { changeWebhook, readDeliveries } from "#app/models/partner/keep-webhook.server";
import { asId, type ClientId, type RequestId } from "#app/models/values/ids";
import { caseRequests } from "#drizzle/schema";
import { faultsOf } from "#tests/stage/fhir-judge";
import { type FhirVisit, onFhir, type SystemAt } from "#tests/stage/fhir-visit";

const asked = {
  resourceType: "ServiceRequest",
  identifier: [{ system: "https://hospital.example.org/orders", value: "4711" }],
  status: "active",
  intent: "order",
  priority: "urgent",
  code: { text: "Meals at home" },
  subject: { reference: "#p" },
  note: [{ text: "Goes home on Friday, cannot cook." }],
  contained: [
    {
      resourceType: "Patient",
      id: "p",
      name: [{ given: ["Lena"], family: "Okoro" }],
      telecom: [{ system: "phone", value: "410-555-0188" }],
      birthDate: "1951-03-02",
    },
  ],
};

const post = (system: SystemAt, path: string, body: object, headers = {}) =>
  system.ask(path, { method: "POST", body, headers });
const taskFor = (id: string, status = "requested") => ({
  resourceType: "Task",
  status,
  intent: "order",
  focus: { reference: `ServiceRequest/${id}` },
});
const to = (status: string, text = "She went home to her family.") => [
  { op: "replace", path: "/status", value: status },
  { op: "add", path: "/statusReason", value: { text } },
];

async function sent(visit: FhirVisit) {
  const system = await visit.system(visit.cast.ada);
  const request = await post(system, "ServiceRequest", asked);
  const task = await post(system, "Task", taskFor(request.told.id));
  const [row] = await visit.asRole("app_definer", (db) =>
    db.select().from(caseRequests).where(eq(caseRequests.cameBy, "referral_in")),
  );
  return { system, request, task, id: String(task.told.id), row };
}

test("the hospital's system sends Lena's referral: it waits in the register, urgent, and no case and no client is made", () =>
  onFhir(async (visit) => {
    const { system, request, task, row } = await sent(visit);
    expect([request.status, task.status, task.told.status]).toEqual([201, 201, "requested"]);
    expect(task.headers.get("Location")).toMatch(new RegExp(`/fhir/Task/${task.told.id}$`));
    expect(row).toMatchObject({
      state: "received",
      givenName: "Lena",
      familyName: "Okoro",
      telephone: "410-555-0188",
      birthDay: "1951-03-02",
      urgent: true,
      sender: "A system",
      words: "Meals at home\nGoes home on Friday, cannot cook.",
      caseId: null,
      clientId: null,
    });
    const list = await system.ask("Task?status=requested");
    for (const { told } of [request, task, list, await system.ask(`ServiceRequest/${request.told.id}`)])
      expect(faultsOf(told)).toEqual([]);
    expect(list.told.entry).toHaveLength(1);
  }));

test("follows the decision, which is not taken back behind its back, and takes a referral back itself", () =>
  onFhir(async (visit) => {
    const { as, cast } = visit;
    const { system, id, row, task } = await sent(visit);
    const requestId = asId<RequestId>(row?.id ?? "");
    expect((await system.patch(id, to("accepted"))).told.issue[0]).toMatchObject({
      code: "forbidden",
      expression: ["Task.status"],
    });
    await as(cast.ines, (db) =>
      decideRequest(db, cast.ines, requestId, { intent: "decline", reason: "not_our_service" }),
    );
    const told = await system.ask(`Task/${id}`);
    expect(told.told).toMatchObject({ status: "rejected", statusReason: { text: "not our service" } });
    expect(told.headers.get("ETag")).not.toBe(task.headers.get("ETag"));
    await expect(as(cast.ines, (db) => takeBackRequest(db, cast.ines, requestId))).rejects.toThrow();
    const other = await post(system, "ServiceRequest", { ...asked, identifier: undefined });
    const draft = await post(system, "Task", taskFor(other.told.id, "draft"));
    expect((await post(system, "Task", taskFor(other.told.id))).status).toBe(409);
    const requested = await system.patch(draft.told.id, [{ op: "replace", path: "/status", value: "requested" }]);
    expect(requested.told.status).toBe("requested");
    const stale = await system.patch(draft.told.id, to("cancelled"), {
      headers: { "If-Match": draft.headers.get("ETag") ?? "" },
    });
    expect(stale.status).toBe(412);
    const cancelled = await system.patch(draft.told.id, to("cancelled"));
    expect(cancelled.told.status).toBe("cancelled");
    const states = await visit.asRole("app_definer", (db) =>
      db.execute<{ state: string; reason_code: string }>(
        sql`select state, reason_code from case_request order by number`,
      ),
    );
    expect(states.map(({ state, reason_code }) => [state, reason_code])).toEqual([
      ["declined", "not_our_service"],
      ["declined", "taken_back"],
    ]);
  }));

test("is told when somebody decides on it and when its case goes on; once the case is restricted, of nothing more", () =>
  onFhir(async (visit) => {
    const { as, asRole, cast } = visit;
    const { system, id, row } = await sent(visit);
    const { clientId: partnerId } = system.credentials;
    const set = { intent: "set", url: "https://hospital.example.org/hooks", kinds: ["task.changed"] };
    await as(cast.ada, (db) => changeWebhook(db, cast.ada, partnerId, WebhookForm.parse(set)));
    const told = async () => {
      const rows = await as(cast.ada, async (db) => (await readDeliveries(db, partnerId, null)).rows);
      expect(rows.every(({ kind, subjectId }) => kind === "task.changed" && subjectId === id)).toBe(true);
      return [rows.length, (await system.ask(`Task/${id}`)).headers.get("ETag")];
    };
    expect((await told())[0]).toBe(0);
    const client = asId<ClientId>(cast.rosa.clientId);
    const caseId = await as(cast.ines, (db) =>
      openFromRequest(db, cast.ines, asId<RequestId>(row?.id ?? ""), client, "Meals"),
    );
    const opened = await told();
    expect(opened[0]).toBe(1);
    const goOn = (change: ReturnType<typeof sql>) =>
      asRole("app_definer", (db) => db.execute(sql`update "case" set ${change} where id = ${caseId}::uuid`));
    await goOn(sql`state = 'assessment'`);
    const going = await told();
    expect(going[0]).toBe(2);
    await goOn(sql`restricted = true`);
    await goOn(sql`state = 'planning'`);
    expect(await told()).toEqual(going);
  }));

test("the same number again is the same referral, and a body that lacks something is refused by its element", () =>
  onFhir(async (visit) => {
    const system = await visit.system(visit.cast.ada);
    const headers = { "If-None-Exist": `identifier=${asked.identifier[0]?.system}|4711` };
    const first = await post(system, "ServiceRequest", asked, headers);
    const again = await post(system, "ServiceRequest", asked, headers);
    expect([first.status, again.status, again.told.id]).toEqual([201, 200, first.told.id]);
    const keyed = { "Idempotency-Key": "order-4712-a" };
    const one = await post(system, "ServiceRequest", { ...asked, identifier: undefined }, keyed);
    expect((await post(system, "ServiceRequest", { ...asked, identifier: undefined }, keyed)).told.id).toBe(
      one.told.id,
    );
    const refused = async (body: object) => {
      const { status, told } = await post(system, "ServiceRequest", body);
      return [status, told.issue[0].expression[0]];
    };
    expect(await refused({ ...asked, subject: { reference: "Patient/1" } })).toEqual([400, "ServiceRequest.subject"]);
    expect(await refused({ ...asked, status: "completed" })).toEqual([400, "ServiceRequest.status"]);
    expect(await refused({ ...asked, modifierExtension: [] })).toEqual([422, "ServiceRequest.modifierExtension"]);
    expect((await post(system, "Task", taskFor(visit.cast.rosa.caseId))).told.issue[0].expression).toEqual([
      "Task.focus",
    ]);
  }));

test("another sender's system finds none of it, and none of the agency's own referrals", () =>
  onFhir(async (visit) => {
    const { id, request } = await sent(visit);
    const other = await visit.system(visit.cast.ada);
    for (const path of [`Task/${id}`, `ServiceRequest/${request.told.id}`, `Task/${visit.cast.rosa.caseId}`]) {
      expect([path, (await other.ask(path)).status]).toEqual([path, 404]);
    }
    expect((await other.ask("Task")).told.entry).toBeUndefined();
    expect((await other.patch(id, to("cancelled"))).status).toBe(404);
    const { status } = await other.ask(`Patient/${visit.cast.rosa.clientId}`);
    expect(status).toBe(403);
  }));
