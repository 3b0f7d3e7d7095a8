// Says who of the network desk works on an application: taken, taken over, given back. Judges nothing.
import { eq } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { applications } from "#drizzle/schema";
import { applicationLifecycle } from "../application/lifecycle";
import { recordEvent } from "../event/record.server";
import { Refusal } from "../values/refusal";
import { screeningEvents } from "./events";
import type { ApplicationId } from "./forms";
import { lockApplication, subjectOf } from "./lock.server";

/**
 * Takes it, also from a colleague; one that was just sent begins to be looked at.
 * @param from who had it when the page was drawn; null: nobody
 * @throws Refusal 404, 409 when somebody else has it meanwhile, or it is decided or with the applicant
 */
export async function takeApplication(db: Db, actor: Actor, id: ApplicationId, from: string | null): Promise<void> {
  const row = await lockApplication(db, actor, id);
  const state = row.state === "in_review" ? row.state : applicationLifecycle.after(row.state, "review");
  if (row.screenerMembershipId === actor.membershipId && state === row.state) return;
  if (row.screenerMembershipId !== from && row.screenerMembershipId !== actor.membershipId)
    throw new Refusal("screening.taken-meanwhile", 409);
  await db
    .update(applications)
    .set({ state, screenerMembershipId: actor.membershipId, updatedAt: await clock(db) })
    .where(eq(applications.id, id));
  await recordEvent(db, actor, screeningEvents.taken({ applicationId: id, number: row.number }), subjectOf(row));
}

/** Nobody works on it any more; what was judged stays. @throws Refusal 404, 409 when somebody else has it */
export async function giveBackApplication(db: Db, actor: Actor, id: ApplicationId): Promise<void> {
  const row = await lockApplication(db, actor, id);
  if (row.screenerMembershipId === null) return;
  if (row.screenerMembershipId !== actor.membershipId) throw new Refusal("screening.taken-meanwhile", 409);
  await db
    .update(applications)
    .set({ screenerMembershipId: null, updatedAt: await clock(db) })
    .where(eq(applications.id, id));
  const event = screeningEvents["given-back"]({ applicationId: id, number: row.number });
  await recordEvent(db, actor, event, subjectOf(row));
}
