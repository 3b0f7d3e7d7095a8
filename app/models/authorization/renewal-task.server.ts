// The task to renew an authorization, once somebody has done what it asked. Never sets one: the house does, before it runs out.
import { eq } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { caseTasks } from "#drizzle/schema";
import { taskLifecycle } from "../case/lifecycle";
import { moveTask, type TaskState } from "../case/task.server";
import { asId, type TaskId } from "../values/ids";

export async function finishRenewalTask(
  db: Db,
  actor: Actor,
  { renewalTaskId }: { renewalTaskId: string | null },
): Promise<void> {
  if (!renewalTaskId) return;
  const [task] = await db.select({ state: caseTasks.state }).from(caseTasks).where(eq(caseTasks.id, renewalTaskId));
  // Somebody may have ended it by hand.
  if (!task || !taskLifecycle.may(task.state as TaskState, "finish")) return;
  await moveTask(db, actor, { taskId: asId<TaskId>(renewalTaskId), move: "finish" });
}
