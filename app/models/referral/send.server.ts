// Sends a draft to the places chosen, and a sent referral to one more. All of it or nothing.
import { and, eq, inArray } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { disclosures, offers, referrals } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import type { ReferralId, ServiceAtLocationId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { proposeAnswerDay, readClockRules } from "./clock.server";
import type { Urgency } from "./codes";
import { subjectOf } from "./draft.server";
import { referralEvents } from "./events";
import { sendForms } from "./form-papers.server";
import { lockForMove, lockReferral } from "./lock.server";
import { discloseDocuments, offerTo } from "./make-offers.server";
import { type Obstacle, obstaclesOf } from "./obstacles";
import { readSendingFacts, type SendingFacts } from "./sending-facts.server";

/**
 * Sends a draft to the places chosen. One place: that provider learns at once who the client is. Several: only what
 * cannot tell who it is, until one accepts.
 * @param outsideReason why a provider without an agreement is asked, where the agency wants to know
 * @throws Refusal 409 "referral.<obstacle>" naming what stands in the way, 404, 403
 */
export async function sendReferral(db: Db, actor: Actor, id: ReferralId, outsideReason = ""): Promise<void> {
  const { referral, state } = await lockForMove(db, id, "send");
  const facts = await readSendingFacts(db, actor, referral);
  await sayWhyOutside(db, id, refuseStopped(facts), outsideReason);
  const made = await offerTo(db, actor, referral, facts, {
    identified: facts.places.length === 1,
    answerBy: referral.answerBy ?? facts.today,
  });
  await discloseDocuments(db, referral, facts.documentIds);
  await sendForms(db, actor, referral, facts);
  await db
    .update(referrals)
    .set({ state, sentAt: facts.now, plan: {}, version: referral.version + 1 })
    .where(eq(referrals.id, id));
  await recordEvent(
    db,
    actor,
    referralEvents.sent({
      referralId: id,
      offers: made,
      urgency: referral.urgency,
      answerBy: referral.answerBy ?? "",
    }),
    subjectOf(referral),
  );
}

const OPEN = ["offered", "viewed", "info_requested", "waitlisted"];

/**
 * Asks one more provider while a referral waits, for the same facts under the same rules, with a clock of its own.
 * @throws Refusal 409 "referral.not-waiting" when it was answered or is over, "referral.<obstacle>" naming what stands in the way, 404, 403
 */
export async function askAnother(db: Db, actor: Actor, id: ReferralId, place: ServiceAtLocationId): Promise<void> {
  const referral = await lockReferral(db, id);
  if (referral.state !== "sent") throw new Refusal("referral.not-waiting", 409);
  const [shared] = await db
    .select({ fields: disclosures.fields })
    .from(disclosures)
    .where(eq(disclosures.referralId, id))
    .limit(1);
  const plan = { serviceAtLocationIds: [place], fields: shared?.fields ?? [] };
  const { now, today } = await readSendingFacts(db, actor, { ...referral, plan });
  const { answerDays } = await readClockRules(db, referral.agencyId);
  const asked = { now, today, answerDays, urgency: referral.urgency as Urgency };
  const answerBy = await proposeAnswerDay(db, [place], asked);
  const facts = await readSendingFacts(db, actor, { ...referral, plan, answerBy });
  await sayWhyOutside(db, id, refuseStopped(facts), referral.outsideReason ?? "");
  const others = await db.$count(offers, and(eq(offers.referralId, id), inArray(offers.state, OPEN)));
  await offerTo(db, actor, referral, facts, { identified: others === 0, answerBy });
}

/** @returns what should be known. @throws Refusal 409 naming the first of what stands in the way */
function refuseStopped(facts: SendingFacts): Obstacle[] {
  const obstacles = obstaclesOf(facts);
  const obstacle = obstacles.find(({ kind }) => kind === "stop");
  if (!obstacle) return obstacles;
  const { code, organization, credentials } = obstacle;
  throw new Refusal(`referral.${code}`, 409, { organization: organization ?? "", credentials: credentials ?? "" });
}

/** Kept before the offers are made: the database asks for it too. */
async function sayWhyOutside(db: Db, id: ReferralId, obstacles: readonly Obstacle[], reason: string): Promise<void> {
  const outside = obstacles.find(({ code }) => code === "outside-reason");
  if (!outside) return;
  if (!reason) throw new Refusal("referral.outside-reason", 409, { organization: outside.organization ?? "" });
  await db.update(referrals).set({ outsideReason: reason }).where(eq(referrals.id, id));
}
