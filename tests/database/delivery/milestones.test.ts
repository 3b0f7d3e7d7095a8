// Milestones and results: Ada says what Harbor wants to know, Mara says it of the referral she holds, Ines reads it at once. Nobody else says it, and nothing that was said is lost.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Actor } from "#app/access/actor";
import { sayMark, takeMarkBack } from "#app/models/delivery/marks.server";
import {
  addPoint,
  movePoint,
  readPoints,
  restorePoint,
  retirePoint,
  rewordPoint,
} from "#app/models/delivery/points.server";
import { MarkForm, type NewPoint, PointForm, type Said } from "#app/models/delivery/progress-forms";
import { readProgress } from "#app/models/delivery/read-progress.server";
import { completeReferral } from "#app/models/referral/carry.server";
import { COMPLETED_OUTCOMES } from "#app/models/referral/codes";
import { addDays, type CalendarDay } from "#app/models/values/calendar-day";
import { asId, type ProgressPointId, type ReferralId, type SpecialtyId } from "#app/models/values/ids";
import { notifications, progressMarks, progressPoints, referrals, specialties } from "#drizzle/schema";
import { acceptedReferral, dayFromToday } from "#tests/stage/delivery-story";
import { onStage, type Stage } from "#tests/stage/on-stage";

const INTAKE: NewPoint = { words: "Intake done", kind: "milestone", unit: "", choices: [] };
const HOUSED: NewPoint = { words: "Housed 90 days later", kind: "yes_no", unit: "", choices: [] };
const VISITS: NewPoint = { words: "Visits kept", kind: "number", unit: "visits", choices: [] };
const HOME: NewPoint = { words: "Lives", kind: "choice", unit: "", choices: ["Own home", "Shelter"] };

const adds = ({ as, cast }: Stage, point: NewPoint) => as(cast.ada, (db) => addPoint(db, cast.ada, point));

const reached = (pointId: ProgressPointId, onDay: CalendarDay, note = ""): Said => ({
  intent: "milestone",
  value: "",
  pointId,
  onDay,
  note,
});

const says = ({ as }: Stage, actor: Actor, referralId: ReferralId, said: Said) =>
  as(actor, (db) => sayMark(db, actor, referralId, said));

const seenBy = ({ as }: Stage, actor: Actor, referralId: ReferralId) => as(actor, (db) => readProgress(db, referralId));

/** It was sent ten days ago. */
async function longHeld(stage: Stage): Promise<ReferralId> {
  const referralId = await acceptedReferral(stage);
  await stage.asRole("app_definer", (db) =>
    db
      .update(referrals)
      .set({ sentAt: new Date(Date.now() - 10 * 86_400_000) })
      .where(eq(referrals.id, referralId)),
  );
  return referralId;
}

test("Mara says that the intake was done and what the results are; Ines reads them in Ada's order", () =>
  onStage(async (stage) => {
    const { cast } = stage;
    const referralId = await longHeld(stage);
    const [intake, housed, visits, home] = [
      await adds(stage, INTAKE),
      await adds(stage, HOUSED),
      await adds(stage, VISITS),
      await adds(stage, HOME),
    ];
    await stage.as(cast.ada, (db) => movePoint(db, cast.ada, home, "up"));
    const today = dayFromToday(0);
    expect(await seenBy(stage, cast.ines, referralId)).toMatchObject([
      { said: [] },
      { said: [] },
      { said: [] },
      { said: [] },
    ]);
    await says(stage, cast.mara, referralId, reached(intake, dayFromToday(-3), "In her kitchen."));
    await says(stage, cast.pavel, referralId, {
      intent: "yes_no",
      pointId: housed,
      value: "yes",
      onDay: today,
      note: "",
    });
    await says(stage, cast.ora, referralId, {
      intent: "number",
      pointId: visits,
      value: "3.5",
      onDay: today,
      note: "",
    });
    await says(stage, cast.mara, referralId, {
      intent: "choice",
      pointId: home,
      value: "Own home",
      onDay: today,
      note: "",
    });
    for (const reader of [cast.ines, cast.sol, cast.mara, cast.bea]) {
      expect((await seenBy(stage, reader, referralId)).map(({ words, said }) => [words, said[0]?.value])).toEqual([
        ["Intake done", ""],
        ["Housed 90 days later", "yes"],
        ["Lives", "Own home"],
        ["Visits kept", "3.5"],
      ]);
    }
    const [first] = await seenBy(stage, cast.ines, referralId);
    expect(first?.said).toMatchObject([{ onDay: dayFromToday(-3), note: "In her kitchen." }]);
    const told = await stage.as(cast.ines, (db) => db.select({ kind: notifications.kind }).from(notifications));
    expect(told.filter(({ kind }) => kind === "delivery.marked")).toHaveLength(4);
    for (const stranger of [cast.sid, cast.otto, cast.finn, cast.ada, cast.nadia]) {
      expect(await stage.as(stranger, (db) => db.select().from(progressMarks))).toEqual([]);
    }
    expect(await stage.as(cast.otto, (db) => db.select().from(progressPoints))).toEqual([]);
  }));

test("a correction keeps what was said, and a mistake is taken back with a reason", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const referralId = await longHeld(stage);
    const intake = await adds(stage, INTAKE);
    await says(stage, cast.mara, referralId, reached(intake, dayFromToday(-3)));
    await as(cast.ada, (db) => rewordPoint(db, cast.ada, intake, "First talk held"));
    await says(stage, cast.pavel, referralId, reached(intake, dayFromToday(-2), "A day later."));
    const [corrected] = await seenBy(stage, cast.ines, referralId);
    expect(corrected?.said).toMatchObject([{ onDay: dayFromToday(-2), words: "First talk held" }]);
    expect(corrected?.before).toMatchObject([{ onDay: dayFromToday(-3), words: "Intake done" }]);
    const back = { intent: "take-back", pointId: intake, note: "It was her sister." } as const;
    await as(cast.mara, (db) => takeMarkBack(db, cast.mara, referralId, back));
    const [open] = await seenBy(stage, cast.ines, referralId);
    expect(open?.said).toEqual([]);
    expect(open?.before).toMatchObject([{ takenBack: true, note: "It was her sister." }, {}, {}]);
    await expect(as(cast.mara, (db) => takeMarkBack(db, cast.mara, referralId, back))).rejects.toMatchObject({
      code: "progress.nothing-said",
    });
    await says(stage, cast.mara, referralId, reached(intake, dayFromToday(-1)));
    expect((await seenBy(stage, cast.ines, referralId))[0]?.said).toHaveLength(1);
  }));

test("no day to come, none before the referral was sent: the deed says which, and the database holds it", () =>
  onStage(async (stage) => {
    const { asRole, cast } = stage;
    const referralId = await longHeld(stage);
    const intake = await adds(stage, INTAKE);
    const says2 = (onDay: CalendarDay) => says(stage, cast.mara, referralId, reached(intake, onDay));
    await expect(says2(dayFromToday(1))).rejects.toMatchObject({ code: "progress.day-to-come", status: 422 });
    await expect(says2(dayFromToday(-11))).rejects.toMatchObject({ code: "progress.day-before", status: 422 });
    await says2(dayFromToday(-10));
    const direct = (onDay: CalendarDay, value = "") =>
      asRole("app_definer", (db) =>
        db.execute(sql`insert into progress_mark (agency_id, organization_id, client_id, referral_id, point_id, on_day, value, recorded_by, current)
          values (${cast.agencyId}::uuid, ${cast.northside.organizationId}::uuid, ${cast.rosa.clientId}::uuid, ${referralId}::uuid, ${intake}::uuid, ${onDay}::date, ${value}, ${cast.mara.membershipId}::uuid, false)`),
      );
    const held = (name: string) => ({ cause: { constraint_name: name } });
    await expect(direct(addDays(dayFromToday(0), 2))).rejects.toMatchObject(held("progress_mark_not_ahead"));
    await expect(direct(dayFromToday(-12))).rejects.toMatchObject(held("progress_mark_not_before"));
    await expect(direct(dayFromToday(-1), "yes")).rejects.toMatchObject(held("progress_mark_value"));
  }));

test("whoever does not hold the referral says nothing of it, nor does anybody once it has ended", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const referralId = await longHeld(stage);
    const intake = await adds(stage, INTAKE);
    const said = reached(intake, dayFromToday(0));
    await expect(says(stage, cast.sid, referralId, said)).rejects.toMatchObject({ status: 404 });
    await expect(says(stage, cast.bea, referralId, said)).rejects.toThrow();
    await expect(says(stage, cast.ines, referralId, said)).rejects.toThrow();
    await says(stage, cast.mara, referralId, said);
    await as(cast.mara, (db) =>
      completeReferral(db, cast.mara, referralId, { code: COMPLETED_OUTCOMES[0], words: "" }),
    );
    await expect(says(stage, cast.mara, referralId, said)).rejects.toMatchObject({ status: 409 });
    expect((await seenBy(stage, cast.ines, referralId))[0]?.said).toHaveLength(1);
  }));

test("what is for another kind of service, out of use or of another kind is not said; what was said of it stays", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const referralId = await longHeld(stage);
    const [of] = await as(cast.ines, (db) =>
      db
        .select({ path: specialties.path })
        .from(referrals)
        .innerJoin(specialties, eq(specialties.id, referrals.specialtyId))
        .where(eq(referrals.id, referralId)),
    );
    const [other] = await stage.asRole("app_definer", (db) =>
      db.insert(specialties).values({ code: "housing-only", name: "Housing" }).returning({ id: specialties.id }),
    );
    const root = await adds(stage, { ...INTAKE, specialtyId: asId<SpecialtyId>(of?.path[0] ?? "") });
    const elsewhere = await adds(stage, { ...INTAKE, specialtyId: asId<SpecialtyId>(other?.id ?? "") });
    expect((await seenBy(stage, cast.mara, referralId)).map(({ id }) => id)).toEqual([root]);
    const today = dayFromToday(0);
    await expect(says(stage, cast.mara, referralId, reached(elsewhere, today))).rejects.toMatchObject({ status: 404 });
    const home = await adds(stage, HOME);
    const lives = (value: string): Said => ({ intent: "choice", pointId: home, value, onDay: today, note: "" });
    await expect(says(stage, cast.mara, referralId, lives("A castle"))).rejects.toMatchObject({ status: 409 });
    await expect(says(stage, cast.mara, referralId, reached(home, today))).rejects.toMatchObject({ status: 409 });
    await as(cast.ada, (db) => retirePoint(db, cast.ada, home));
    await expect(says(stage, cast.mara, referralId, lives("Shelter"))).rejects.toMatchObject({
      code: "progress.point-retired",
    });
    await as(cast.ada, (db) => restorePoint(db, cast.ada, home));
    await says(stage, cast.mara, referralId, lives("Shelter"));
    await as(cast.ada, (db) => retirePoint(db, cast.ada, home));
    await as(cast.ada, (db) => retirePoint(db, cast.ada, root));
    expect(await seenBy(stage, cast.ines, referralId)).toMatchObject([{ id: home, retired: true, said: [{}] }]);
  }));

test("only an administrator keeps the list, and one of another agency does not find it", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const intake = await adds(stage, INTAKE);
    await expect(as(cast.ines, (db) => addPoint(db, cast.ines, HOUSED))).rejects.toThrow();
    await expect(as(cast.ines, (db) => rewordPoint(db, cast.ines, intake, "Mine now"))).rejects.toMatchObject({
      status: 404,
    });
    await expect(as(cast.olga, (db) => retirePoint(db, cast.olga, intake))).rejects.toMatchObject({ status: 404 });
    expect(await as(cast.ada, (db) => readPoints(db, cast.ada))).toMatchObject([{ words: "Intake done" }]);
  }));

test("a number names its unit and one of several what can be chosen; a value is of its kind", () => {
  const fault = (form: Record<string, string>) => {
    const parsed = PointForm.safeParse({ intent: "add", words: "Visits kept", ...form });
    return parsed.success ? null : parsed.error.issues.map(({ path }) => path.join("."));
  };
  expect(fault({ kind: "number" })).toEqual(["unit"]);
  expect(fault({ kind: "number", unit: "visits" })).toBeNull();
  expect(fault({ kind: "choice", choices: "Own home\n\nOwn home" })).toEqual(["choices"]);
  expect(fault({ kind: "choice", choices: "Own home\r\nShelter" })).toBeNull();
  const said = { pointId: "0198f000-0000-7000-8000-000000000001", onDay: "2026-11-02" };
  const value = (intent: string, typed?: string) => {
    const parsed = MarkForm.safeParse({ intent, ...said, value: typed });
    return parsed.success && "value" in parsed.data ? parsed.data.value : null;
  };
  expect([value("milestone"), value("yes_no", "no"), value("number", "12.50"), value("number", "0")]).toEqual([
    ...["", "no", "12.5", "0"],
  ]);
  expect([value("yes_no", "maybe"), value("number", "-1"), value("number", "many"), value("choice")]).toEqual([
    ...[null, null, null, null],
  ]);
});
