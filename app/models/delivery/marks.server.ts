// What a provider says of an agency's milestones and results, on a referral it holds. A correction is a new row that keeps the old.
import { and, eq } from "drizzle-orm";
import { type Actor, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { formatDay } from "#app/i18n/formats";
import { knownLanguage } from "#app/i18n/languages";
import { agencies, progressMarks, referrals } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { tellCarers } from "../referral/tell-carers.server";
import { type CalendarDay, localDay } from "../values/calendar-day";
import type { ProgressPointId, ReferralId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { deliveryEvents } from "./events";
import type { MarkDeed, Said } from "./progress-forms";
import { readAskedPoints } from "./read-progress.server";

const UNDER_WAY: readonly string[] = ["accepted", "in_progress", "on_hold"];

/**
 * Says that a milestone was reached, or what a result is; said again, it corrects what was said before.
 * @throws Refusal 404 when the organization does not hold the referral or no such point is asked of it, 409 when the referral has ended
 * or the point is out of use, 422 for a day before the referral or to come
 */
export async function sayMark(db: Db, actor: Actor, referralId: ReferralId, said: Said): Promise<void> {
  const referral = await holdReferral(db, referralId);
  checkDay(actor, referral, said.onDay);
  const point = (await readAskedPoints(db, referralId)).find(({ id }) => id === said.pointId);
  if (!point) throw new Refusal("not-found", 404);
  const fits = point.kind === said.intent && (point.kind !== "choice" || point.choices.includes(said.value));
  if (!fits) throw new Refusal("progress.not-a-value", 409);
  const old = await readCurrent(db, actor, referralId, said.pointId);
  if (!old && point.retiredAt) throw new Refusal("progress.point-retired", 409);
  const { onDay, value, note } = said;
  await put(db, actor, referral, {
    pointId: point.id,
    onDay,
    value,
    note,
    takenBack: false,
    correctsId: old?.id ?? null,
  });
}

/** It was a mistake: the point stands as if nothing was said, and what was said is kept. @throws Refusal 404, 409 when nothing is said of it */
export async function takeMarkBack(
  db: Db,
  actor: Actor,
  referralId: ReferralId,
  { pointId, note }: Extract<MarkDeed, { intent: "take-back" }>,
): Promise<void> {
  const referral = await holdReferral(db, referralId);
  const old = await readCurrent(db, actor, referralId, pointId);
  if (!old || old.takenBack) throw new Refusal("progress.nothing-said", 409);
  const { id, onDay, value } = old;
  await put(db, actor, referral, { pointId, onDay, value, note, takenBack: true, correctsId: id });
}

type Held = Awaited<ReturnType<typeof holdReferral>>;

async function holdReferral(db: Db, referralId: ReferralId) {
  const [referral] = await db
    .select({
      id: referrals.id,
      state: referrals.state,
      agencyId: referrals.agencyId,
      clientId: referrals.clientId,
      caseId: referrals.caseId,
      createdAt: referrals.createdAt,
      sentAt: referrals.sentAt,
      timeZone: agencies.timeZone,
    })
    .from(referrals)
    .innerJoin(agencies, eq(agencies.id, referrals.agencyId))
    .where(eq(referrals.id, referralId));
  if (!referral) throw new Refusal("not-found", 404);
  if (!UNDER_WAY.includes(referral.state)) throw new Refusal("progress.referral-ended", 409);
  const today = localDay(await clock(db), referral.timeZone);
  return { ...referral, today, sentOn: localDay(referral.sentAt ?? referral.createdAt, referral.timeZone) };
}

// The database judges by the agency's calendar as well; here the person learns which days can be.
function checkDay(actor: Actor, { sentOn, today }: Held, onDay: CalendarDay): void {
  const say = (day: CalendarDay) => ({ day: formatDay(day, knownLanguage(actor.language)) });
  if (onDay > today) throw new Refusal("progress.day-to-come", 422, say(today));
  if (onDay < sentOn) throw new Refusal("progress.day-before", 422, say(sentOn));
}

async function readCurrent(db: Db, actor: Actor, referralId: ReferralId, pointId: ProgressPointId) {
  const [current] = await db
    .select()
    .from(progressMarks)
    .where(
      and(
        eq(progressMarks.referralId, referralId),
        eq(progressMarks.pointId, pointId),
        eq(progressMarks.organizationId, organizationOf(actor)),
        eq(progressMarks.current, true),
      ),
    );
  return current;
}

type NewMark = {
  readonly pointId: string;
  readonly onDay: string;
  readonly value: string;
  readonly note: string;
  readonly takenBack: boolean;
  readonly correctsId: string | null;
};

async function put(db: Db, actor: Actor, { id, agencyId, clientId, caseId }: Held, mark: NewMark): Promise<void> {
  const organizationId = organizationOf(actor);
  if (mark.correctsId) {
    const aside = await db
      .update(progressMarks)
      .set({ current: false })
      .where(and(eq(progressMarks.id, mark.correctsId), eq(progressMarks.current, true)))
      .returning({ id: progressMarks.id });
    if (aside.length === 0) throw new Refusal("progress.said-meanwhile", 409);
  }
  const [made] = await db
    .insert(progressMarks)
    .values({ agencyId, organizationId, clientId, referralId: id, recordedBy: actor.membershipId, ...mark })
    .returning({ id: progressMarks.id });
  if (!made) throw new Error("the mark was not kept");
  const facts = { markId: made.id, pointId: mark.pointId, day: mark.onDay };
  const event = mark.takenBack
    ? deliveryEvents["mark-taken-back"](facts)
    : mark.correctsId
      ? deliveryEvents["mark-corrected"](facts)
      : deliveryEvents.marked(facts);
  await recordEvent(db, actor, event, {
    subjectType: "referral",
    subjectId: id,
    organizationId,
    agencyId,
    clientId,
    caseId,
    referralId: id,
  });
  await tellCarers(db, id, "delivery.marked", made.id);
}
