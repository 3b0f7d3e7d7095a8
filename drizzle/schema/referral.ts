// The request for one service for one client.

import { getTableColumns, sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { agencies, memberships } from "./agency";
import { cases, needs } from "./client";
import { createdAt, id, instant } from "./columns";
import { plannedServices } from "./plan";
import {
  agencyIn,
  both,
  CASE_STAFF,
  caseIsMine,
  either,
  isMyMembership,
  knowsReferral,
  mayAdd,
  mayChange,
  mayRead,
  readByCaseStaff,
  writtenByCarriers,
} from "./policy";
import { specialties } from "./specialty";

/** What a draft will send; emptied when it is sent, for then offers, disclosures and documents say it. */
export interface ReferralPlan {
  readonly serviceAtLocationIds?: readonly string[];
  readonly fields?: readonly string[];
  readonly documentIds?: readonly string[];
  /** Answers to the forms that the services ask for, by the form, as they were typed or picked. */
  readonly answers?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** Works for an organization in a role that deals with clients; billers do not move referrals. */
const deliversSomewhere = sql`cardinality((select app.organizations_where('coordinator', 'practitioner', 'organization_administrator'))::uuid[]) > 0`;

/** States in which somebody delivers. As a list in SQL, so that an index of these rows and what reads by it say the same. */
export const UNDER_WAY = sql`('accepted', 'in_progress', 'on_hold')`;
/** States that ended and wait for the caseworker's last word. */
export const TO_CLOSE = sql`('completed', 'not_completed', 'declined', 'expired', 'cancelled')`;

/** When it was sent, or begun where it never was: what the lists sort by, and are indexed by. */
export const sentOrBegun = (t: Record<"sentAt" | "createdAt", AnyPgColumn>) =>
  sql`coalesce(${t.sentAt}, ${t.createdAt})`;

/** Ascending: each serves newest first from its other end, and `desc` here would put nulls last, which no reader asks for. */
const listIndexes = (t: Record<"agencyId" | "state" | "sentAt" | "createdAt" | "closedAt" | "id", AnyPgColumn>) => [
  index("referral_agency").on(t.agencyId, sentOrBegun(t), t.id),
  index("referral_agency_state").on(t.agencyId, t.state, sentOrBegun(t), t.id),
  index("referral_under_way").on(t.agencyId, sentOrBegun(t), t.id).where(sql`${t.state} in ${UNDER_WAY}`),
  index("referral_unclosed")
    .on(t.agencyId, sentOrBegun(t), t.id)
    .where(sql`${t.state} in ${TO_CLOSE} and ${t.closedAt} is null`),
];

/** What figures count by: the day they were sent, and the day they ended. */
const countIndexes = (t: Record<"agencyId" | "specialtyId" | "state" | "sentAt" | "endedAt", AnyPgColumn>) => [
  index("referral_sent").on(t.agencyId, t.sentAt),
  index("referral_needed").on(t.agencyId, t.specialtyId, t.sentAt),
  index("referral_ended").on(t.agencyId, t.endedAt).where(sql`${t.state} in ('completed', 'not_completed')`),
];

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
    /** How the client gets there. */
    mode: text("mode").notNull().default("direct"),
    /** The item of the care plan it carries out. */
    plannedServiceId: uuid("planned_service_id"),
    /** Why a provider without an agreement in force is asked, where the agency wants to know. */
    outsideReason: text("outside_reason"),
    plan: jsonb("plan").$type<ReferralPlan>().notNull().default({}),
    createdBy: uuid("created_by").notNull(),
    reReferredFromId: uuid("re_referred_from_id").references((): AnyPgColumn => referrals.id),
    createdAt: createdAt(),
    sentAt: instant("sent_at"),
    answeredAt: instant("answered_at"),
    endedAt: instant("ended_at"),
    /** How it came out, a code of the outcome list; and the words beside it, which nobody reads from here. */
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
    check("referral_mode", sql`${t.mode} in ('direct', 'slip', 'accompanied', 'telephone')`),
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
      columns: [t.plannedServiceId, t.caseId, t.agencyId],
      foreignColumns: [plannedServices.id, plannedServices.caseId, plannedServices.agencyId],
      name: "referral_planned_service",
    }),
    foreignKey({
      columns: [t.createdBy, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "referral_created_by",
    }),
    index("referral_case_index").on(t.caseId),
    index("referral_client_index").on(t.clientId),
    index("referral_need_index").on(t.needId),
    index("referral_planned_service_index").on(t.plannedServiceId),
    index("referral_created_by_index").on(t.createdBy),
    index("referral_specialty").on(t.specialtyId),
    ...countIndexes(t),
    index("referral_re_referred_from").on(t.reReferredFromId),
    index("referral_closed_by").on(t.closedBy),
    ...listIndexes(t),
    index("referral_to_close")
      .on(t.agencyId, sql`coalesce(${t.endedAt}, ${t.answeredAt}, ${t.sentAt})`, t.id)
      .where(sql`${t.state} in ('declined', 'expired', 'completed', 'not_completed') and ${t.closedAt} is null`),
    index("referral_accepted").on(t.agencyId, t.answeredAt.desc(), t.id).where(sql`${t.state} = 'accepted'`),
    mayRead(
      "case staff read their agency's referrals, a provider those whose identified offer it holds",
      either(readByCaseStaff(t), knowsReferral(t.id)),
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

const { outcomeWords: _outcome, reasonWords: _reason, ...facts } = getTableColumns(referrals);

/** What anybody who may know of a referral reads. The words may speak of the client: `app.referral_words` alone tells them. */
export const referralFacts = facts;
export type ReferralFacts = Omit<typeof referrals.$inferSelect, "outcomeWords" | "reasonWords">;

/** The referral a row belongs to, with its client and agency: none of the three may be another's. */
export const toReferral = (t: Record<"referralId" | "clientId" | "agencyId", AnyPgColumn>, name: string) =>
  foreignKey({
    columns: [t.referralId, t.clientId, t.agencyId],
    foreignColumns: [referrals.id, referrals.clientId, referrals.agencyId],
    name,
  });
