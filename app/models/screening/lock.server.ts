// Locks one application that was sent to the actor's agency. Another agency's is not there, and neither is a draft.
import { and, eq, isNotNull } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { applications } from "#drizzle/schema";
import type { ApplicationState } from "../application/lifecycle";
import { READABLE } from "../application/read.server";
import { Refusal } from "../values/refusal";
import type { ApplicationId } from "./forms";

/** What the desk may read: everything but the whole tax identifier. */
export const DESK_COLUMNS = { ...READABLE, screenerMembershipId: applications.screenerMembershipId };

/** @throws Refusal 404 */
export async function lockApplication(db: Db, actor: Actor, id: ApplicationId) {
  const [row] = await db
    .select(DESK_COLUMNS)
    .from(applications)
    .where(
      and(eq(applications.id, id), eq(applications.agencyId, agencyOf(actor)), isNotNull(applications.submittedAt)),
    )
    .for("update");
  if (!row) throw new Refusal("not-found", 404);
  return { ...row, id, state: row.state as ApplicationState };
}
export type LockedApplication = Awaited<ReturnType<typeof lockApplication>>;

export const subjectOf = ({ id, agencyId }: { id: string; agencyId: string }) => ({
  subjectType: "application",
  subjectId: id,
  agencyId,
});
