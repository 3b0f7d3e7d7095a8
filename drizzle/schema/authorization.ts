// Funds and authorizations: what may be delivered, at which price, from which budget.

import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  check,
  date,
  foreignKey,
  index,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { agencies, memberships } from "./agency";
import { caseTasks } from "./casework";
import { cents, createdAt, id, instant, units } from "./columns";
import { organizations, services } from "./organization";
import {
  agencyIn,
  both,
  CASE_STAFF,
  clientOpenToMe,
  either,
  FINANCE_STAFF,
  isMyMembership,
  mayAdd,
  mayChange,
  mayRead,
  ORGANIZATION_ROLES,
  organizationIn,
  referralIsMine,
} from "./policy";
import { toReferral } from "./referral";

export const money = [...CASE_STAFF, ...FINANCE_STAFF] as const;

/** Finance reads all of its agency's, case staff what concerns clients that are open to them. */
export const agencyReads = (agencyId: AnyPgColumn, clientId: AnyPgColumn) =>
  either(agencyIn(agencyId, ...FINANCE_STAFF), both(agencyIn(agencyId, ...CASE_STAFF), clientOpenToMe(clientId)));

/** Whoever carries the referral, its team and supervisors. */
export const carriers = (agencyId: AnyPgColumn, referralId: AnyPgColumn) =>
  both(agencyIn(agencyId, ...CASE_STAFF), referralIsMine(referralId));

export const funds = pgTable(
  "fund",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    name: text("name").notNull(),
    code: text("code").notNull(),
    startsOn: date("starts_on", { mode: "string" }).notNull(),
    endsOn: date("ends_on", { mode: "string" }).notNull(),
    /** The period before this one, of the same budget. */
    continuesId: uuid("continues_id"),
    createdAt: createdAt(),
  },
  (t) => [
    check("fund_days", sql`${t.endsOn} > ${t.startsOn}`),
    unique("fund_code").on(t.agencyId, t.code),
    unique("fund_of_agency").on(t.id, t.agencyId),
    // A period has one that follows it, or two would carry over the same money.
    unique("fund_continued_once").on(t.continuesId),
    foreignKey({ columns: [t.continuesId, t.agencyId], foreignColumns: [t.id, t.agencyId], name: "fund_continues" }),
    mayRead("case and finance staff read the funds", agencyIn(t.agencyId, ...money)),
    mayAdd("finance approvers open funds", agencyIn(t.agencyId, "finance_approver")),
    mayChange("finance approvers change funds", agencyIn(t.agencyId, "finance_approver")),
  ],
);

/** A second limit within the whole: so many units in each day, week or month. */
const isPeriod = (t: Record<"period" | "unitsPerPeriod" | "units", AnyPgColumn>) =>
  sql`(${t.period} is null) = (${t.unitsPerPeriod} is null) and ${t.period} in ('day', 'week', 'month') and ${t.unitsPerPeriod} > 0 and ${t.unitsPerPeriod} <= ${t.units}`;

/** Permission to deliver n units at a rate in a period, drawn from a fund. */
export const authorizations = pgTable(
  "authorization",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    referralId: uuid("referral_id").notNull(),
    clientId: uuid("client_id").notNull(),
    serviceId: uuid("service_id").notNull(),
    fundId: uuid("fund_id").notNull(),
    number: text("number").notNull(),
    unitType: text("unit_type").notNull(),
    units: units("units").notNull(),
    unitsUsed: units("units_used").notNull().default(sql`0`),
    /** Of the units no more than so many in each day, week from Monday, or month. */
    period: text("period"),
    unitsPerPeriod: units("units_per_period"),
    rateCents: cents("rate_cents").notNull(),
    amountCents: cents("amount_cents").generatedAlwaysAs(sql`(round(units * rate_cents))::bigint`),
    startsOn: date("starts_on", { mode: "string" }).notNull(),
    /** First day after the period. */
    endsOn: date("ends_on", { mode: "string" }).notNull(),
    timeZone: text("time_zone").notNull(),
    state: text("state").notNull().default("proposed"),
    /** The one it follows, for the same referral. */
    renewsId: uuid("renews_id"),
    /** Who was asked to renew it before it runs out; asked once for each end it has. */
    renewalTaskId: uuid("renewal_task_id").references(() => caseTasks.id),
    proposedBy: uuid("proposed_by").notNull(),
    decidedBy: uuid("decided_by").references(() => memberships.id),
    createdAt: createdAt(),
    decidedAt: instant("decided_at"),
  },
  (t) => [
    check("authorization_units", sql`${t.units} > 0 and ${t.unitsUsed} >= 0 and ${t.unitsUsed} <= ${t.units}`),
    check("authorization_rate", sql`${t.rateCents} > 0`),
    check("authorization_days", sql`${t.endsOn} > ${t.startsOn}`),
    check("authorization_unit_type", sql`${t.unitType} in ('quarter_hour', 'hour', 'session', 'day', 'item')`),
    check("authorization_period", isPeriod(t)),
    unique("authorization_number").on(t.agencyId, t.number),
    unique("authorization_of_all").on(t.id, t.agencyId, t.organizationId, t.clientId),
    toReferral(t, "authorization_referral"),
    foreignKey({
      columns: [t.fundId, t.agencyId],
      foreignColumns: [funds.id, funds.agencyId],
      name: "authorization_fund",
    }),
    foreignKey({
      columns: [t.serviceId, t.organizationId],
      foreignColumns: [services.id, services.organizationId],
      name: "authorization_service",
    }),
    foreignKey({
      columns: [t.proposedBy, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "authorization_proposed_by",
    }),
    index("authorization_agency").on(t.agencyId, t.createdAt.desc(), t.id),
    index("authorization_organization").on(t.organizationId, t.createdAt.desc(), t.id),
    index("authorization_referral_index").on(t.referralId),
    index("authorization_client").on(t.clientId),
    index("authorization_fund_index").on(t.fundId),
    index("authorization_service_index").on(t.serviceId),
    index("authorization_proposed_by_index").on(t.proposedBy),
    index("authorization_decided_by").on(t.decidedBy),
    foreignKey({
      columns: [t.renewsId, t.agencyId, t.organizationId, t.clientId],
      foreignColumns: [t.id, t.agencyId, t.organizationId, t.clientId],
      name: "authorization_renews",
    }),
    index("authorization_renews_index").on(t.renewsId),
    uniqueIndex("authorization_renewed_once").on(t.renewsId).where(sql`${t.state} <> 'revoked'`),
    index("authorization_renewal_task").on(t.renewalTaskId),
    index("authorization_running").on(t.endsOn, t.id).where(sql`${t.state} in ('active', 'exhausted')`),
    mayRead(
      "case and finance staff read their agency's authorizations, a provider its own",
      either(agencyReads(t.agencyId, t.clientId), organizationIn(t.organizationId, ...ORGANIZATION_ROLES)),
    ),
    mayAdd(
      "whoever carries the referral proposes an authorization in their own name",
      both(
        agencyIn(t.agencyId, ...CASE_STAFF),
        referralIsMine(t.referralId),
        isMyMembership(t.proposedBy),
        sql`${t.state} = 'proposed'`,
      ),
    ),
    mayChange("whoever carries the referral and supervisors decide authorizations", carriers(t.agencyId, t.referralId)),
  ],
);

/** The authorization a row draws on, with its agency, provider and client: none of the four may be another's. */
export const toAuthorization = (
  t: Record<"authorizationId" | "agencyId" | "organizationId" | "clientId", AnyPgColumn>,
  name: string,
) =>
  foreignKey({
    columns: [t.authorizationId, t.agencyId, t.organizationId, t.clientId],
    foreignColumns: [
      authorizations.id,
      authorizations.agencyId,
      authorizations.organizationId,
      authorizations.clientId,
    ],
    name,
  });

/** Other units or another last day of an authorization that holds: asked for by one person, granted by a second. What stood before stays here. */
export const authorizationChanges = pgTable(
  "authorization_change",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    organizationId: uuid("organization_id").notNull(),
    clientId: uuid("client_id").notNull(),
    referralId: uuid("referral_id").notNull(),
    authorizationId: uuid("authorization_id").notNull(),
    state: text("state").notNull().default("proposed"),
    units: units("units").notNull(),
    period: text("period"),
    unitsPerPeriod: units("units_per_period"),
    endsOn: date("ends_on", { mode: "string" }).notNull(),
    unitsBefore: units("units_before").notNull(),
    periodBefore: text("period_before"),
    unitsPerPeriodBefore: units("units_per_period_before"),
    endsOnBefore: date("ends_on_before", { mode: "string" }).notNull(),
    words: text("words").notNull(),
    proposedBy: uuid("proposed_by").notNull(),
    createdAt: createdAt(),
    decidedBy: uuid("decided_by").references(() => memberships.id),
    decidedAt: instant("decided_at"),
    decisionWords: text("decision_words").notNull().default(""),
  },
  (t) => [
    check("authorization_change_units", sql`${t.units} > 0`),
    check("authorization_change_period", isPeriod(t)),
    toAuthorization(t, "authorization_change_authorization"),
    toReferral(t, "authorization_change_referral"),
    foreignKey({
      columns: [t.proposedBy, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "authorization_change_proposed_by",
    }),
    index("authorization_change_of").on(t.authorizationId, t.createdAt),
    uniqueIndex("authorization_change_one_open").on(t.authorizationId).where(sql`${t.state} = 'proposed'`),
    index("authorization_change_agency").on(t.agencyId),
    index("authorization_change_organization").on(t.organizationId),
    index("authorization_change_client").on(t.clientId),
    index("authorization_change_referral_index").on(t.referralId),
    index("authorization_change_proposed_by_index").on(t.proposedBy),
    index("authorization_change_decided_by").on(t.decidedBy),
    mayRead(
      "case and finance staff read changes of their agency's authorizations",
      agencyReads(t.agencyId, t.clientId),
    ),
    mayAdd(
      "whoever carries the referral asks for a change in their own name",
      both(carriers(t.agencyId, t.referralId), isMyMembership(t.proposedBy), sql`${t.state} = 'proposed'`),
    ),
    mayChange("whoever carries the referral decides on a change", carriers(t.agencyId, t.referralId)),
  ],
);
