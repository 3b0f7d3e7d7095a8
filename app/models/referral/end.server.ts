// How the agency ends a referral: takes it back, answers a question, closes the loop. The database closes what was shared.
import { and, desc, eq, inArray, isNull, ne } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { needs, offerQuestions, offers, referrals } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { localDay } from "../values/calendar-day";
import type { OfferId, ReferralId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { giveAnswerLinks } from "./answer-link.server";
import { proposeAnswerDay, readClockRules, windClocks } from "./clock.server";
import type { Urgency } from "./codes";
import { subjectOf } from "./draft.server";
import { offerEvents, referralEvents } from "./events";
import type { AnswerForm, CloseForm, WithdrawForm } from "./forms";
import { offerLifecycle } from "./lifecycle";
import { type LockedReferral, lockForMove, lockReferral, type OfferState } from "./lock.server";
import { readHolders, tellHolder } from "./tell-holder.server";

/** Takes an unanswered referral back; its offers are withdrawn with it. @throws Refusal 404, 403, 409 */
export async function withdrawReferral(db: Db, actor: Actor, id: ReferralId, form: WithdrawForm): Promise<void> {
  const { referral, state } = await lockForMove(db, id, "withdraw");
  const holders = await readHolders(db, id);
  await db
    .update(referrals)
    .set({
      state,
      reasonCode: form.code,
      reasonWords: form.words || null,
      endedAt: await clock(db),
      version: referral.version + 1,
    })
    .where(eq(referrals.id, id));
  await recordEvent(db, actor, referralEvents.withdrawn({ referralId: id, code: form.code }), subjectOf(referral));
  for (const holder of holders) await tellHolder(db, holder, "referral.withdrawn");
}

/** An answer to it is still waited for. */
const OPEN = ["offered", "viewed", "info_requested", "waitlisted"];

/**
 * Takes back what one of several providers was asked; the others go on. What was shared with it closes at once.
 * @throws Refusal 404, 403, 409 "referral.last-offer" where nobody else is asked: then the whole referral is taken back
 */
export async function withdrawOffer(
  db: Db,
  actor: Actor,
  id: ReferralId,
  offerId: OfferId,
  form: WithdrawForm,
): Promise<void> {
  const referral = await lockReferral(db, id);
  const ofReferral = and(eq(offers.id, offerId), eq(offers.referralId, id));
  const [offer] = await db
    .select({ state: offers.state, organizationId: offers.organizationId })
    .from(offers)
    .where(ofReferral)
    .for("update");
  if (!offer) throw new Refusal("not-found", 404);
  if (referral.state !== "sent") throw new Refusal("referral.not-waiting", 409);
  const state = offerLifecycle.after(offer.state as OfferState, "withdraw", "agency");
  const others = await db.$count(
    offers,
    and(eq(offers.referralId, id), ne(offers.id, offerId), inArray(offers.state, OPEN)),
  );
  if (others === 0) throw new Refusal("referral.last-offer", 409);
  await db
    .update(offers)
    .set({ state, answeredAt: await clock(db) })
    .where(ofReferral);
  await recordEvent(db, actor, offerEvents.withdrawn({ offerId, code: form.code }), {
    ...subjectOf(referral, offer.organizationId),
    subjectType: "offer",
    subjectId: offerId,
  });
  await tellHolder(db, { offerId, organizationId: offer.organizationId }, "referral.withdrawn");
}

/** Answers what a provider asked; the offer waits for its answer again, and its clock begins anew. @throws Refusal 404, 403, 409 */
export async function answerQuestion(db: Db, actor: Actor, id: ReferralId, form: AnswerForm): Promise<void> {
  const referral = await lockReferral(db, id);
  const ofReferral = and(eq(offers.id, form.offerId), eq(offers.referralId, id));
  const [offer] = await db
    .select({
      state: offers.state,
      organizationId: offers.organizationId,
      serviceAtLocationId: offers.serviceAtLocationId,
      clockRound: offers.clockRound,
    })
    .from(offers)
    .where(ofReferral)
    .for("update");
  if (!offer) throw new Refusal("not-found", 404);
  const state = offerLifecycle.after(offer.state as OfferState, "answer", "agency");
  const [asked] = await db
    .select({ id: offerQuestions.id })
    .from(offerQuestions)
    .where(and(eq(offerQuestions.offerId, form.offerId), isNull(offerQuestions.answeredAt)))
    .orderBy(desc(offerQuestions.createdAt))
    .limit(1);
  if (!asked) throw new Refusal("not-found", 404);
  await db
    .update(offerQuestions)
    .set({ answer: form.answer, answeredBy: actor.membershipId, answeredAt: await clock(db) })
    .where(eq(offerQuestions.id, asked.id));
  const begun = await beginAnew(db, actor, referral, offer.serviceAtLocationId);
  await db
    .update(offers)
    .set({ state, clockRound: offer.clockRound + 1, ...begun })
    .where(ofReferral);
  await recordEvent(db, actor, offerEvents.answered({ offerId: form.offerId }), {
    ...subjectOf(referral, offer.organizationId),
    subjectType: "offer",
    subjectId: form.offerId,
  });
  // What it asked is answered, so it is asked again: by a new link, for the one it asked by is used up.
  const { organizationId } = offer;
  const byLink = await giveAnswerLinks(db, { ...referral, id: form.offerId, referralId: id, organizationId });
  await tellHolder(db, { offerId: form.offerId, organizationId }, "offer.answered", asked.id, byLink);
}

/** The time the agency took to answer is not the provider's. */
async function beginAnew(db: Db, actor: Actor, { agencyId, urgency }: LockedReferral, place: string) {
  const now = await clock(db);
  const { answerDays, graceDays } = await readClockRules(db, agencyId);
  const asked = { now, answerDays, urgency: urgency as Urgency, today: localDay(now, actor.timeZone) };
  const answerBy = await proposeAnswerDay(db, [place], asked);
  return { answerBy, ...(await windClocks(db, [place], { now, answerBy, graceDays })).get(place) };
}

const CLOSEABLE = ["completed", "not_completed", "declined", "expired", "withdrawn", "cancelled"];

/**
 * Closes the loop: the caseworker confirms how it came out, and whether the need is met.
 * @throws Refusal 404, 403, 409 while it is still open or when it is closed already
 */
export async function closeReferral(db: Db, actor: Actor, id: ReferralId, form: CloseForm): Promise<void> {
  const referral = await lockReferral(db, id);
  if (referral.closedAt) throw new Refusal("referral.closed-already", 409);
  if (!CLOSEABLE.includes(referral.state)) throw new Refusal("referral.still-open", 409);
  const now = await clock(db);
  const needMet = form.needMet === "yes";
  await db
    .update(referrals)
    .set({
      outcome: form.code,
      // Without words of the caseworker's own, the provider's stand.
      ...(form.words ? { outcomeWords: form.words } : {}),
      closedAt: now,
      closedBy: actor.membershipId,
      version: referral.version + 1,
    })
    .where(eq(referrals.id, id));
  if (needMet && referral.needId) {
    await db
      .update(needs)
      .set({ metAt: now })
      .where(and(eq(needs.id, referral.needId), isNull(needs.metAt)));
  }
  await recordEvent(
    db,
    actor,
    referralEvents.closed({ referralId: id, code: form.code, needMet }),
    subjectOf(referral),
  );
}
