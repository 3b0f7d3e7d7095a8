// The request for one service for one client, and its proposals to providers.

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
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { agencies, memberships } from "./agency";
import { cases, needs } from "./client";
import { createdAt, id, instant } from "./columns";
import { servicesAtLocation } from "./organization";
import {
  agencyIn,
  both,
  CASE_STAFF,
  caseIsMine,
  either,
  isBorneOffer,
  isMyMembership,
  mayAdd,
  mayChange,
  mayRead,
  ORGANIZATION_ROLES,
  organizationIn,
  readByCaseStaff,
  referralIsMine,
  staffOnOpenReferral,
  writtenByCarriers,
} from "./policy";
import { specialties } from "./specialty";

/** What a draft will send; emptied when it is sent, for then offers, disclosures and documents say it. */
export interface ReferralPlan {
  readonly serviceAtLocationIds?: readonly string[];
  readonly fields?: readonly string[];
  readonly documentIds?: readonly string[];
}

export interface OfferSummary {
  /** The referral's own number, so that both sides can speak about it. */
  readonly number?: string;
  readonly specialty?: string;
  readonly urgency: string;
  readonly area?: string;
  readonly ageBand?: string;
  readonly language?: string;
}

/** Works for an organization in a role that deals with clients; billers do not move referrals. */
const deliversSomewhere = sql`cardinality((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) > 0`;

export const referrals = pgTable(
  "referral",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    caseId: uuid("case_id").notNull(),
    clientId: uuid("client_id").notNull(),
    number: text("number").notNull(),
    /** The need it answers; met when the caseworker closes the loop and says so. */
    needId: uuid("need_id"),
    specialtyId: uuid("specialty_id").references(() => specialties.id),
    state: text("state").notNull().default("draft"),
    urgency: text("urgency").notNull().default("routine"),
    answerBy: date("answer_by", { mode: "string" }),
    /** Why a provider without an agreement in force is asked, where the agency wants to know. */
    outsideReason: text("outside_reason"),
    plan: jsonb("plan").$type<ReferralPlan>().notNull().default({}),
    createdBy: uuid("created_by").notNull(),
    reReferredFromId: uuid("re_referred_from_id").references((): AnyPgColumn => referrals.id),
    createdAt: createdAt(),
    sentAt: instant("sent_at"),
    answeredAt: instant("answered_at"),
    endedAt: instant("ended_at"),
    /** How it came out, a code of the outcome list; and the words beside it. */
    outcome: text("outcome"),
    outcomeWords: text("outcome_words"),
    reasonCode: text("reason_code"),
    reasonWords: text("reason_words"),
    /** When the caseworker closed the loop. */
    closedAt: instant("closed_at"),
    closedBy: uuid("closed_by").references(() => memberships.id),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    check("referral_urgency", sql`${t.urgency} in ('routine', 'soon', 'urgent')`),
    check("referral_completed_has_outcome", sql`${t.state} <> 'completed' or ${t.outcome} is not null`),
    unique("referral_number").on(t.agencyId, t.number),
    unique("referral_of_agency").on(t.id, t.agencyId),
    unique("referral_of_client").on(t.id, t.clientId, t.agencyId),
    foreignKey({
      columns: [t.caseId, t.clientId, t.agencyId],
      foreignColumns: [cases.id, cases.clientId, cases.agencyId],
      name: "referral_case",
    }),
    foreignKey({
      columns: [t.needId, t.caseId, t.agencyId],
      foreignColumns: [needs.id, needs.caseId, needs.agencyId],
      name: "referral_need",
    }),
    foreignKey({
      columns: [t.createdBy, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "referral_created_by",
    }),
    index("referral_case_index").on(t.caseId),
    index("referral_client_index").on(t.clientId),
    index("referral_need_index").on(t.needId),
    index("referral_created_by_index").on(t.createdBy),
    index("referral_specialty").on(t.specialtyId),
    index("referral_re_referred_from").on(t.reReferredFromId),
    index("referral_closed_by").on(t.closedBy),
    index("referral_agency").on(t.agencyId, t.createdAt.desc(), t.id),
    index("referral_agency_state").on(t.agencyId, t.state, t.sentAt),
    index("referral_to_close")
      .on(t.agencyId, sql`coalesce(${t.endedAt}, ${t.answeredAt}, ${t.sentAt})`, t.id)
      .where(sql`${t.state} in ('declined', 'expired', 'completed', 'not_completed') and ${t.closedAt} is null`),
    index("referral_accepted").on(t.agencyId, t.answeredAt.desc(), t.id).where(sql`${t.state} = 'accepted'`),
    mayRead(
      "case staff read their agency's referrals, a provider those whose identified offer it holds",
      either(readByCaseStaff(t), sql`${t.id} = any((select app.identified_referrals())::uuid[])`),
    ),
    mayAdd(
      "whoever carries the case drafts a referral in their own name",
      both(
        agencyIn(t.agencyId, ...CASE_STAFF),
        caseIsMine(t.caseId),
        isMyMembership(t.createdBy),
        sql`${t.state} = 'draft'`,
      ),
    ),
    mayChange(
      "whoever carries the case, and the provider who holds it, move a referral",
      either(writtenByCarriers(t), both(deliversSomewhere, sql`${t.id} = any((select app.held_referrals())::uuid[])`)),
    ),
  ],
);

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
    viewedAt: instant("viewed_at"),
    answeredAt: instant("answered_at"),
    answeredBy: uuid("answered_by").references(() => memberships.id),
    declineCode: text("decline_code"),
    words: text("words"),
    waitlistUntil: date("waitlist_until", { mode: "string" }),
  },
  (t) => [
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
    index("offer_organization").on(t.organizationId, t.createdAt.desc(), t.id),
    index("offer_agency").on(t.agencyId),
    index("offer_service_at_location_index").on(t.serviceAtLocationId),
    index("offer_answered_by").on(t.answeredBy),
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
        both(
          organizationIn(t.organizationId, "coordinator", "organization_administrator"),
          sql`${t.state} in ('offered', 'viewed', 'info_requested', 'waitlisted')`,
        ),
        both(agencyIn(t.agencyId, ...CASE_STAFF), referralIsMine(t.referralId)),
      ),
      either(
        both(
          organizationIn(t.organizationId, "coordinator", "organization_administrator"),
          sql`${t.state} in ('viewed', 'declined', 'info_requested', 'waitlisted')`,
        ),
        both(
          agencyIn(t.agencyId, ...CASE_STAFF),
          referralIsMine(t.referralId),
          sql`${t.state} in ('offered', 'withdrawn')`,
        ),
      ),
    ),
  ],
);

/** The referral a row belongs to, with its client and agency: none of the three may be another's. */
export const toReferral = (t: Record<"referralId" | "clientId" | "agencyId", AnyPgColumn>, name: string) =>
  foreignKey({
    columns: [t.referralId, t.clientId, t.agencyId],
    foreignColumns: [referrals.id, referrals.clientId, referrals.agencyId],
    name,
  });
