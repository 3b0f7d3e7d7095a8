// Care plans of the demo: drafted and agreed with the client at the desk, with tasks, and the reviews whose day has come. Told by the house's own deeds.
import type { Actor } from "#app/access/actor";
import { askApproval } from "#app/models/case/approval.server";
import { setTask } from "#app/models/case/task.server";
import { agreePlan } from "#app/models/plan/agree.server";
import { beginReviews } from "#app/models/plan/begin-reviews.server";
import { changePlanWords, draftPlan } from "#app/models/plan/draft.server";
import { addGoal, planService } from "#app/models/plan/parts.server";
import { readPlan } from "#app/models/plan/read.server";
import { addDays } from "#app/models/values/calendar-day";
import type { Known } from "./acts";
import type { DemoStage } from "./stage";

/** Stories whose client has a plan; that of the last is still a draft. */
const AGREED = [0, 6, 10];
const DRAFTED = 13;

/** @param at the day of the talk, counted from today */
export async function planCare(stage: DemoStage, caseworker: Actor, known: Known, number: number, at: number) {
  if (!AGREED.includes(number) && number !== DRAFTED) return;
  const today = await stage.today();
  await stage.as(caseworker, async (db) => {
    const planId = await draftPlan(db, caseworker, known.caseId);
    const goalId = await addGoal(db, planId, {
      words: "I get through the week on my own again.",
      measure: "I keep every appointment for a month.",
      targetOn: addDays(today, at + 150),
    });
    await planService(db, planId, {
      kind: "service",
      needId: known.needId,
      goalId,
      words: "",
      howMuch: "Once a week for eight weeks",
    });
    await planService(db, planId, { kind: "service", words: "A ride to the food bank", howMuch: "Every Friday" });
    await planService(db, planId, { kind: "benefit", words: "Food assistance", howMuch: "Every month" });
    const { caseId } = known;
    await setTask(
      db,
      caseworker,
      caseId,
      { kind: "task", words: "Bring the last two pay slips", doer: "The client", dueOn: addDays(today, at + 14) },
      planId,
    );
    const look = { kind: "monitoring", words: "Call and ask how it goes", everyWeeks: 4 } as const;
    await setTask(db, caseworker, caseId, { ...look, dueOn: addDays(today, at + 28) }, planId);
    if (number === DRAFTED) {
      const { revision } = await readPlan(db, caseworker, planId);
      const subject = { kind: "plan", planId, revision } as const;
      await askApproval(db, caseworker, caseId, subject, "It is the first plan I make for a whole family.");
      return;
    }
    await changePlanWords(db, planId, {
      summary: "I want to sleep at night and see my grandchildren again on Sundays.",
      startsOn: addDays(today, at),
      reviewMonths: 3,
    });
    const { clientName: signedName } = await readPlan(db, caseworker, planId);
    const signing = { signedHow: "on_screen", signedName, witness: "", agrees: "on" } as const;
    await agreePlan(db, caseworker, planId, signing, null);
  });
}

/** Fills the reviews that are due by now, as the house does by itself. */
export async function prepareReviews(stage: DemoStage): Promise<void> {
  stage.at(0, 7);
  await stage.asWorker(beginReviews);
}
