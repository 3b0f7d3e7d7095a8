// Cases on real PostgreSQL: opened, carried, moved, closed and handed over by those who may; read by colleagues, unseen by others.
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { closeCase } from "#app/models/case/close.server";
import { readColleagues } from "#app/models/case/colleagues.server";
import { moveCase } from "#app/models/case/move.server";
import { addNeed, markNeed } from "#app/models/case/need.server";
import { writeNote } from "#app/models/case/note.server";
import { openCase } from "#app/models/case/open.server";
import { addToTeam, removeFromTeam, restrictCase, transferCase, unrestrictCase } from "#app/models/case/people.server";
import { readCase, readCases } from "#app/models/case/read.server";
import { readToday } from "#app/models/case/today.server";
import { readClients } from "#app/models/client/read.server";
import { readTimeline } from "#app/models/event/timeline.server";
import { asCalendarDay } from "#app/models/values/calendar-day";
import { asId, type CaseId, type ClientId, type NeedId, type SpecialtyId } from "#app/models/values/ids";
import { onStage, type Stage } from "#tests/stage/on-stage";

type Person = Stage["cast"]["ines"];
const ALL = { whose: "all", state: "any", text: "" } as const;
const ids = ({ cast }: Stage) => ({
  caseId: asId<CaseId>(cast.rosa.caseId),
  clientId: asId<ClientId>(cast.rosa.clientId),
  needId: asId<NeedId>(cast.rosa.needId),
});
const sees = async ({ as }: Stage, who: Person) =>
  (await as(who, (db) => readCases(db, who, ALL, null))).rows.map(({ number }) => number);

test("Ines opens a second case for Rosa as her own; Carl may open one too, and Otto may not", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { clientId } = ids(stage);
    const opening = { cameBy: "walk_in", summary: "Rent" } as const;
    const id = await as(cast.ines, (db) => openCase(db, cast.ines, clientId, opening));
    const page = await as(cast.ines, (db) => readCase(db, cast.ines, id));
    expect(page).toMatchObject({ number: "K-0002", state: "intake", ownerName: cast.ines.name, mayWrite: true });
    await as(cast.carl, (db) => openCase(db, cast.carl, clientId, opening));
    await expect(as(cast.otto, (db) => openCase(db, cast.otto, clientId, opening))).rejects.toMatchObject({
      status: 404,
    });
  }));

test("Sol opens a case for Carl; Ines may not give Carl a case she opens, and nobody gives one to finance", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { clientId } = ids(stage);
    const forCarl = { cameBy: "telephone", owner: cast.carl.membershipId } as const;
    const id = await as(cast.sol, (db) => openCase(db, cast.sol, clientId, { ...forCarl, restricted: "on" }));
    expect(await as(cast.carl, (db) => readCase(db, cast.carl, id))).toMatchObject({
      restricted: true,
      mayWrite: true,
    });
    expect((await as(cast.sol, (db) => readCase(db, cast.sol, id))).team.map(({ name }) => name)).toEqual([
      cast.sol.name,
    ]);
    await expect(as(cast.ines, (db) => openCase(db, cast.ines, clientId, forCarl))).rejects.toMatchObject({
      status: 403,
    });
    await expect(
      as(cast.sol, (db) => openCase(db, cast.sol, clientId, { ...forCarl, owner: cast.finn.membershipId })),
    ).rejects.toMatchObject({ code: "case.not-a-colleague" });
  }));

test("Carl reads Rosa's case and may write nothing on it; Sol may; for Otto and Mara it is not there", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { caseId, needId } = ids(stage);
    const need = { specialty: asId<SpecialtyId>(cast.counselingId) };
    const deeds = [
      (who: Person) => as(who, (db) => writeNote(db, who, caseId, { words: "Called back.", kind: "note" })),
      (who: Person) => as(who, (db) => addNeed(db, who, caseId, need)),
      (who: Person) => as(who, (db) => markNeed(db, who, caseId, needId, true)),
      (who: Person) => as(who, (db) => moveCase(db, who, caseId, "assess")),
      (who: Person) => as(who, (db) => addToTeam(db, who, caseId, cast.carl.membershipId)),
      (who: Person) => as(who, (db) => removeFromTeam(db, who, caseId, cast.carl.membershipId)),
      (who: Person) => as(who, (db) => closeCase(db, who, caseId, { reason: "needs_met" })),
    ];
    expect((await as(cast.carl, (db) => readCase(db, cast.carl, caseId))).mayWrite).toBe(false);
    for (const deed of deeds)
      await expect(deed(cast.carl)).rejects.toMatchObject({ status: 403, code: "case.not-yours" });
    for (const deed of deeds) await expect(deed(cast.otto)).rejects.toMatchObject({ status: 404 });
    for (const deed of deeds) await expect(deed(cast.mara)).rejects.toMatchObject({ status: 404 });
    for (const deed of deeds) await deed(cast.sol);
    await expect(as(cast.otto, (db) => readCase(db, cast.otto, caseId))).rejects.toMatchObject({ status: 404 });
  }));

test("PostgreSQL refuses Carl's note even when the deed is passed by", () =>
  onStage(async ({ as, cast }) => {
    await expect(
      as(cast.carl, (db) =>
        db.execute(sql`insert into case_note (agency_id, case_id, author_membership_id, words)
          values (${cast.agencyId}::uuid, ${cast.rosa.caseId}::uuid, ${cast.carl.membershipId}::uuid, 'x')`),
      ),
    ).rejects.toThrow();
  }));

test("a case moves along its life; an illegal move, a need or a second closing on a closed case is refused", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { caseId, needId } = ids(stage);
    await as(cast.ines, (db) => moveCase(db, cast.ines, caseId, "assess"));
    await expect(as(cast.ines, (db) => moveCase(db, cast.ines, caseId, "monitor"))).rejects.toMatchObject({
      status: 409,
    });
    await as(cast.ines, (db) => closeCase(db, cast.ines, caseId, { reason: "moved_away", words: "To Maine." }));
    const closed = await as(cast.ines, (db) => readCase(db, cast.ines, caseId));
    expect(closed).toMatchObject({ state: "closed", closingReason: "moved_away", notes: [{ words: "To Maine." }] });
    await expect(as(cast.ines, (db) => markNeed(db, cast.ines, caseId, needId, true))).rejects.toMatchObject({
      code: "case.closed",
    });
    await expect(as(cast.ines, (db) => closeCase(db, cast.ines, caseId, { reason: "other" }))).rejects.toMatchObject({
      code: "lifecycle.illegal-move",
    });
    await as(cast.ines, (db) => moveCase(db, cast.ines, caseId, "reopen"));
    expect(await as(cast.ines, (db) => readCase(db, cast.ines, caseId))).toMatchObject({
      state: "reopened",
      closedAt: null,
    });
    const told = await as(cast.ines, (db) => readTimeline(db, { caseId }), "read");
    expect(told.rows.map(({ name }) => name)).toEqual(["case.reopened", "case.closed", "case.moved"]);
  }));

test("a case whose referral still waits cannot be closed", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const { caseId, clientId } = ids(stage);
    await asRole("app_definer", async (db) => {
      await db.execute(sql`insert into referral (agency_id, case_id, client_id, number, created_by)
        values (${cast.agencyId}::uuid, ${caseId}::uuid, ${clientId}::uuid, 'R-0001', ${cast.ines.membershipId}::uuid)`);
      await db.execute(
        sql`update referral set state = 'sent', sent_at = app.clock(), answer_by = '2020-01-01' where number = 'R-0001'`,
      );
    });
    await expect(
      as(cast.ines, (db) => closeCase(db, cast.ines, caseId, { reason: "needs_met" })),
    ).rejects.toMatchObject({ code: "case.referrals-live", blanks: { count: 1 } });
    const today = await as(cast.ines, (db) => readToday(db, cast.ines, asCalendarDay("2026-11-23")));
    expect(today.unanswered).toMatchObject({ count: 1, lines: [{ number: "R-0001", overdue: true }] });
    expect(today.needs.count).toBe(1);
    const forCarl = await as(cast.carl, (db) => readToday(db, cast.carl, asCalendarDay("2026-11-23")));
    expect([forCarl.unanswered.count, forCarl.needs.count]).toEqual([0, 0]);
    const forSol = await as(cast.sol, (db) => readToday(db, cast.sol, asCalendarDay("2026-11-23")));
    expect(forSol.unanswered.count).toBe(1);
  }));

test("a restricted case and its client are seen by their team alone, and by all again afterwards", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { caseId } = ids(stage);
    await as(cast.ines, (db) => restrictCase(db, cast.ines, caseId));
    expect(await sees(stage, cast.ines)).toEqual(["K-0001"]);
    for (const who of [cast.carl, cast.sol]) {
      expect(await sees(stage, who)).toEqual([]);
      expect((await as(who, (db) => readClients(db, who, "rosa", null))).rows).toEqual([]);
      await expect(as(who, (db) => readCase(db, who, caseId))).rejects.toMatchObject({ status: 404 });
      await expect(as(who, (db) => writeNote(db, who, caseId, { words: "x", kind: "note" }))).rejects.toMatchObject({
        status: 404,
      });
    }
    await as(cast.ines, (db) => addToTeam(db, cast.ines, caseId, cast.carl.membershipId));
    expect(await sees(stage, cast.carl)).toEqual(["K-0001"]);
    await as(cast.carl, (db) => writeNote(db, cast.carl, caseId, { words: "Now I may.", kind: "note" }));
    await as(cast.ines, (db) => unrestrictCase(db, cast.ines, caseId));
    expect(await sees(stage, cast.sol)).toEqual(["K-0001"]);
    expect((await as(cast.sol, (db) => readClients(db, cast.sol, "rosa", null))).rows).toHaveLength(1);
  }));

test("Ines hands a restricted case to Carl and loses it; handing it to its owner is refused", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { caseId } = ids(stage);
    const give = (who: Person, to: Person) => as(who, (db) => transferCase(db, who, caseId, to.membershipId));
    await expect(give(cast.ines, cast.ines)).rejects.toMatchObject({ code: "case.owned-already" });
    await expect(give(cast.ines, cast.otto)).rejects.toMatchObject({ code: "case.not-a-colleague" });
    await as(cast.ines, (db) => restrictCase(db, cast.ines, caseId));
    await give(cast.ines, cast.carl);
    expect(await sees(stage, cast.ines)).toEqual([]);
    expect(await sees(stage, cast.carl)).toEqual(["K-0001"]);
  }));

test("only caseworkers and supervisors who still work here can be chosen as colleagues", () =>
  onStage(async ({ as, cast }) => {
    const found = await as(cast.ines, (db) => readColleagues(db, cast.ines), "read");
    expect(found.map(({ name }) => name)).toEqual([cast.carl.name, cast.ines.name, cast.sol.name]);
  }));

test("a need with a specialty that is not there is refused", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const nowhere = { specialty: asId<SpecialtyId>("0198f000-0000-7000-8000-00000000dead") };
    await expect(as(cast.ines, (db) => addNeed(db, cast.ines, ids(stage).caseId, nowhere))).rejects.toMatchObject({
      code: "case.no-such-specialty",
    });
  }));
