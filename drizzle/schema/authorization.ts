// Funds and authorizations: what may be delivered, at which price, from which budget.

import { sql } from "drizzle-orm";
import { type AnyPgColumn, check, date, foreignKey, index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { agencies, memberships } from "./agency";
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
    createdAt: createdAt(),
  },
  (t) => [
    check("fund_days", sql`${t.endsOn} > ${t.startsOn}`),
    unique("fund_code").on(t.agencyId, t.code),
    unique("fund_of_agency").on(t.id, t.agencyId),
    mayRead("case and finance staff read the funds", agencyIn(t.agencyId, ...money)),
    mayAdd("finance approvers open funds", agencyIn(t.agencyId, "finance_approver")),
    mayChange("finance approvers change funds", agencyIn(t.agencyId, "finance_approver")),
  ],
);

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
    rateCents: cents("rate_cents").notNull(),
    amountCents: cents("amount_cents").generatedAlwaysAs(sql`(round(units * rate_cents))::bigint`),
    startsOn: date("starts_on", { mode: "string" }).notNull(),
    /** First day after the period. */
    endsOn: date("ends_on", { mode: "string" }).notNull(),
    timeZone: text("time_zone").notNull(),
    state: text("state").notNull().default("proposed"),
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
