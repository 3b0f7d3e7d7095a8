// Care plans on real PostgreSQL: drafted, agreed and frozen, reviewed every three months by the house itself; read by colleagues, unseen by others.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { moveTask, readTasksOfCase, setTask } from "#app/models/case/task.server";
import { agreePlan } from "#app/models/plan/agree.server";
import { beginReviews } from "#app/models/plan/begin-reviews.server";
import { draftContract, readContracts, signContract } from "#app/models/plan/contract.server";
import { draftPlan } from "#app/models/plan/draft.server";
import { addGoal, planService, removeGoal } from "#app/models/plan/parts.server";
import { readPlan } from "#app/models/plan/read.server";
import { readReview } from "#app/models/plan/read-review.server";
import { decideReview } from "#app/models/plan/review.server";
import {
  asId,
  type CarePlanId,
  type CaseId,
  type ContractId,
  type NeedId,
  type ReviewId,
} from "#app/models/values/ids";
import { carePlans } from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";

type Person = Stage["cast"]["ines"];
const onScreen = { signedHow: "on_screen", signedName: "Rosa Fields", witness: "", agrees: "on" } as const;
const caseOf = ({ cast }: Stage) => asId<CaseId>(cast.rosa.caseId);

/** Ines drafts a plan for Rosa with one goal, one service from her need and one task of Carl's. */
async function drafted(stage: Stage): Promise<CarePlanId> {
  const { as, cast } = stage;
  return as(cast.ines, async (db) => {
    const planId = await draftPlan(db, cast.ines, caseOf(stage));
    const goalId = await addGoal(db, planId, { words: "Sleep through the night", measure: "" });
    const needId = asId<NeedId>(cast.rosa.needId);
    await planService(db, planId, { kind: "service", needId, goalId, words: "", howMuch: "Weekly" });
    const task = { kind: "task", words: "Find the old file", assignedTo: cast.carl.membershipId } as const;
    await setTask(db, cast.ines, caseOf(stage), task, planId);
    return planId;
  });
}

const agreed = async (stage: Stage): Promise<CarePlanId> => {
  const planId = await drafted(stage);
  await stage.as(stage.cast.ines, (db) => agreePlan(db, stage.cast.ines, planId, onScreen, null));
  return planId;
};

/** The review becomes due, and the house looks. */
async function due(stage: Stage, planId: CarePlanId): Promise<ReviewId> {
  await stage.asRole("app_definer", (db) =>
    db.update(carePlans).set({ nextReviewOn: sql`app.clock()::date + 10` }).where(eq(carePlans.id, planId)),
  );
  expect(await stage.asRole("app_job", beginReviews)).toBe(1);
  expect(await stage.asRole("app_job", beginReviews)).toBe(0);
  const { reviews } = await stage.as(stage.cast.ines, (db) => readPlan(db, stage.cast.ines, planId));
  return asId<ReviewId>(reviews[0]?.id ?? "");
}

test("Ines drafts a plan and Rosa agrees on screen; from then on nothing of it changes, and the review is set for three months later", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const planId = await agreed(stage);
    const plan = await as(cast.ines, (db) => readPlan(db, cast.ines, planId));
    expect(plan).toMatchObject({ state: "agreed", version: 1, signedName: "Rosa Fields", mayWrite: true });
    expect(plan.nextReviewOn).not.toBeNull();
    await expect(as(cast.ines, (db) => addGoal(db, planId, { words: "More", measure: "" }))).rejects.toMatchObject({
      code: "plan.not-a-draft",
    });
    // Past the deed, the database says the same.
    for (const change of [
      sql`update care_plan set summary = 'x' where id = ${planId}::uuid`,
      sql`update care_plan set signed_name = 'Somebody' where id = ${planId}::uuid`,
      sql`delete from plan_goal where plan_id = ${planId}::uuid`,
      sql`update care_plan set state = 'draft' where id = ${planId}::uuid`,
    ])
      await expect(as(cast.ines, (db) => db.execute(change))).rejects.toThrow();
  }));

test("a plan without a goal is not agreed, a second draft is not begun, and paper is not said without paper", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const planId = await as(cast.ines, (db) => draftPlan(db, cast.ines, caseOf(stage)));
    const agree = (signing: Parameters<typeof agreePlan>[3]) =>
      as(cast.ines, (db) => agreePlan(db, cast.ines, planId, signing, null));
    await expect(agree(onScreen)).rejects.toMatchObject({ code: "plan.no-goal" });
    await expect(as(cast.ines, (db) => draftPlan(db, cast.ines, caseOf(stage)))).rejects.toMatchObject({
      code: "plan.draft-already",
    });
    const goalId = await as(cast.ines, (db) => addGoal(db, planId, { words: "A home", measure: "" }));
    await expect(agree({ ...onScreen, signedHow: "signed" })).rejects.toMatchObject({ code: "plan.paper-missing" });
    await agree({ ...onScreen, signedHow: "verbal", witness: "Her sister" });
    await expect(as(cast.ines, (db) => removeGoal(db, planId, goalId))).rejects.toMatchObject({ status: 409 });
  }));

test("Carl reads the plan and does his own task, and writes nothing else; for Otto and Mara it is not there", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const planId = await agreed(stage);
    const read = (who: Person) => as(who, (db) => readPlan(db, who, planId));
    expect((await read(cast.carl)).mayWrite).toBe(false);
    for (const who of [cast.otto, cast.mara]) await expect(read(who)).rejects.toMatchObject({ status: 404 });
    await expect(as(cast.carl, (db) => draftPlan(db, cast.carl, caseOf(stage)))).rejects.toMatchObject({ status: 403 });
    const [task] = await as(cast.carl, (db) => readTasksOfCase(db, cast.carl, caseOf(stage)));
    const taskId = asId<never>(task?.id ?? "");
    await expect(as(cast.otto, (db) => moveTask(db, cast.otto, { taskId, move: "finish" }))).rejects.toMatchObject({
      status: 404,
    });
    await expect(
      as(cast.carl, (db) => db.execute(sql`update case_task set words = 'Nothing' where id = ${taskId}::uuid`)),
    ).rejects.toThrow();
    await as(cast.carl, (db) => moveTask(db, cast.carl, { taskId, move: "finish", result: "It is in box 4." }));
    await expect(as(cast.carl, (db) => moveTask(db, cast.carl, { taskId, move: "finish" }))).rejects.toMatchObject({
      code: "lifecycle.illegal-move",
    });
  }));

test("three months on the house prepares the review, says why nothing was delivered, and deciding it leads to the next", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const planId = await agreed(stage);
    const reviewId = await due(stage, planId);
    const review = await as(cast.ines, (db) => readReview(db, cast.ines, reviewId));
    expect(review.lines.map(({ kind }) => kind)).toEqual(["goal", "service", "task"]);
    expect(review.lines[1]).toMatchObject({ why: ["never-referred"], proposed: "not_reached" });
    const lines = review.lines.map(({ id }) => ({ id: asId<never>(id), verdict: "partly" as const, words: "" }));
    const said = { intent: "decide", lines, words: "", present: "Rosa", decision: "continue" } as const;
    const decide = (who: Person, what: Parameters<typeof decideReview>[3] = said) =>
      as(who, (db) => decideReview(db, who, reviewId, what));
    await expect(decide(cast.carl)).rejects.toMatchObject({ status: 403 });
    await expect(decide(cast.otto)).rejects.toMatchObject({ status: 404 });
    await expect(decide(cast.ines, { ...said, lines: lines.slice(1) })).rejects.toMatchObject({
      code: "plan.line-missing",
    });
    await decide(cast.ines);
    await expect(decide(cast.ines)).rejects.toMatchObject({ code: "lifecycle.illegal-move" });
    const plan = await as(cast.ines, (db) => readPlan(db, cast.ines, planId));
    expect(plan.reviews).toMatchObject([{ state: "decided", decision: "continue" }]);
    expect(plan.tasks.find(({ kind }) => kind === "review")).toMatchObject({ state: "done" });
    expect(await stage.asRole("app_job", beginReviews)).toBe(0);
  }));

test("a review that changes the plan leads to a draft with the same goals; once agreed it replaces the old and brings the tasks along", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const first = await agreed(stage);
    const reviewId = await due(stage, first);
    const { lines } = await as(cast.ines, (db) => readReview(db, cast.ines, reviewId));
    const second = await as(cast.ines, (db) =>
      decideReview(db, cast.ines, reviewId, {
        intent: "decide",
        lines: lines.map(({ id }) => ({ id: asId<never>(id), verdict: "partly", words: "" })),
        words: "",
        present: "",
        decision: "change",
      }),
    );
    if (!second) throw new Error("no draft");
    await as(cast.ines, (db) => agreePlan(db, cast.ines, second, onScreen, null));
    const plan = await as(cast.ines, (db) => readPlan(db, cast.ines, second));
    expect(plan.goals).toMatchObject([{ words: "Sleep through the night" }]);
    expect(plan.services).toHaveLength(1);
    expect(plan.tasks).toMatchObject([{ words: "Find the old file", state: "open" }]);
    expect(plan.versions.map(({ state }) => state)).toEqual(["agreed", "superseded"]);
  }));

test("Rosa signs the contract Ines drafted, a new one ends it, and Carl can neither draft nor change what was signed", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const words = {
      agencyPromises: "We call back.",
      clientPromises: "I say when I cannot come.",
      startsOn: "2026-01-05",
    };
    const draft = (who: Person) => as(who, (db) => draftContract(db, who, caseOf(stage), words));
    await expect(draft(cast.carl)).rejects.toMatchObject({ status: 403 });
    await expect(draft(cast.otto)).rejects.toMatchObject({ status: 404 });
    const sign = async (id: ContractId) => as(cast.ines, (db) => signContract(db, cast.ines, id, onScreen, null));
    const first = await draft(cast.ines);
    await sign(first);
    await expect(sign(first)).rejects.toMatchObject({ status: 409 });
    await expect(
      as(cast.ines, (db) => db.execute(sql`update case_contract set client_promises = 'x' where id = ${first}::uuid`)),
    ).rejects.toThrow();
    await sign(await draft(cast.ines));
    const contracts = await as(cast.carl, (db) => readContracts(db, caseOf(stage)));
    expect(contracts.map(({ version, state }) => [version, state])).toEqual([
      [2, "signed"],
      [1, "ended"],
    ]);
  }));
