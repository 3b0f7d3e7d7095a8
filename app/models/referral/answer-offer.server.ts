// A provider's answers to an offer: yes, no, a question, a place on the waiting list. Who answers first is decided under the referral's lock.
import { eq, sql } from "drizzle-orm";
import { type Actor, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { offerQuestions, offers } from "#drizzle/schema";
import type { HouseEvent } from "../event/define";
import { recordEvent } from "../event/record.server";
import { asCalendarDay, localDay } from "../values/calendar-day";
import type { OfferId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { mayBeAnswerBy } from "./answer-by";
import { offerEvents } from "./events";
import type { DeclineForm, WaitlistForm } from "./forms";
import { lockOffer } from "./lock.server";
import { tellCarers } from "./tell-carers.server";

const NO: Readonly<Record<string, string>> = {
  taken: "referral.taken",
  closed: "referral.closed-meanwhile",
  answered: "referral.answered-already",
  no_consent: "referral.consent-ended",
};

/**
 * Accepts. The first acceptance wins; every other open offer is superseded in the same breath.
 * @throws Refusal 404 when it is not theirs to answer; 409 when taken, over, answered already, or no consent holds
 */
export async function acceptOffer(db: Db, actor: Actor, offerId: OfferId): Promise<void> {
  const [row] = await db.execute<{ answer: string }>(sql`select app.accept_offer(${offerId}::uuid) as answer`);
  const answer = row?.answer ?? "absent";
  if (answer === "absent") throw new Refusal("not-found", 404);
  if (answer !== "accepted") {
    const { state } = await readOwnOffer(db, offerId);
    const code = state === "accepted" ? "referral.answered-already" : NO[answer];
    throw new Refusal(code ?? "referral.closed-meanwhile", 409);
  }
  const { referralId } = await readOwnOffer(db, offerId);
  await finish(db, actor, offerId, offerEvents.accepted({ offerId, referralId }));
}

/** Declines with a coded reason; what was shared closes at once. @throws Refusal 404, 409 when answered or over */
export async function declineOffer(db: Db, actor: Actor, offerId: OfferId, form: DeclineForm): Promise<void> {
  const state = await lockOffer(db, offerId, "decline");
  await db
    .update(offers)
    .set({
      state,
      declineCode: form.code,
      words: form.words || null,
      answeredAt: await clock(db),
      answeredBy: actor.membershipId,
    })
    .where(eq(offers.id, offerId));
  await finish(db, actor, offerId, offerEvents.declined({ offerId, code: form.code }));
}

/** Asks the agency something before answering. @throws Refusal 404, 409 */
export async function askAboutOffer(db: Db, actor: Actor, offerId: OfferId, question: string): Promise<void> {
  const state = await lockOffer(db, offerId, "ask");
  const { agencyId, referralId } = await readOwnOffer(db, offerId);
  const organizationId = organizationOf(actor);
  const [asked] = await db
    .insert(offerQuestions)
    .values({ agencyId, referralId, organizationId, offerId, askedBy: actor.membershipId, question })
    .returning({ id: offerQuestions.id });
  await db.update(offers).set({ state }).where(eq(offers.id, offerId));
  await finish(db, actor, offerId, offerEvents.asked({ offerId }), asked?.id);
}

/** Offers a place later. @throws Refusal 400 when the day is past or too far away, 404, 409 */
export async function waitlistOffer(db: Db, actor: Actor, offerId: OfferId, form: WaitlistForm): Promise<void> {
  const state = await lockOffer(db, offerId, "waitlist");
  const today = localDay(await clock(db), actor.timeZone);
  if (!mayBeAnswerBy(today, asCalendarDay(form.until))) throw new Refusal("referral.waitlist-day", 400);
  await db
    .update(offers)
    .set({ state, waitlistUntil: form.until, words: form.words || null })
    .where(eq(offers.id, offerId));
  await finish(db, actor, offerId, offerEvents.waitlisted({ offerId, until: form.until }));
}

/** The first look by somebody who may answer. Nothing happens when it was seen or answered already. */
export async function viewOffer(db: Db, actor: Actor, offerId: OfferId): Promise<void> {
  const seen = await db
    .update(offers)
    .set({ state: "viewed", viewedAt: await clock(db) })
    .where(sql`${offers.id} = ${offerId} and ${offers.state} = 'offered'`)
    .returning({ referralId: offers.referralId, agencyId: offers.agencyId });
  const [offer] = seen;
  if (!offer) return;
  await recordEvent(db, actor, offerEvents.viewed({ offerId }), {
    subjectType: "offer",
    subjectId: offerId,
    organizationId: organizationOf(actor),
    ...offer,
  });
}

async function readOwnOffer(db: Db, offerId: OfferId) {
  const [offer] = await db
    .select({ state: offers.state, referralId: offers.referralId, agencyId: offers.agencyId })
    .from(offers)
    .where(eq(offers.id, offerId));
  if (!offer) throw new Refusal("not-found", 404);
  return offer;
}

/** Writes down what was answered and tells whoever carries the referral. Whose it is, the record finds out itself. */
async function finish(
  db: Db,
  actor: Actor,
  offerId: OfferId,
  event: HouseEvent,
  effect: string = offerId,
): Promise<void> {
  const { referralId, agencyId } = await readOwnOffer(db, offerId);
  await recordEvent(db, actor, event, {
    subjectType: "offer",
    subjectId: offerId,
    agencyId,
    organizationId: organizationOf(actor),
    referralId,
  });
  await tellCarers(db, referralId, event.name, effect);
}
