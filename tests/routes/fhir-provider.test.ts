// A provider's system by FHIR: it reads what is offered, answers, carries and ends a referral without our screens; and what it may not.
import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { revokeConsent } from "#app/models/consent/record-consent.server";
import { acceptOffer } from "#app/models/referral/answer-offer.server";
import { asId, type ClientId } from "#app/models/values/ids";
import { caseTasks, disclosureReceipts, offers, referrals } from "#drizzle/schema";
import { faultsOf } from "#tests/stage/fhir-judge";
import { type FhirVisit, onFhir } from "#tests/stage/fhir-visit";
import { inesSends, rosaAgrees, toBoth, toNorthside } from "#tests/stage/referral-story";

const to = (status: string, words?: string, code?: string) => [
  { op: "replace", path: "/status", value: status },
  ...(words
    ? [{ op: "add", path: "/statusReason", value: { text: words, ...(code ? { coding: [{ code }] } : {}) } }]
    : []),
];
const output = [
  {
    op: "add",
    path: "/output",
    value: [{ type: { text: "Resulting activity" }, valueCodeableConcept: { coding: [{ code: "enrolled" }] } }],
  },
];

const receipts = ({ asRole }: FhirVisit) => asRole("app_definer", (db) => db.select().from(disclosureReceipts));
const stateOf = ({ asRole }: FhirVisit, referralId: string) =>
  asRole(
    "app_definer",
    async (db) => (await db.select().from(referrals).where(eq(referrals.id, referralId)))[0]?.state,
  );

describe("Northside's system", () => {
  test("reads, accepts, carries and completes a referral without our screens, and every answer is FHIR R4", () =>
    onFhir(async (visit) => {
      const { cast } = visit;
      const { north, referralId } = await toNorthside(visit);
      const system = await visit.system(cast.ora);
      const list = await system.ask("Task?status=requested");
      expect(list.told.entry).toHaveLength(1);
      const task = await system.ask(`Task/${north}`);
      expect(task.told).toMatchObject({ id: north, status: "requested", businessStatus: { text: "viewed" } });
      const request = await system.ask(task.told.focus.reference);
      expect(request.told).toMatchObject({ status: "active", note: [{ text: "Please call Rosa." }] });
      const patient = await system.ask(request.told.subject.reference);
      expect(patient.told.name[0].text).toContain("Rosa");
      expect(patient.told.birthDate).toBeUndefined();
      const consent = await system.ask(request.told.supportingInfo[0].reference);
      expect(consent.told).toMatchObject({ status: "active", patient: { reference: `Patient/${cast.rosa.clientId}` } });
      const consents = await system.ask(`Consent?patient=${cast.rosa.clientId}&_count=1`);
      expect(consents.told.entry.map((each: { resource: { id: string } }) => each.resource.id)).toEqual([
        consent.told.id,
      ]);
      const after = await system.ask(`Consent?_after=${consent.told.id}`);
      expect(after.told.entry ?? []).toEqual([]);
      const moves = [
        await system.patch(north, to("accepted"), { headers: { "If-Match": task.headers.get("ETag") ?? "" } }),
        await system.patch(north, to("on-hold", "Rosa is away until Monday.")),
        await system.patch(north, to("in-progress")),
        await system.patch(north, [...to("completed"), ...output]),
      ];
      expect(moves.map(({ status, told }) => [status, told.status])).toEqual([
        [200, "accepted"],
        [200, "on-hold"],
        [200, "in-progress"],
        [200, "completed"],
      ]);
      expect(await stateOf(visit, referralId)).toBe("completed");
      for (const { told } of [list, task, request, patient, consent, consents, ...moves])
        expect(faultsOf(told)).toEqual([]);
    }));

  test("makes the same receipts and the same record as Mara's page does", () =>
    onFhir(async (visit) => {
      await toNorthside(visit);
      const system = await visit.system(visit.cast.ora);
      await system.ask("Task");
      expect(await receipts(visit)).toEqual([]);
      await system.ask(`Patient/${visit.cast.rosa.clientId}`);
      const made = await receipts(visit);
      expect(made.map(({ field }) => field).sort()).toEqual(["name", "telephone"]);
      const [read] = await visit.asRole("app_definer", (db) =>
        db.execute<{ by: string }>(sql`select actor_label as by from event where name = 'offer.read'`),
      );
      expect(read?.by).toBe("A system, Northside Care");
    }));

  test("does not learn who it is before it is accepted, and learns it then", () =>
    onFhir(async (visit) => {
      const { north } = await toBoth(visit);
      const system = await visit.system(visit.cast.ora);
      const before = await Promise.all(
        [`Task/${north}`, `ServiceRequest/${north}`, "Task", "ServiceRequest"].map((path) => system.ask(path)),
      );
      for (const { text, told } of before) {
        expect(text).not.toContain(visit.cast.rosa.clientId);
        expect(text).not.toMatch(/Rosa|Please call/);
        expect(faultsOf(told)).toEqual([]);
      }
      expect((await system.ask(`Patient/${visit.cast.rosa.clientId}`)).status).toBe(404);
      expect((await system.ask(`Task?patient=Patient/${visit.cast.rosa.clientId}`)).told.entry).toBeUndefined();
      await system.patch(north, to("accepted"));
      expect((await system.ask(`Task/${north}`)).told.for.reference).toBe(`Patient/${visit.cast.rosa.clientId}`);
      expect((await system.ask(`Task?patient=${visit.cast.rosa.clientId}`)).told.entry).toHaveLength(1);
    }));

  test("that lost the race is told so, and reads nothing more of the client", () =>
    onFhir(async (visit) => {
      const { cast } = visit;
      const { north, south } = await toBoth(visit);
      const system = await visit.system(cast.ora);
      const { headers } = await system.ask(`Task/${north}`);
      await visit.as(cast.sid, (db) => acceptOffer(db, cast.sid, south));
      expect((await system.patch(north, to("accepted"))).status).toBe(422);
      const stale = await system.patch(north, to("accepted"), { headers: { "If-Match": headers.get("ETag") ?? "" } });
      expect([stale.status, stale.told.issue[0].code]).toEqual([412, "conflict"]);
      const after = await system.ask(`Task/${north}`);
      expect(after.told).toMatchObject({ status: "cancelled", statusReason: { text: "superseded" } });
      const request = await system.ask(`ServiceRequest/${north}`);
      expect(request.told.contained[0]).toEqual({ resourceType: "Patient", id: "somebody" });
      expect((await system.ask(`Patient/${cast.rosa.clientId}`)).status).toBe(404);
    }));

  test("reads nothing of Rosa from the request after she takes her consent back, and sees that something changed", () =>
    onFhir(async (visit) => {
      const { cast } = visit;
      const consentId = await rosaAgrees(visit);
      const { north } = await inesSends(visit, [cast.northside.serviceAtLocationId]);
      const system = await visit.system(cast.ora);
      await system.patch(north, to("accepted"));
      const before = await system.ask(`Task/${north}`);
      expect((await system.ask(`Patient/${cast.rosa.clientId}`)).status).toBe(200);
      await visit.as(cast.ines, (db) =>
        revokeConsent(db, cast.ines, asId<ClientId>(cast.rosa.clientId), { consentId, reason: "client_asked" }),
      );
      const doors = [`Patient/${cast.rosa.clientId}`, `Consent/${consentId}`];
      for (const door of doors) expect([door, (await system.ask(door)).status]).toEqual([door, 404]);
      const after = await system.ask(`Task/${north}`);
      expect(after.told.for).toBeUndefined();
      expect(after.headers.get("ETag")).not.toBe(before.headers.get("ETag"));
      for (const path of ["Task", "ServiceRequest", "Consent", `ServiceRequest/${north}`]) {
        expect((await system.ask(path)).text).not.toMatch(new RegExp(`${cast.rosa.clientId}|Please call`));
      }
    }));

  test("declines with a reason in words; the requester's moves and unknown ones are refused and name the element", () =>
    onFhir(async (visit) => {
      const { north } = await toNorthside(visit);
      const system = await visit.system(visit.cast.ora);
      const refused = async (operations: object[]) => {
        const { status, told } = await system.patch(north, operations);
        expect(faultsOf(told)).toEqual([]);
        return [status, told.issue[0].expression[0]];
      };
      expect(await refused(to("entered-in-error"))).toEqual([403, "Task.status"]);
      expect(await refused(to("completed"))).toEqual([422, "Task.status"]);
      expect(await refused(to("draft"))).toEqual([422, "Task.status"]);
      expect(await refused(to("nonsense"))).toEqual([400, "Task.status"]);
      expect(await refused(to("rejected"))).toEqual([422, "Task.statusReason.text"]);
      expect(await refused(to("rejected", "Full.", "made-up"))).toEqual([422, "Task.statusReason.coding"]);
      expect(await refused([{ op: "replace", path: "/priority", value: "stat" }])).toEqual([422, "Task.priority"]);
      const declined = await system.patch(north, to("rejected", "We are full.", "no_capacity"));
      expect(declined.told).toMatchObject({ status: "rejected", statusReason: { text: "We are full." } });
      expect(await refused(to("accepted"))).toEqual([422, "Task.status"]);
    }));

  test("gives back what it accepted, in words, before it began; hands it back after; and cannot take it up again", () =>
    onFhir(async (visit) => {
      const { as, cast } = visit;
      const system = await visit.system(cast.ora);
      const end = async (begins: boolean, code: string) => {
        const { north, referralId } = await toNorthside(visit);
        await system.patch(north, to("accepted"));
        if (begins) await system.patch(north, to("in-progress"));
        expect((await system.patch(north, to("cancelled"))).told.issue[0].expression).toEqual([
          "Task.statusReason.text",
        ]);
        const ended = await system.patch(north, to("cancelled", "Two of us are ill.", code));
        expect([ended.status, ended.told.status, faultsOf(ended.told)]).toEqual([200, "cancelled", []]);
        expect((await system.ask(`ServiceRequest/${north}`)).told.status).toBe("revoked");
        expect((await system.patch(north, to("accepted"))).status).toBe(422);
        expect(await stateOf(visit, referralId)).toBe("cancelled");
        const [offer] = await visit.asRole("app_definer", (db) => db.select().from(offers).where(eq(offers.id, north)));
        return [ended.told.statusReason.coding[0].code, offer?.state];
      };
      expect(await end(false, "no_capacity")).toEqual(["no_capacity", "declined"]);
      expect(await end(true, "provider_cannot")).toEqual(["provider_cannot", "accepted"]);
      expect((await system.ask(`Patient/${cast.rosa.clientId}`)).status).toBe(404);
      // Whoever sent it has something to do, each time.
      const tasks = await as(cast.ines, (db) => db.select().from(caseTasks));
      expect(tasks.map(({ assignedTo, state }) => [assignedTo, state])).toEqual([
        [cast.ines.membershipId, "open"],
        [cast.ines.membershipId, "open"],
      ]);
    }));

  test("asks a question and offers a place later by businessStatus; a merge patch and a whole Task do as well", () =>
    onFhir(async (visit) => {
      const { north } = await toNorthside(visit);
      const system = await visit.system(visit.cast.ora);
      const merge = { method: "PATCH", kind: "application/merge-patch+json" } as const;
      const start = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
      const waits = await system.ask(`Task/${north}`, {
        ...merge,
        body: { businessStatus: { coding: [{ code: "waitlisted" }] }, executionPeriod: { start } },
      });
      expect(waits.told).toMatchObject({ status: "requested", businessStatus: { text: `waitlisted until ${start}` } });
      const whole = await system.ask(`Task/${north}`, { method: "PUT", body: { ...waits.told, status: "accepted" } });
      expect([whole.status, whole.told.status]).toEqual([200, "accepted"]);
    }));

  test("sent twice under one key has one effect and one answer", () =>
    onFhir(async (visit) => {
      const { north } = await toNorthside(visit);
      const system = await visit.system(visit.cast.ora);
      const headers = { "Idempotency-Key": "accept-once-1" };
      const first = await system.patch(north, to("accepted"), { headers });
      const second = await system.patch(north, to("accepted"), { headers });
      expect([first.status, second.status, second.text]).toEqual([200, 200, first.text]);
      expect((await system.patch(north, to("in-progress"), { headers })).status).toBe(422);
    }));

  test("finds by status, id, number and change, in pages that hold each Task once", () =>
    onFhir(async (visit) => {
      const { north } = await toNorthside(visit);
      const system = await visit.system(visit.cast.ora);
      const count = async (query: string) => (await system.ask(`Task?${query}`)).told.entry?.length ?? 0;
      const { told } = await system.ask(`Task/${north}`);
      expect(await count(`_id=${north},${visit.cast.rosa.clientId}`)).toBe(1);
      expect(await count(`identifier=${told.identifier[0].value}`)).toBe(1);
      expect(await count(`_lastUpdated=ge${told.meta.lastUpdated}`)).toBe(1);
      expect(await count(`_lastUpdated=gt${told.meta.lastUpdated}`)).toBe(0);
      expect(await count("status=accepted,completed")).toBe(0);
      expect(await count("code=fulfill&_count=1&_sort=-_lastUpdated")).toBe(1);
      const unknown = await system.ask("Task?patient.name=Rosa");
      expect([unknown.status, unknown.told.issue[0].expression]).toEqual([400, ["patient.name"]]);
    }));
});

test("Southside's system finds Northside's Task, ServiceRequest, Patient and Consent as absent as what does not exist", () =>
  onFhir(async (visit) => {
    const { cast } = visit;
    const { north } = await toNorthside(visit);
    const administrator = await visit.asRole("app_definer", async (db) => {
      await db.execute(
        sql`update membership set role = 'organization_administrator' where id = ${cast.sid.membershipId}::uuid`,
      );
      return { ...cast.sid, role: "organization_administrator" as const };
    });
    const system = await visit.system(administrator);
    const nothing = await system.ask(`Task/${cast.rosa.caseId}`);
    for (const path of [`Task/${north}`, `ServiceRequest/${north}`, `Patient/${cast.rosa.clientId}`, "Task/nonsense"]) {
      expect([path, (await system.ask(path)).told]).toEqual([path, nothing.told]);
    }
    expect((await system.patch(north, to("accepted"))).told).toEqual(nothing.told);
    expect((await system.ask("Task")).told.entry).toBeUndefined();
    const [offer] = await visit.asRole("app_definer", (db) => db.select().from(offers).where(eq(offers.id, north)));
    expect(offer?.state).toBe("offered");
  }));
