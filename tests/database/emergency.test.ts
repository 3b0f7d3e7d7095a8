// Restricted cases: named people alone; in an emergency for an hour, for reading, told, and reviewed by another. By page, search, table, paper and SQL; each may beside its may not.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Actor } from "#app/access/actor";
import {
  endEmergency,
  openEmergency,
  readEmergencies,
  readEmergency,
  reviewEmergency,
} from "#app/models/case/emergency.server";
import { endEmergencies } from "#app/models/case/end-emergencies.server";
import { writeNote } from "#app/models/case/note.server";
import { openCase } from "#app/models/case/open.server";
import { addToTeam, restrictCase } from "#app/models/case/people.server";
import { readCase, readCases } from "#app/models/case/read.server";
import { writeCaseTable } from "#app/models/case/table.server";
import { readClient, readClients } from "#app/models/client/read.server";
import { readDocument } from "#app/models/consent/documents.server";
import { readWhoSaw } from "#app/models/consent/who-saw.server";
import { asId, type CaseId, type ClientId, type DocumentId, type EmergencyId } from "#app/models/values/ids";
import { cases, clients, documents, events, notifications, offers } from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { toNorthside } from "#tests/stage/referral-story";

const WORDS = "She stands at the desk and has nowhere to sleep.";
const ids = ({ cast }: Stage) => ({
  clientId: asId<ClientId>(cast.rosa.clientId),
  caseId: asId<CaseId>(cast.rosa.caseId),
});

/** Rosa's case is restricted to Ines; a paper of hers is on file. */
async function restricted(stage: Stage): Promise<DocumentId> {
  const { as, asRole, cast } = stage;
  await as(cast.ines, (db) => restrictCase(db, cast.ines, ids(stage).caseId));
  const [paper] = await asRole("app_definer", (db) =>
    db
      .insert(documents)
      .values({
        agencyId: cast.agencyId,
        clientId: cast.rosa.clientId,
        sha256: "b".repeat(64),
        name: "court.pdf",
        mediaType: "application/pdf",
        byteCount: 10,
        uploadedBy: cast.ines.membershipId,
      })
      .returning({ id: documents.id }),
  );
  return asId<DocumentId>(paper?.id ?? "");
}

/** What this person gets of Rosa: her case's and her card's page, the lists, her paper, and by SQL. */
async function reach(stage: Stage, actor: Actor, paper: DocumentId) {
  const { as } = stage;
  const { clientId, caseId } = ids(stage);
  const tried = (work: Promise<unknown>) =>
    work.then(
      () => true,
      () => false,
    );
  const all = { whose: "all", state: "any", text: "rosa" } as const;
  return {
    page: await tried(as(actor, (db) => readCase(db, actor, caseId))),
    card: await tried(as(actor, (db) => readClient(db, actor, clientId))),
    search: (await as(actor, (db) => readClients(db, actor, "rosa", null))).rows.length === 1,
    list: (await as(actor, (db) => readCases(db, actor, all, null))).rows.length === 1,
    table: (await as(actor, (db) => writeCaseTable(db, actor, all))).includes("Rosa"),
    paper: await tried(as(actor, (db) => readDocument(db, actor, paper))),
    rows:
      (await as(actor, (db) => db.select({ id: clients.id }).from(clients).where(eq(clients.id, clientId)))).length ===
      1,
    offers: (await as(actor, (db) => db.select({ id: offers.id }).from(offers))).length > 0,
    events:
      (
        await as(actor, (db) =>
          db
            .select({ id: events.id })
            .from(events)
            .where(sql`${events.clientId} = ${clientId}::uuid and ${events.actorPersonId} <> ${actor.personId}::uuid`),
        )
      ).length > 0,
  };
}
const ALL = {
  ...{ page: true, card: true, search: true, list: true, table: true },
  ...{ paper: true, rows: true, offers: true, events: true },
};
const NOTHING = Object.fromEntries(Object.keys(ALL).map((name) => [name, false]));

test("Rosa's restricted case is there for Ines and for whoever she names, and nowhere for Carl and Sol, who is a supervisor", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    await toNorthside(stage);
    const paper = await restricted(stage);
    await as(cast.ines, (db) => readClient(db, cast.ines, ids(stage).clientId));
    expect(await reach(stage, cast.carl, paper)).toEqual(NOTHING);
    expect(await reach(stage, cast.sol, paper)).toEqual(NOTHING);
    await as(cast.ines, (db) => addToTeam(db, cast.ines, ids(stage).caseId, asId(cast.carl.membershipId)));
    expect(await reach(stage, cast.carl, paper)).toEqual(ALL);
    expect(await reach(stage, cast.ines, paper)).toMatchObject({ page: true, paper: true });
  }));

test("Carl opens it in an emergency: all of it for an hour, for reading alone; told, recorded, in Rosa's list, and shut by itself", () =>
  onStage(async (stage) => {
    const { as, asRole, cast, setClock } = stage;
    const { clientId, caseId } = ids(stage);
    await toNorthside(stage);
    const paper = await restricted(stage);
    const open = (said: string, actor = cast.carl) =>
      as(actor, (db) => openEmergency(db, actor, { said, reason: "danger_to_life", words: WORDS }));
    expect(await open("Nobody Atall")).toBeNull();
    await expect(
      as(cast.finn, (db) => openEmergency(db, cast.finn, { said: "x", reason: "danger_to_life", words: WORDS })),
    ).rejects.toThrow();
    expect(await open("rosa  canary-fields", cast.otto)).toBeNull();
    expect(await open("rosa  canary-fields")).toBe(caseId);
    expect(await reach(stage, cast.carl, paper)).toEqual(ALL);
    // Reading is not writing, and no way leads from reading to staying.
    await expect(
      as(cast.carl, (db) => writeNote(db, cast.carl, caseId, { words: "I was here.", kind: "note" })),
    ).rejects.toMatchObject({
      code: "case.not-yours",
    });
    await expect(as(cast.carl, (db) => openCase(db, cast.carl, clientId, { cameBy: "telephone" }))).rejects.toThrow();
    await expect(
      as(cast.carl, (db) => addToTeam(db, cast.carl, caseId, asId(cast.carl.membershipId))),
    ).rejects.toMatchObject({ status: 403 });
    expect(
      (await as(cast.carl, (db) => db.update(cases).set({ summary: "Mine" }).where(eq(cases.id, caseId)).returning()))
        .length,
    ).toBe(0);
    for (const told of [cast.sol, cast.ines]) {
      const kinds = (await as(told, (db) => db.select().from(notifications))).map(({ kind }) => kind);
      expect(kinds).toContain("emergency.opened");
    }
    const seen = await as(cast.ines, (db) => readWhoSaw(db, clientId, null));
    expect(seen.rows.map(({ name, reason }) => [name, reason])).toContainEqual(["emergency.opened", "danger_to_life"]);
    setClock(new Date(Date.now() + 61 * 60_000));
    expect(await reach(stage, cast.carl, paper)).toEqual(NOTHING);
    expect(await asRole("app_job", endEmergencies)).toBe(1);
    expect(await asRole("app_job", endEmergencies)).toBe(0);
  }));

test("Sol, a supervisor, opens it too and may write no more than Carl; another person reviews it, once, and not while it is open", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const { caseId } = ids(stage);
    await restricted(stage);
    const asked = { said: "Rosa Canary-Fields", reason: "colleague_away" as const, words: WORDS };
    await as(cast.sol, (db) => openEmergency(db, cast.sol, asked));
    await expect(
      as(cast.sol, (db) => addToTeam(db, cast.sol, caseId, asId(cast.sol.membershipId))),
    ).rejects.toMatchObject({ status: 403 });
    const stay = sql`insert into case_member (agency_id, case_id, membership_id) values (${cast.agencyId}::uuid, ${caseId}::uuid, ${cast.sol.membershipId}::uuid)`;
    await expect(as(cast.sol, (db) => db.execute(stay))).rejects.toMatchObject({ cause: { code: "42501" } });
    await as(cast.carl, (db) => openEmergency(db, cast.carl, asked));
    const rows = (await as(cast.sol, (db) => readEmergencies(db, cast.sol, null))).rows;
    const of = (actor: Actor) =>
      asId<EmergencyId>(rows.find(({ membershipId }) => membershipId === actor.membershipId)?.id ?? "");
    const verdict = { verdict: "justified" as const, words: "She needed a bed." };
    const review = (actor: Actor, id: EmergencyId) => as(actor, (db) => reviewEmergency(db, actor, id, verdict));
    await expect(review(cast.sol, of(cast.carl))).rejects.toMatchObject({ code: "lifecycle.illegal-move" });
    await as(cast.carl, (db) => readCase(db, cast.carl, caseId));
    await as(cast.carl, (db) => endEmergency(db, cast.carl, of(cast.carl)));
    await as(cast.sol, (db) => endEmergency(db, cast.sol, of(cast.sol)));
    await expect(review(cast.sol, of(cast.sol))).rejects.toMatchObject({ code: "emergency.own-review", status: 403 });
    const bare = (by: Actor, id: EmergencyId) =>
      as(by, (db) =>
        db.execute(
          sql`update emergency_access set state = 'reviewed', reviewed_by = ${by.membershipId}::uuid, verdict = 'justified', review_words = 'x' where id = ${id}::uuid`,
        ),
      );
    await expect(bare(cast.sol, of(cast.sol)), "the database says it too").rejects.toMatchObject({
      cause: { code: "42501" },
    });
    await expect(
      bare(cast.ines, of(cast.carl)),
      "who carries the case ends it, and reviews nothing",
    ).rejects.toMatchObject({ cause: { code: "42501" } });
    const done = await as(cast.sol, (db) => readEmergency(db, of(cast.carl)));
    expect(done.done.map(({ name }) => name)).toContain("case.read");
    await review(cast.sol, of(cast.carl));
    await expect(review(cast.sol, of(cast.carl))).rejects.toMatchObject({ code: "lifecycle.illegal-move" });
    await expect(as(cast.otto, (db) => readEmergency(db, of(cast.carl)))).rejects.toMatchObject({ status: 404 });
    expect(await asRole("app_job", endEmergencies)).toBe(0);
  }));
