// Lets the clocks of offers strike and tells whom it concerns: a reminder, the provider's administrator, the next provider, the end.
// Stroke and telling are one transaction: a worker that is ended between them has done neither. Runs as the worker.
import { sql } from "drizzle-orm";
import { asJob, type Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { sayIn } from "#app/i18n/say-in";
import { recordEvent } from "../event/record.server";
import { defineJob, EVERY_MINUTE } from "../job/define";
import { tellMembers } from "../notification/tell.server";
import { asCalendarDay } from "../values/calendar-day";
import { proposeAnswerDay, windClocks } from "./clock.server";
import type { Urgency } from "./codes";
import { offerEvents, referralEvents } from "./events";
import { tellCarers } from "./tell-carers.server";

const AT_ONCE = 100;

type Struck = {
  readonly offer_id: string;
  readonly referral_id: string;
  readonly agency_id: string;
  readonly organization_id: string;
  readonly case_id: string;
  readonly client_id: string;
  readonly step_id: string;
  readonly step: "remind" | "escalate" | "move_on" | "lapse";
  readonly waitlisted: boolean;
  readonly ended: boolean;
  readonly number: string;
  readonly provider: string;
  readonly language: string;
  readonly when_unanswered: "wait" | "propose" | "ask";
  readonly answer_days: number;
  readonly grace_days: number;
  readonly urgency: Urgency;
  readonly today: string;
};

/** @returns how many strokes fell; when a whole batch did, there may be more */
export async function strikeClocks(db: Db): Promise<number> {
  const struck = await db.execute<Struck>(sql`select * from app.strike_offer_clocks(${AT_ONCE})`);
  for (const stroke of struck) {
    if (stroke.step === "remind") await remind(db, stroke);
    else if (stroke.step === "escalate") await escalate(db, stroke);
    else if (stroke.step === "move_on") await moveOn(db, stroke);
    else await end(db, stroke);
  }
  return struck.length;
}

async function remind(db: Db, stroke: Struck): Promise<void> {
  await tellProvider(db, stroke, stroke.waitlisted ? "offer.place-due" : "offer.reminded", [
    "coordinator",
    "organization_administrator",
  ]);
  await record(db, stroke, offerEvents.reminded({ offerId: stroke.offer_id }));
}

/** The last moment is over: whoever answers for the provider as a whole is told, and whoever waits. */
async function escalate(db: Db, stroke: Struck): Promise<void> {
  await tellProvider(db, stroke, "offer.escalated", ["organization_administrator"]);
  await record(db, stroke, offerEvents.escalated({ offerId: stroke.offer_id }));
  await tellCarers(db, stroke.referral_id, "referral.unanswered", stroke.step_id);
}

async function moveOn(db: Db, stroke: Struck): Promise<void> {
  if (stroke.when_unanswered === "wait") return;
  const [next] = await db.execute<{ place: string; name: string }>(sql`
    select n.service_at_location_id as place, g.name from app.next_best_place(${stroke.referral_id}::uuid) n
    join organization g on g.id = n.organization_id`);
  if (next) await db.execute(sql`select app.note_next_place(${stroke.step_id}::uuid, ${next.place}::uuid)`);
  if (next && stroke.when_unanswered === "ask" && (await askInstead(db, stroke, next.place))) return;
  const words = sayIn(stroke.language)(next ? "referral.clock.task-next" : "referral.clock.task-nobody", {
    number: stroke.number,
    provider: stroke.provider,
    next: next?.name ?? "",
  });
  await db.execute(sql`select app.task_for_sender(${stroke.referral_id}::uuid, ${words})`);
  await record(db, stroke, referralEvents["next-proposed"]({ referralId: stroke.referral_id }));
  await tellCarers(db, stroke.referral_id, "referral.next-proposed", stroke.step_id);
}

/** @returns whether the next provider was asked; not when three are asked already or no consent covers it any more */
async function askInstead(db: Db, stroke: Struck, place: string): Promise<boolean> {
  const now = await clock(db);
  const { answer_days: answerDays, urgency } = stroke;
  const asked = { now, answerDays, urgency, today: asCalendarDay(stroke.today) };
  const answerBy = await proposeAnswerDay(db, [place], asked);
  const wound = (await windClocks(db, [place], { now, answerBy, graceDays: stroke.grace_days })).get(place);
  if (!wound) return false;
  const times = [wound.remindAt, wound.answerUntil, wound.moveOnAt, wound.lapseAt].map((at) => at.toISOString());
  const [made] = await db.execute<{ offer_id: string; organization_id: string; fields: string[] }>(sql`
    select offer_id, organization_id, to_jsonb(fields) as fields from app.ask_instead(${stroke.step_id}::uuid, ${place}::uuid, ${answerBy}::date,
      ${times[0]}::timestamptz, ${times[1]}::timestamptz, ${times[2]}::timestamptz, ${times[3]}::timestamptz)`);
  if (!made) return false;
  const offer = { ...stroke, offer_id: made.offer_id, organization_id: made.organization_id };
  await record(db, offer, offerEvents.made({ offerId: made.offer_id, identified: false, fields: made.fields }));
  await tellProvider(db, offer, "offer.made", ["coordinator", "organization_administrator"]);
  await tellCarers(db, stroke.referral_id, "referral.next-asked", stroke.step_id);
  return true;
}

async function end(db: Db, stroke: Struck): Promise<void> {
  await record(db, stroke, offerEvents.lapsed({ offerId: stroke.offer_id }));
  await tellProvider(db, stroke, "offer.lapsed", ["coordinator", "organization_administrator"]);
  if (!stroke.ended) return;
  await recordEvent(db, null, referralEvents.expired({ referralId: stroke.referral_id }), {
    ...subjectOf(stroke),
    subjectType: "referral",
    subjectId: stroke.referral_id,
    organizationId: null,
  });
  await tellCarers(db, stroke.referral_id, "referral.expired", "once");
}

function tellProvider(
  db: Db,
  { organization_id: organizationId, offer_id: offerId, step_id: effect }: Struck,
  kind: string,
  roles: readonly ("coordinator" | "organization_administrator")[],
): Promise<void> {
  const tiding = { kind, subjectType: "offer", subjectId: offerId, path: `/portal/offers/${offerId}`, effect };
  return tellMembers(db, { organizationId, roles }, tiding);
}

function record(db: Db, stroke: Struck, event: Parameters<typeof recordEvent>[2]): Promise<void> {
  return recordEvent(db, null, event, subjectOf(stroke));
}

function subjectOf(stroke: Struck) {
  return {
    subjectType: "offer",
    subjectId: stroke.offer_id,
    agencyId: stroke.agency_id,
    organizationId: stroke.organization_id,
    caseId: stroke.case_id,
    clientId: stroke.client_id,
    referralId: stroke.referral_id,
  };
}

defineJob("strike-offer-clocks", { retries: 5, cron: EVERY_MINUTE }, async () => {
  while ((await asJob("write", strikeClocks)) === AT_ONCE);
});
