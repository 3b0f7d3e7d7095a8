// The proposals of a referral to providers: each with its clock, and what the clock did.

import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { memberships } from "./agency";
import { createdAt, id, instant } from "./columns";
import { declineReasons } from "./decline-reason";
import { servicesAtLocation } from "./organization";
import {
  agencyIn,
  both,
  CASE_STAFF,
  either,
  isBorneOffer,
  mayAdd,
  mayChange,
  mayRead,
  ORGANIZATION_ROLES,
  organizationIn,
  referralIsMine,
  staffOnOpenReferral,
} from "./policy";
import { referrals } from "./referral";

export interface OfferSummary {
  /** The referral's own number, so that both sides can speak about it. */
  readonly number?: string;
  readonly specialty?: string;
  readonly urgency: string;
  /** How the client gets there. */
  readonly mode?: string;
  readonly area?: string;
  readonly ageBand?: string;
  readonly language?: string;
}

/** Works for the offer's provider in a role that answers. */
const answersFor = ({ organizationId }: { organizationId: AnyPgColumn }) =>
  organizationIn(organizationId, "coordinator", "organization_administrator");

/** States in which the next word is still to come. */
const UNANSWERED = sql`('offered', 'viewed', 'info_requested', 'waitlisted')`;

export const isUnanswered = (t: Record<"state", AnyPgColumn>) => sql`${t.state} in ${UNANSWERED}`;

/**
 * The day a provider owes an answer: of a place on the waiting list its day; what waits for the agency's answer comes last. Told on
 * UTC's calendar where no day was set, because an index must not depend on who reads.
 */
export const answerDueOn = (t: Record<"state" | "waitlistUntil" | "answerBy" | "createdAt", AnyPgColumn>) =>
  sql`(case ${t.state} when 'info_requested' then '9999-12-31'::date when 'waitlisted' then coalesce(${t.waitlistUntil}, '9999-12-30'::date) else coalesce(${t.answerBy}, (${t.createdAt} at time zone 'UTC')::date + 14) end)`;

/** What is urgent comes before the rest of its day. */
export const urgencyRank = (t: Record<"summary", AnyPgColumn>) =>
  sql`(case ${t.summary} ->> 'urgency' when 'urgent' then 1 when 'soon' then 2 else 3 end)`;

/** The clock, counted in the place's own working hours: a reminder, the last moment, the next provider's turn, the end. */
const clock = () => ({
  remindAt: instant("remind_at"),
  answerUntil: instant("answer_until"),
  moveOnAt: instant("move_on_at"),
  lapseAt: instant("lapse_at"),
  /** When the clock strikes next; null: no clock runs. */
  dueAt: instant("due_at"),
  /** Begins anew when a question is answered, and when the day of a waiting list has come. */
  clockRound: smallint("clock_round").notNull().default(1),
});

/** When it was seen, and what was said to it. */
const answer = () => ({
  viewedAt: instant("viewed_at"),
  answeredAt: instant("answered_at"),
  answeredBy: uuid("answered_by").references(() => memberships.id),
  declineCode: text("decline_code"),
  /** The agency's own reason, and its words when it was chosen, which the database writes. */
  declineReasonId: uuid("decline_reason_id"),
  declineWords: text("decline_words"),
  words: text("words"),
  waitlistUntil: date("waitlist_until", { mode: "string" }),
});

/** When it was taken on: what a caseload sorts by. */
export const takenOnAt = (t: Record<"answeredAt" | "createdAt", AnyPgColumn>) =>
  sql`coalesce(${t.answeredAt}, ${t.createdAt})`;

/** Who reads an offer, who makes it, who answers it and who takes it back. */
const whoMay = (t: Record<"id" | "agencyId" | "referralId" | "organizationId" | "state", AnyPgColumn>) => [
  mayRead(
    "case staff read their agency's offers, a provider its own",
    either(staffOnOpenReferral(t.agencyId, t.referralId), organizationIn(t.organizationId, ...ORGANIZATION_ROLES)),
  ),
  mayAdd(
    "whoever carries the referral offers it",
    both(agencyIn(t.agencyId, ...CASE_STAFF), referralIsMine(t.referralId), sql`${t.state} = 'offered'`),
  ),
  mayRead("the bearer of its link reads an offer", isBorneOffer(t.id)),
  mayChange(
    "the bearer of its link answers a live offer",
    both(isBorneOffer(t.id), sql`${t.state} in ('offered', 'viewed', 'info_requested', 'waitlisted')`),
    both(isBorneOffer(t.id), sql`${t.state} in ('declined', 'info_requested', 'waitlisted')`),
  ),
  mayChange(
    "a provider answers its own live offer, the agency withdraws it",
    either(
      both(answersFor(t), sql`${t.state} in ('offered', 'viewed', 'info_requested', 'waitlisted')`),
      both(agencyIn(t.agencyId, ...CASE_STAFF), referralIsMine(t.referralId)),
    ),
    either(
      both(answersFor(t), sql`${t.state} in ('viewed', 'declined', 'info_requested', 'waitlisted')`),
      both(
        agencyIn(t.agencyId, ...CASE_STAFF),
        referralIsMine(t.referralId),
        sql`${t.state} in ('offered', 'withdrawn')`,
      ),
    ),
  ),
];

/** Nobody took it on: left without an answer, on a waiting list, or there was no room. Written as app.unmet_need asks. */
const isUnmet = (t: Record<"state" | "declineCode", AnyPgColumn>) =>
  sql`(${t.state} in ('lapsed', 'waitlisted') or (${t.state} = 'declined' and ${t.declineCode} in ('no_capacity', 'waitlist_only')))`;

/** The referral's proposal to one provider. Its summary says nothing that tells who the client is. */
export const offers = pgTable(
  "offer",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    referralId: uuid("referral_id").notNull(),
    organizationId: uuid("organization_id").notNull(),
    serviceAtLocationId: uuid("service_at_location_id").notNull(),
    state: text("state").notNull().default("offered"),
    /** The provider may see who the client is: the only offer, or the accepted one. */
    identified: boolean("identified").notNull().default(false),
    /** Need, urgency, area and age band; no identity. */
    summary: jsonb("summary").$type<OfferSummary>().notNull(),
    answerBy: date("answer_by", { mode: "string" }),
    createdAt: createdAt(),
    ...answer(),
    ...clock(),
    /** Counts what the provider can see change, also what closes to it; kept by the database. */
    version: integer("version").notNull().default(1),
    changedAt: instant("changed_at").notNull().default(sql`app.clock()`),
  },
  (t) => [
    check(
      "offer_clock_in_order",
      sql`${t.remindAt} <= ${t.answerUntil} and ${t.answerUntil} <= ${t.moveOnAt} and ${t.moveOnAt} <= ${t.lapseAt}`,
    ),
    index("offer_due")
      .on(t.dueAt, t.id)
      .where(sql`${t.state} in ('offered', 'viewed', 'waitlisted') and ${t.dueAt} is not null`),
    check("offer_decline_code", sql`${t.state} <> 'declined' or ${t.declineCode} is not null`),
    unique("offer_once").on(t.referralId, t.serviceAtLocationId),
    unique("offer_of_organization").on(t.id, t.organizationId),
    unique("offer_of_referral").on(t.id, t.organizationId, t.referralId),
    uniqueIndex("offer_one_winner").on(t.referralId).where(sql`${t.state} = 'accepted'`),
    foreignKey({
      columns: [t.referralId, t.agencyId],
      foreignColumns: [referrals.id, referrals.agencyId],
      name: "offer_referral",
    }),
    foreignKey({
      columns: [t.serviceAtLocationId, t.organizationId],
      foreignColumns: [servicesAtLocation.id, servicesAtLocation.organizationId],
      name: "offer_service_at_location",
    }),
    foreignKey({
      columns: [t.declineReasonId, t.agencyId],
      foreignColumns: [declineReasons.id, declineReasons.agencyId],
      name: "offer_decline_reason",
    }),
    index("offer_decline_reason_index").on(t.declineReasonId),
    index("offer_organization").on(t.organizationId, t.createdAt, t.id),
    index("offer_unanswered").on(t.organizationId, answerDueOn(t), urgencyRank(t), t.id).where(isUnanswered(t)),
    index("offer_taken_on").on(t.organizationId, takenOnAt(t), t.id).where(sql`${t.state} = 'accepted'`),
    index("offer_asked").on(t.agencyId, t.createdAt, t.id).where(sql`${t.state} = 'info_requested'`),
    index("offer_unmet").on(t.agencyId, t.createdAt).where(isUnmet(t)),
    index("offer_changed").on(t.organizationId, t.changedAt, t.id),
    index("offer_agency").on(t.agencyId),
    index("offer_service_at_location_index").on(t.serviceAtLocationId),
    index("offer_answered_by").on(t.answeredBy),
    ...whoMay(t),
  ],
);

/** Each stroke of an offer's clock, once: whoever was reminded, told, or asked instead is told no second time. */
export const offerSteps = pgTable(
  "offer_step",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    referralId: uuid("referral_id").notNull(),
    organizationId: uuid("organization_id").notNull(),
    offerId: uuid("offer_id").notNull(),
    round: smallint("round").notNull(),
    step: text("step").notNull(),
    createdAt: createdAt(),
    /** Who was proposed to the caseworker, or asked, instead; null where nobody was found. */
    nextPlaceId: uuid("next_place_id").references(() => servicesAtLocation.id),
  },
  (t) => [
    check("offer_step_known", sql`${t.step} in ('remind', 'escalate', 'move_on', 'lapse')`),
    unique("offer_step_once").on(t.offerId, t.round, t.step),
    foreignKey({
      columns: [t.referralId, t.agencyId],
      foreignColumns: [referrals.id, referrals.agencyId],
      name: "offer_step_referral",
    }),
    foreignKey({
      columns: [t.offerId, t.organizationId, t.referralId],
      foreignColumns: [offers.id, offers.organizationId, offers.referralId],
      name: "offer_step_offer",
    }),
    index("offer_step_referral_index").on(t.referralId),
    index("offer_step_agency").on(t.agencyId),
    index("offer_step_organization").on(t.organizationId),
    index("offer_step_next_place").on(t.nextPlaceId),
    mayRead("case staff read how an offer's clock ran", staffOnOpenReferral(t.agencyId, t.referralId)),
  ],
);
