// A provider's answers to an offer: yes, no, a question, a place on the waiting list, and a no after the yes. Who is first is decided under the referral's lock.
import { eq, sql } from "drizzle-orm";
import { type Actor, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { offerQuestions, offers } from "#drizzle/schema";
import type { HouseEvent } from "../event/define";
import { recordEvent } from "../event/record.server";
import { asCalendarDay, type CalendarDay, localDay, startOfDay } from "../values/calendar-day";
import type { OfferId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { mayBeAnswerBy } from "./answer-by";
import { readClockRules, windClocks, windUsual } from "./clock.server";
import { chosenReason } from "./decline-reasons.server";
import { offerEvents } from "./events";
import type { DeclineForm, WaitlistForm } from "./forms";
import { lockOffer } from "./lock.server";
import { taskForSender } from "./task-for-sender.server";
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
  const { code, declineReasonId } = await chosenReason(db, (await readOwnOffer(db, offerId)).agencyId, form.code);
  await db
    .update(offers)
    .set({
      state,
      declineCode: code,
      declineReasonId,
      words: form.words || null,
      answeredAt: await clock(db),
      answeredBy: actor.membershipId,
    })
    .where(eq(offers.id, offerId));
  await finish(db, actor, offerId, offerEvents.declined({ offerId, code }));
}

/**
 * A decline after the acceptance, before the service began: the referral ends, what was shared closes, and whoever sent it has a task.
 * @throws Refusal 404 when it is not theirs to answer; 409 when it is not accepted, or the service has begun
 */
export async function giveBackOffer(db: Db, actor: Actor, offerId: OfferId, form: DeclineForm): Promise<void> {
  const { agencyId } = await readOwnOffer(db, offerId);
  const { code, declineReasonId } = await chosenReason(db, agencyId, form.code);
  const [row] = await db.execute<{ answer: string }>(
    sql`select app.give_back_offer(${offerId}::uuid, ${code}, ${form.words || null}, ${declineReasonId}::uuid) as answer`,
  );
  const answer = row?.answer ?? "absent";
  if (answer === "absent") throw new Refusal("not-found", 404);
  if (answer !== "given_back") throw new Refusal("referral.not-to-give-back", 409);
  const { referralId } = await readOwnOffer(db, offerId);
  await taskForSender(db, actor, referralId, "referral.clock.task-given-back");
  await finish(db, actor, offerId, offerEvents["given-back"]({ offerId, referralId, code }));
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

/** Offers a place later; the clock stands still until that day, and then begins anew. @throws Refusal 400 when the day is past or too far away, 404, 409 */
export async function waitlistOffer(db: Db, actor: Actor, offerId: OfferId, form: WaitlistForm): Promise<void> {
  const state = await lockOffer(db, offerId, "waitlist");
  const now = await clock(db);
  const until = asCalendarDay(form.until);
  if (!mayBeAnswerBy(localDay(now, actor.timeZone), until)) throw new Refusal("referral.waitlist-day", 400);
  await db
    .update(offers)
    .set({ state, waitlistUntil: until, words: form.words || null, ...(await clockFrom(db, actor, offerId, until)) })
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

/** The clock that begins with the morning of a day: on it an answer is due. */
async function clockFrom(db: Db, actor: Actor, offerId: OfferId, day: CalendarDay) {
  const { agencyId, serviceAtLocationId: place, clockRound } = await readOwnOffer(db, offerId);
  const { graceDays } = await readClockRules(db, agencyId);
  const asked = { now: startOfDay(day, "UTC"), answerBy: day, graceDays };
  const wound = (await windClocks(db, [place], asked)).get(place) ?? windUsual(asked, actor.timeZone);
  return { answerBy: day, clockRound: clockRound + 1, ...wound };
}

async function readOwnOffer(db: Db, offerId: OfferId) {
  const [offer] = await db
    .select({
      state: offers.state,
      referralId: offers.referralId,
      agencyId: offers.agencyId,
      serviceAtLocationId: offers.serviceAtLocationId,
      clockRound: offers.clockRound,
    })
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
