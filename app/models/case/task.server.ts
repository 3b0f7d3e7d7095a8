// Sets tasks on a case, ends them with a result and opens them again. Reads for the lists that show them; nothing is ever deleted.
import { and, asc, desc, eq, gte, or, type SQL, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { cases, caseTasks, memberships, people, planGoals } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { addDays, asCalendarDay, localDay } from "../values/calendar-day";
import { asId, type CaseId, type MembershipId, type TaskId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { CASE_IS_MINE, lockOpenCase, recordOnCase } from "./carry.server";
import { assertCaseStaff } from "./colleagues.server";
import { caseEvents } from "./events";
import type { TaskWords } from "./forms";
import { taskLifecycle } from "./lifecycle";

export type TaskState = (typeof taskLifecycle.states)[number];

/** @param planId the plan it belongs to, where it does. Without a colleague and a name it is the actor's own. */
export async function setTask(
  db: Db,
  actor: Actor,
  caseId: CaseId,
  task: TaskWords,
  planId: string | null = null,
): Promise<TaskId> {
  const carried = await lockOpenCase(db, caseId);
  const doer = task.assignedTo ? "" : (task.doer ?? "");
  const assignedTo = task.assignedTo ?? (doer === "" ? asId<MembershipId>(actor.membershipId) : null);
  if (assignedTo) await assertCaseStaff(db, carried.agencyId, assignedTo);
  const { kind, words, dueOn, everyWeeks, goalId } = task;
  const [row] = await db
    .insert(caseTasks)
    .values({
      agencyId: carried.agencyId,
      caseId,
      planId,
      goalId: planId ? (goalId ?? null) : null,
      kind,
      words,
      assignedTo,
      doer,
      dueOn: dueOn ?? null,
      everyWeeks: kind === "monitoring" ? (everyWeeks ?? null) : null,
      createdBy: actor.membershipId,
    })
    .returning({ id: caseTasks.id });
  if (!row) throw new Error("no task was kept");
  await recordOnCase(db, actor, carried, caseEvents["task-set"]({ taskId: row.id, kind }));
  return asId<TaskId>(row.id);
}

type Ending = { readonly taskId: TaskId; readonly move: "finish" | "drop" | "reopen"; readonly result?: string };

/**
 * Ends a task with its result, or opens it again. Whoever has to do it may, whoever carries the case may.
 * @throws Refusal 404 when it is not there, 403 "case.task-not-yours", 409 "case.task-of-review" for what is ended by its review
 */
export async function moveTask(db: Db, actor: Actor, { taskId, move, result = "" }: Ending): Promise<CaseId> {
  const [seen] = await db
    .select({
      caseId: caseTasks.caseId,
      clientId: cases.clientId,
      assignedTo: caseTasks.assignedTo,
      mine: CASE_IS_MINE,
    })
    .from(caseTasks)
    .innerJoin(cases, eq(cases.id, caseTasks.caseId))
    .where(eq(caseTasks.id, taskId));
  if (!seen) throw new Refusal("not-found", 404);
  if (!seen.mine && seen.assignedTo !== actor.membershipId) throw new Refusal("case.task-not-yours", 403);
  const [task] = await db.select().from(caseTasks).where(eq(caseTasks.id, taskId)).for("update");
  if (!task) throw new Refusal("not-found", 404);
  if (task.kind === "review") throw new Refusal("case.task-of-review", 409);
  const state = taskLifecycle.after(task.state as TaskState, move);
  const now = await clock(db);
  const ended = move === "reopen" ? { endedAt: null, endedBy: null } : { endedAt: now, endedBy: actor.membershipId };
  await db
    .update(caseTasks)
    .set({ state, result: result || task.result, ...ended })
    .where(eq(caseTasks.id, taskId));
  if (move === "finish" && seen.mine) await setAgain(db, actor, task, localDay(now, actor.timeZone));
  const event = { finish: "task-done", drop: "task-dropped", reopen: "task-reopened" } as const;
  await recordEvent(db, actor, caseEvents[event[move]]({ taskId, kind: task.kind }), {
    subjectType: "case",
    subjectId: task.caseId,
    caseId: task.caseId,
    clientId: seen.clientId,
    agencyId: task.agencyId,
  });
  return asId<CaseId>(task.caseId);
}

/** A look at how things go comes again, counted from the day it was made. */
async function setAgain(db: Db, actor: Actor, task: typeof caseTasks.$inferSelect, today: string): Promise<void> {
  if (task.kind !== "monitoring" || !task.everyWeeks) return;
  const { agencyId, caseId, planId, goalId, kind, words, assignedTo, doer, everyWeeks } = task;
  const dueOn = addDays(asCalendarDay(today), everyWeeks * 7);
  const again = { agencyId, caseId, planId, goalId, kind, words, assignedTo, doer, everyWeeks, dueOn };
  await db.insert(caseTasks).values({ ...again, createdBy: actor.membershipId });
}

export interface TaskLine {
  readonly id: string;
  readonly kind: string;
  readonly state: TaskState;
  readonly words: string;
  /** A colleague, or somebody else by name. */
  readonly who: string;
  readonly mine: boolean;
  readonly goal: string | null;
  readonly reviewId: string | null;
  /** The page on which it is done, where it is not the case's own. */
  readonly path: string | null;
  readonly dueOn: string | null;
  readonly overdue: boolean;
  readonly everyWeeks: number | null;
  readonly result: string;
  readonly endedAt: Date | null;
}

/** Open ones first, the earliest due on top; of those that ended, the newest thirty days. */
export async function readTasks(db: Db, actor: Actor, of: SQL): Promise<TaskLine[]> {
  const now = await clock(db);
  const today = localDay(now, actor.timeZone);
  const rows = await db
    .select({
      id: caseTasks.id,
      kind: caseTasks.kind,
      state: caseTasks.state,
      words: caseTasks.words,
      who: sql<string>`coalesce(${people.name}, ${caseTasks.doer})`,
      assignedTo: caseTasks.assignedTo,
      goal: planGoals.words,
      reviewId: caseTasks.reviewId,
      path: caseTasks.path,
      dueOn: caseTasks.dueOn,
      everyWeeks: caseTasks.everyWeeks,
      result: caseTasks.result,
      endedAt: caseTasks.endedAt,
    })
    .from(caseTasks)
    .leftJoin(memberships, eq(memberships.id, caseTasks.assignedTo))
    .leftJoin(people, eq(people.id, memberships.personId))
    .leftJoin(planGoals, eq(planGoals.id, caseTasks.goalId))
    .where(and(of, or(eq(caseTasks.state, "open"), gte(caseTasks.endedAt, sql`app.clock() - interval '30 days'`))))
    .orderBy(sql`${caseTasks.state} <> 'open'`, asc(caseTasks.dueOn), desc(caseTasks.endedAt), asc(caseTasks.id))
    .limit(100);
  return rows.map(({ assignedTo, ...task }) => ({
    ...task,
    state: task.state as TaskState,
    mine: assignedTo === actor.membershipId,
    overdue: task.state === "open" && task.dueOn !== null && task.dueOn < today,
  }));
}

export const readTasksOfCase = (db: Db, actor: Actor, caseId: CaseId) =>
  readTasks(db, actor, eq(caseTasks.caseId, caseId));
