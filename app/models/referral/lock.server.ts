// Takes hold of a referral or an offer before it is changed. What is hidden reads as absent; what may be read but not changed says so.
import { and, eq, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { offers, type ReferralFacts, referralFacts, referrals } from "#drizzle/schema";
import { asId, type OfferId, type OrganizationId, type ReferralId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { offerLifecycle, referralLifecycle } from "./lifecycle";

export type ReferralState = (typeof referralLifecycle.states)[number];
export type OfferState = (typeof offerLifecycle.states)[number];
type ReferralMove = Parameters<typeof referralLifecycle.may>[1];
type OfferMove = Parameters<typeof offerLifecycle.may>[1];

export type LockedReferral = Omit<ReferralFacts, "state"> & { readonly state: ReferralState };

/**
 * Locks a referral for whoever carries its case.
 * @throws Refusal 404 when hidden or absent, 403 when it is a colleague's
 */
export async function lockReferral(db: Db, id: ReferralId): Promise<LockedReferral> {
  const [held] = await db.select(referralFacts).from(referrals).where(eq(referrals.id, id)).for("update");
  if (held) return { ...held, state: held.state as ReferralState };
  const [seen] = await db.select({ id: referrals.id }).from(referrals).where(eq(referrals.id, id));
  throw seen ? new Refusal("referral.not-your-case", 403) : new Refusal("not-found", 404);
}

/** As lockReferral, and the state it will be in. @throws also Refusal 409 when the move is not open */
export async function lockForMove(
  db: Db,
  id: ReferralId,
  move: ReferralMove,
): Promise<{ referral: LockedReferral; state: ReferralState }> {
  const referral = await lockReferral(db, id);
  return { referral, state: referralLifecycle.after(referral.state, move, "agency") };
}

/**
 * Locks a referral the organization has accepted.
 * @throws Refusal 404 when it does not hold it, 409 when the move is not open
 */
export async function lockHeldReferral(
  db: Db,
  organizationId: OrganizationId,
  id: ReferralId,
  move: ReferralMove,
): Promise<{ referral: LockedReferral; state: ReferralState; offerId: OfferId }> {
  const [held] = await db
    .select({ offerId: offers.id, state: referrals.state })
    .from(offers)
    .innerJoin(referrals, eq(referrals.id, offers.referralId))
    .where(and(eq(offers.referralId, id), eq(offers.organizationId, organizationId), eq(offers.state, "accepted")));
  if (!held) throw new Refusal("not-found", 404);
  referralLifecycle.after(held.state as ReferralState, move, "portal");
  const [referral] = await db.select(referralFacts).from(referrals).where(eq(referrals.id, id)).for("update");
  // Seen a moment ago and gone now: the other side was quicker.
  if (!referral) throw new Refusal("lifecycle.moved-meanwhile", 409);
  const before = referral.state as ReferralState;
  const state = referralLifecycle.after(before, move, "portal");
  return { referral: { ...referral, state: before }, state, offerId: asId<OfferId>(held.offerId) };
}

/**
 * Locks the organization's own offer, its referral first, and tells the state it will be in.
 * @throws Refusal 404 when it is not theirs to answer, 409 when it is answered or over
 */
export async function lockOffer(db: Db, id: OfferId, move: OfferMove): Promise<OfferState> {
  const [row] = await db.execute<{ state: string | null }>(sql`select app.lock_offer(${id}::uuid) as state`);
  if (!row?.state) throw new Refusal("not-found", 404);
  return offerLifecycle.after(row.state as OfferState, move, "portal");
}
