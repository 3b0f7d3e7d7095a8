// What a provider does with a referral it accepted: starts, pauses, goes on, completes, ends without. And both sides' way out.
import { eq } from "drizzle-orm";
import { type Actor, isOrganizationActor, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { referrals } from "#drizzle/schema";
import type { HouseEvent } from "../event/define";
import { recordEvent } from "../event/record.server";
import type { OrganizationId, ReferralId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { subjectOf } from "./draft.server";
import { referralEvents } from "./events";
import type { CancelForm, CompleteForm, FailForm } from "./forms";
import { type LockedReferral, lockForMove, lockHeldReferral } from "./lock.server";
import { taskForSender } from "./task-for-sender.server";
import { tellCarers } from "./tell-carers.server";
import { readHolder, tellHolder } from "./tell-holder.server";

type HeldMove = "start" | "hold" | "resume" | "complete" | "fail" | "cancel";
type Change = Partial<typeof referrals.$inferInsert>;

/** The client came: the service begins. @throws Refusal 404 when the provider does not hold it, 409 */
export function startReferral(db: Db, actor: Actor, id: ReferralId): Promise<void> {
  return moveHeld(db, actor, id, "start", referralEvents.started({ referralId: id }));
}

/** The first delivery begins the service, whoever of the provider recorded it; of several at once, one begins it. */
export async function startWithDelivery(db: Db, actor: Actor, id: ReferralId): Promise<void> {
  const [held] = await db.select({ state: referrals.state }).from(referrals).where(eq(referrals.id, id)).for("update");
  if (held?.state !== "accepted") return;
  await moveAsHolder(db, actor, id, "start", referralEvents.started({ referralId: id }));
}

/** Pauses. The words say why and until when. @throws Refusal 404, 409 */
export function holdReferral(db: Db, actor: Actor, id: ReferralId, words: string): Promise<void> {
  return moveHeld(db, actor, id, "hold", referralEvents.held({ referralId: id }), { reasonWords: words });
}

export function resumeReferral(db: Db, actor: Actor, id: ReferralId): Promise<void> {
  return moveHeld(db, actor, id, "resume", referralEvents.resumed({ referralId: id }), { reasonWords: null });
}

/** The service was delivered; how it came out is said with it. @throws Refusal 404, 409 */
export async function completeReferral(db: Db, actor: Actor, id: ReferralId, form: CompleteForm): Promise<void> {
  const change = { outcome: form.code, outcomeWords: form.words || null, endedAt: await clock(db) };
  await moveHeld(db, actor, id, "complete", referralEvents.completed({ referralId: id, code: form.code }), change);
}

/** It ends without being completed. @throws Refusal 404, 409 */
export async function failReferral(db: Db, actor: Actor, id: ReferralId, form: FailForm): Promise<void> {
  const change = {
    outcome: form.code,
    reasonCode: form.code,
    reasonWords: form.words || null,
    endedAt: await clock(db),
  };
  await moveHeld(db, actor, id, "fail", referralEvents.failed({ referralId: id, code: form.code }), change);
}

/**
 * Either side ends what was accepted, the provider once the service began: before, it gives the offer back. What was shared closes
 * at once, and when the provider ends it, whoever sent it has a task.
 * @throws Refusal 404, 403, 409
 */
export async function cancelReferral(db: Db, actor: Actor, id: ReferralId, form: CancelForm): Promise<void> {
  const change = { reasonCode: form.code, reasonWords: form.words || null, endedAt: await clock(db) };
  const event = referralEvents.cancelled({ referralId: id, code: form.code });
  if (isOrganizationActor(actor)) {
    await moveHeld(db, actor, id, "cancel", event, change);
    return taskForSender(db, actor, id, "referral.clock.task-cancelled");
  }
  const { referral, state } = await lockForMove(db, id, "cancel");
  const holder = await readHolder(db, id);
  await keep(db, referral, { ...change, state });
  await recordEvent(db, actor, event, subjectOf(referral, holder?.organizationId ?? null));
  if (holder) await tellHolder(db, holder, "referral.cancelled");
}

async function moveHeld(
  db: Db,
  actor: Actor,
  id: ReferralId,
  move: HeldMove,
  event: HouseEvent,
  change: Change = {},
): Promise<void> {
  requireLead(actor);
  await moveAsHolder(db, actor, id, move, event, change);
}

async function moveAsHolder(
  db: Db,
  actor: Actor,
  id: ReferralId,
  move: HeldMove,
  event: HouseEvent,
  change: Change = {},
): Promise<void> {
  const organizationId: OrganizationId = organizationOf(actor);
  const { referral, state } = await lockHeldReferral(db, organizationId, id, move);
  await keep(db, referral, { ...change, state });
  await recordEvent(db, actor, event, subjectOf(referral, organizationId));
  await tellCarers(db, id, event.name, String(referral.version));
}

async function keep(db: Db, referral: LockedReferral, change: Change): Promise<void> {
  await db
    .update(referrals)
    .set({ ...change, version: referral.version + 1 })
    .where(eq(referrals.id, referral.id));
}

/** Practitioners deliver; coordinators answer for the provider. */
function requireLead(actor: Actor): void {
  if (actor.role !== "coordinator" && actor.role !== "organization_administrator") {
    throw new Refusal("not-allowed", 403);
  }
}
