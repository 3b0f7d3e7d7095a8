// Reports on goals: Mara reads the goals that Rosa agreed to share and the service serves, says how each comes on, and Ines reads it. No other goal, no other house.
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { readReportDue, readReportPage, readReports, readSharedGoals } from "#app/models/delivery/goals.server";
import { reportProgress } from "#app/models/delivery/report.server";
import { nextReportOn } from "#app/models/delivery/report-due";
import { agreePlan } from "#app/models/plan/agree.server";
import { draftPlan } from "#app/models/plan/draft.server";
import { addGoal, planService } from "#app/models/plan/parts.server";
import { acceptOffer } from "#app/models/referral/answer-offer.server";
import { addDays, addMonths, asCalendarDay } from "#app/models/values/calendar-day";
import { asId, type CaseId, type NeedId } from "#app/models/values/ids";
import { agencies, planGoals, progressGoals, referrals } from "#drizzle/schema";
import { dayFromToday } from "#tests/stage/delivery-story";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { toNorthside } from "#tests/stage/referral-story";

/** Two goals of an agreed plan; the service Northside is asked for serves the first alone. */
async function planned({ as, cast }: Stage) {
  return as(cast.ines, async (db) => {
    const planId = await draftPlan(db, cast.ines, asId<CaseId>(cast.rosa.caseId));
    const served = await addGoal(db, planId, { words: "Sleep through the night", measure: "" });
    const other = await addGoal(db, planId, { words: "Keep the home", measure: "" });
    const needId = asId<NeedId>(cast.rosa.needId);
    await planService(db, planId, { kind: "service", needId, goalId: served, words: "", howMuch: "Weekly" });
    const signing = { signedHow: "on_screen", signedName: "Rosa Fields", witness: "", agrees: "on" } as const;
    await agreePlan(db, cast.ines, planId, signing, null);
    return { served, other };
  });
}

async function held(stage: Stage, fields: readonly ("name" | "goals")[]) {
  const { as, cast } = stage;
  const { referralId, north } = await toNorthside(stage, { fields });
  await as(cast.mara, (db) => acceptOffer(db, cast.mara, north));
  return referralId;
}

test("Mara reports on the goal that was shared; Ines reads it, Sid and Otto do not, and a goal that was not shared is refused", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const { served, other } = await planned(stage);
    const referralId = await held(stage, ["name", "goals"]);
    await asRole("app_definer", (db) =>
      db
        .update(referrals)
        .set({ answeredAt: new Date(Date.now() - 20 * 86_400_000) })
        .where(eq(referrals.id, referralId)),
    );
    const page = await as(cast.mara, (db) => readReportPage(db, cast.mara, referralId));
    expect(page.dueOn < addMonths(dayFromToday(0), 1)).toBe(true);
    expect(page.goals).toMatchObject([{ id: served, words: "Sleep through the night" }]);
    const report = (goalId: string) =>
      as(cast.mara, (db) =>
        reportProgress(db, cast.mara, {
          referralId,
          words: "Two talks.",
          goals: [{ goalId, standing: "closer", words: "Five nights of seven." }],
        }),
      );
    await report(served);
    await expect(report(other)).rejects.toMatchObject({ cause: { constraint_name: "progress_goal_shared" } });
    const due = await as(cast.ines, (db) => readReportDue(db, cast.ines, referralId));
    expect(due).toBe(addMonths(dayFromToday(0), 1));
    await as(cast.ada, (db) => db.update(agencies).set({ reportEvery: "week" }).where(eq(agencies.id, cast.agencyId)));
    for (const actor of [cast.ines, cast.mara]) {
      expect(await as(actor, (db) => readReportDue(db, actor, referralId))).toBe(addDays(dayFromToday(0), 7));
    }
    const read = await as(cast.ines, (db) => readReports(db, referralId));
    expect(read).toMatchObject([{ goals: [{ goal: "Sleep through the night", standing: "closer" }] }]);
    expect(read).toHaveLength(1);
    for (const stranger of [cast.sid, cast.otto, cast.finn]) {
      expect(await as(stranger, (db) => db.select().from(progressGoals))).toEqual([]);
      expect(await as(stranger, (db) => readSharedGoals(db, referralId))).toEqual([]);
    }
    expect(await as(cast.mara, (db) => db.select().from(planGoals))).toEqual([]);
  }));

test("without Rosa's word for it no goal is shown, and a report is words alone", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    await planned(stage);
    const referralId = await held(stage, ["name"]);
    const page = await as(cast.mara, (db) => readReportPage(db, cast.mara, referralId));
    expect(page.goals).toEqual([]);
    await as(cast.mara, (db) => reportProgress(db, cast.mara, { referralId, words: "Two talks.", goals: [] }));
    expect(await as(cast.ines, (db) => readReports(db, referralId))).toEqual([]);
  }));

test("the next report is due as long after the last, or after it began, as the agency says", () => {
  const day = asCalendarDay;
  expect(nextReportOn("month", day("2026-10-31"), null)).toBe("2026-11-30");
  expect(nextReportOn("month", day("2026-10-31"), day("2026-11-20"))).toBe("2026-12-20");
  expect(nextReportOn("two_weeks", day("2026-10-31"), null)).toBe("2026-11-14");
  expect(nextReportOn("half_year", day("2026-08-31"), null)).toBe("2027-02-28");
});
