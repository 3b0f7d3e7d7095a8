// Staff time and supervision: own time alone, corrected beside the old; a talk is between two, and a restricted case of who left goes on unseen.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { handOverUnseen, readCarriers, readCaseload } from "#app/models/case/hand-over.server";
import { writeNote } from "#app/models/case/note.server";
import { restrictCase } from "#app/models/case/people.server";
import { readCase } from "#app/models/case/read.server";
import { readAgreedOnCase, readSupervision, readSupervisions } from "#app/models/case/read-supervision.server";
import { readMonth, readTimeOfCase, readTimeTotals } from "#app/models/case/read-time.server";
import { confirmSupervision, writeSupervision } from "#app/models/case/supervision.server";
import { correctTime, logTime } from "#app/models/case/time.server";
import { asCalendarDay, localDay } from "#app/models/values/calendar-day";
import { asId, type CaseId, type CaseTimeId, type MembershipId } from "#app/models/values/ids";
import { caseHandOvers, memberships } from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";

const caseOf = ({ cast }: Stage) => asId<CaseId>(cast.rosa.caseId);
const seatOf = (actor: { membershipId: string }) => asId<MembershipId>(actor.membershipId);

test("Ines writes down her time and corrects it beside the old value; contacts count; Carl, who only reads, writes none, and Sol corrects none of hers", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { ines, carl, sol } = cast;
    const id = caseOf(stage);
    await as(ines, (db) => logTime(db, ines, id, { kind: "direct", minutes: 60 }));
    await as(ines, (db) => writeNote(db, ines, id, { kind: "telephone", words: "They called.", minutes: 15 }));
    await expect(as(carl, (db) => logTime(db, carl, id, { kind: "direct", minutes: 5 }))).rejects.toMatchObject({
      code: "case.not-yours",
    });
    await expect(
      as(ines, (db) => logTime(db, ines, id, { kind: "direct", minutes: 5, day: "2999-01-01" })),
    ).rejects.toMatchObject({ code: "case.time-ahead" });
    const list = () => as(ines, async (db) => (await readTimeOfCase(db, ines, id, null)).rows);
    const [own] = (await list()).filter(({ contact }) => !contact);
    const timeId = asId<CaseTimeId>(own?.id ?? "");
    const less = { kind: "writing", minutes: 45 } as const;
    await expect(as(sol, (db) => correctTime(db, sol, id, timeId, less))).rejects.toMatchObject({
      code: "case.time-not-yours",
    });
    await as(ines, (db) => correctTime(db, ines, id, timeId, less));
    await expect(as(ines, (db) => correctTime(db, ines, id, timeId, less))).rejects.toMatchObject({
      code: "case.time-corrected",
    });
    expect((await list()).find(({ contact }) => !contact)).toMatchObject({ minutes: 45, before: [{ minutes: 60 }] });
    const totals = await as(sol, (db) => readTimeTotals(db, sol, id));
    expect(totals).toMatchObject({ minutes: 60, months: [{ by: ines.name, minutes: 60 }] });
    const bare = sql`insert into case_time (agency_id, case_id, membership_id, kind, spent_on, minutes)
      values (${cast.agencyId}, ${id}, ${carl.membershipId}, 'other', '2026-01-01', 10)`;
    await expect(as(ines, (db) => db.execute(bare))).rejects.toThrow();
    await as(ines, (db) => restrictCase(db, ines, id));
    const month = asCalendarDay(`${localDay(new Date(), ines.timeZone).slice(0, 7)}-01`);
    const spentFor = (who: typeof ines) => as(who, (db) => readMonth(db, who, { month, who: null }));
    expect(await spentFor(ines)).toMatchObject({ minutes: 60, cases: [{ minutes: 60 }] });
    expect(await spentFor(sol)).toMatchObject({ minutes: 0, cases: [] });
  }));

test("Sol writes down a talk with Ines, who confirms it; Carl and the auditor never read what was agreed on a case, and a correction keeps the old words", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { ines, carl, sol, audrey } = cast;
    const caseId = caseOf(stage);
    const talk = { caseworker: seatOf(ines), heldOn: "2026-01-12", cases: [{ id: caseId, agreed: "Call twice" }] };
    await expect(as(ines, (db) => writeSupervision(db, ines, talk))).rejects.toMatchObject({ status: 403 });
    await expect(
      as(sol, (db) => writeSupervision(db, sol, { ...talk, caseworker: seatOf(sol) })),
    ).rejects.toMatchObject({ code: "supervision.with-oneself" });
    const id = await as(sol, (db) => writeSupervision(db, sol, talk));
    expect(await as(ines, (db) => readSupervision(db, ines, id))).toMatchObject({
      state: "written",
      mayConfirm: true,
      cases: [{ agreed: "Call twice" }],
    });
    await expect(as(carl, (db) => readSupervision(db, carl, id))).rejects.toMatchObject({ status: 404 });
    expect(await as(carl, (db) => readAgreedOnCase(db, caseId))).toEqual([]);
    expect(await as(audrey, (db) => readSupervision(db, audrey, id))).toMatchObject({ ofTwo: false, cases: [] });
    await expect(as(sol, (db) => confirmSupervision(db, sol, id))).rejects.toMatchObject({
      code: "supervision.not-yours",
    });
    await as(ines, (db) => confirmSupervision(db, ines, id));
    await expect(as(ines, (db) => confirmSupervision(db, ines, id))).rejects.toMatchObject({ status: 409 });
    const newer = await as(sol, (db) =>
      writeSupervision(db, sol, { ...talk, corrects: id, cases: [{ id: caseId, agreed: "Call once" }] }),
    );
    expect((await as(ines, (db) => readSupervisions(db, ines, null))).rows.map((row) => row.id)).toEqual([newer]);
    expect(await as(ines, (db) => readSupervision(db, ines, id))).toMatchObject({ correctedBy: newer, words: "" });
    await expect(as(sol, (db) => writeSupervision(db, sol, { ...talk, corrects: id }))).rejects.toMatchObject({
      code: "supervision.corrected",
    });
  }));

test("Ines leaves with a restricted case of hers alone: Sol hands it to Carl without reading it, not to herself, and not while Ines stands", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const { ines, carl, sol } = cast;
    const caseId = caseOf(stage);
    await as(ines, (db) => restrictCase(db, ines, caseId));
    const give = (to: typeof carl) =>
      as(sol, (db) => handOverUnseen(db, sol, { from: seatOf(ines), to: seatOf(to), words: "Ines has left" }));
    await expect(give(carl)).rejects.toMatchObject({ code: "case.owner-stands", status: 403 });
    const direct = (to: typeof carl) =>
      as(sol, (db) => db.execute(sql`select app.hand_over_unseen(${ines.membershipId}, ${to.membershipId}, 'x')`));
    await expect(direct(carl)).rejects.toThrow();
    await asRole("app_definer", (db) =>
      db.update(memberships).set({ disabledAt: sql`app.clock()` }).where(eq(memberships.id, ines.membershipId)),
    );
    expect((await as(sol, (db) => readCarriers(db, sol))).find(({ id }) => id === ines.membershipId)).toMatchObject({
      gone: true,
      count: 1,
    });
    expect(await as(sol, (db) => readCaseload(db, sol, seatOf(ines)))).toEqual({ cases: [], hidden: 1 });
    await expect(give(sol)).rejects.toMatchObject({ code: "case.unseen-to-oneself" });
    await expect(direct(sol)).rejects.toThrow();
    expect(await give(carl)).toBe(1);
    expect(await as(carl, (db) => readCase(db, carl, caseId))).toMatchObject({ ownerName: carl.name, mayWrite: true });
    await expect(as(sol, (db) => readCase(db, sol, caseId))).rejects.toMatchObject({ status: 404 });
    const moved = await as(carl, (db) => db.select().from(caseHandOvers).where(eq(caseHandOvers.caseId, caseId)));
    expect(moved).toMatchObject([{ movedBy: sol.membershipId, words: "Ines has left" }]);
    expect(await as(sol, (db) => db.select().from(caseHandOvers).where(eq(caseHandOvers.caseId, caseId)))).toEqual([]);
  }));
