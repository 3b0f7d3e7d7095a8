// Cancels a session that was not held, with who asked for it and why. Its units are free to be planned again.
import { and, eq } from "drizzle-orm";
import { type Actor, isOrganizationActor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { serviceSessions } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { tellMembers } from "../notification/tell.server";
import { lockReferral } from "../referral/lock.server";
import { tellCarers } from "../referral/tell-carers.server";
import type { SessionId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { deliveryEvents } from "./events";
import type { CancelledBy } from "./forms";
import { sessionLifecycle } from "./lifecycle";
import { readSessionRow, subjectOf } from "./session.server";

/** @throws Refusal 404 absent, 403 another person's case, 409 held or cancelled already */
export async function cancelSession(
  db: Db,
  actor: Actor,
  id: SessionId,
  { by, words }: { by: CancelledBy; words: string },
): Promise<void> {
  const session = await readSessionRow(db, actor, id);
  const state = sessionLifecycle.after(session.state, "cancel");
  const isProvider = isOrganizationActor(actor);
  // Nobody cancels in the other side's name; for the client either may say so.
  if (by !== "client" && (by === "provider") !== isProvider) throw new Refusal("delivery.cancelled-by-other", 422);
  if (!isProvider) await lockReferral(db, session.referralId);
  const cancelled = await db
    .update(serviceSessions)
    .set({ state, cancelledBy: by, reasonWords: words })
    .where(and(eq(serviceSessions.id, id), eq(serviceSessions.state, session.state)))
    .returning({ id: serviceSessions.id });
  if (cancelled.length === 0) throw new Refusal("lifecycle.moved-meanwhile", 409);
  await recordEvent(
    db,
    actor,
    deliveryEvents.cancelled({ sessionId: id, day: session.serviceDay, by }),
    subjectOf(session),
  );
  if (isProvider) return tellCarers(db, session.referralId, "delivery.cancelled", id);
  await tellMembers(
    db,
    { organizationId: session.organizationId, roles: ["coordinator", "practitioner"] },
    { kind: "delivery.cancelled", subjectType: "session", subjectId: id, path: `/portal/sessions/${id}` },
  );
}
