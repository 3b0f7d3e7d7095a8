// The contracts of agencies with organizations, and the price of a service in a period.

import { sql } from "drizzle-orm";
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
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { agencies, memberships } from "./agency";
import { cents, createdAt, id, instant } from "./columns";
import { documents } from "./consent";
import { organizations, services, updatedAt } from "./organization";
import {
  AGENCY_ROLES,
  agencyIn,
  either,
  mayAdd,
  mayChange,
  mayRead,
  ORGANIZATION_ROLES,
  organizationIn,
} from "./policy";

/** One version of a contract. An amendment is the next version, under the same number, in force from its own first day. */
export const agreements = pgTable(
  "agreement",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    number: text("number").notNull(),
    version: integer("version").notNull().default(1),
    /** The version this one takes the place of from its first day on. */
    amendsId: uuid("amends_id"),
    state: text("state").notNull().default("draft"),
    startsOn: date("starts_on", { mode: "string" }).notNull(),
    /** First day after the agreement. */
    endsOn: date("ends_on", { mode: "string" }).notNull(),
    paymentDays: integer("payment_days").notNull().default(30),
    settings: jsonb("settings").$type<Record<string, unknown>>().notNull().default({}),
    /** The most that may be approved for days of this version; null: no limit but the funds. */
    ceilingCents: cents("ceiling_cents"),
    terms: text("terms").notNull().default(""),
    termsDocumentId: uuid("terms_document_id").references((): AnyPgColumn => documents.id),
    /** How many days before the end either side is to say so; the desk and the provider are reminded then. */
    noticeDays: integer("notice_days").notNull().default(30),
    /** Since when it is in force on its days; null: a draft, or one given up as a draft. */
    activatedAt: instant("activated_at"),
    /** Ended before its time: why, and who said so. The day is the first after its days. */
    terminatedAt: instant("terminated_at"),
    terminatedBy: uuid("terminated_by").references(() => memberships.id),
    terminationCode: text("termination_code"),
    terminationWords: text("termination_words"),
    /** The nearest mark before which end was told to both sides last. */
    toldMark: integer("told_mark"),
    toldEndsOn: date("told_ends_on", { mode: "string" }),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    // One that was ended before its first day never began.
    check(
      "agreement_days",
      sql`${t.endsOn} > ${t.startsOn} or (${t.endsOn} = ${t.startsOn} and ${t.terminatedAt} is not null)`,
    ),
    check("agreement_version", sql`${t.version} >= 1 and (${t.version} > 1) = (${t.amendsId} is not null)`),
    check("agreement_ceiling", sql`${t.ceilingCents} > 0`),
    check("agreement_notice_days", sql`${t.noticeDays} between 1 and 365`),
    check(
      "agreement_termination_whole",
      sql`num_nonnulls(${t.terminatedAt}, ${t.terminatedBy}, ${t.terminationCode}, ${t.terminationWords}) in (0, 4)`,
    ),
    unique("agreement_number").on(t.agencyId, t.number, t.version),
    foreignKey({
      columns: [t.amendsId, t.agencyId, t.organizationId],
      foreignColumns: [t.id, t.agencyId, t.organizationId],
      name: "agreement_amends",
    }),
    uniqueIndex("agreement_amended_once").on(t.amendsId).where(sql`${t.state} <> 'discarded'`),
    index("agreement_amends_index").on(t.amendsId),
    index("agreement_terms_document").on(t.termsDocumentId),
    index("agreement_terminated_by").on(t.terminatedBy),
    unique("agreement_of_both").on(t.id, t.agencyId, t.organizationId),
    index("agreement_agency").on(t.agencyId, t.organizationId),
    index("agreement_organization").on(t.organizationId),
    mayRead(
      "both sides read their agreement",
      either(agencyIn(t.agencyId, ...AGENCY_ROLES), organizationIn(t.organizationId, ...ORGANIZATION_ROLES)),
    ),
    mayAdd("a network manager drafts an agreement", agencyIn(t.agencyId, "network_manager")),
    mayChange("a network manager changes an agreement", agencyIn(t.agencyId, "network_manager")),
  ],
);

/** The price of a service per unit in a period; two prices never hold at once. */
export const rates = pgTable(
  "rate",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    agreementId: uuid("agreement_id")
      .notNull()
      .references(() => agreements.id),
    serviceId: uuid("service_id")
      .notNull()
      .references(() => services.id),
    unitType: text("unit_type").notNull(),
    rateCents: cents("rate_cents").notNull(),
    startsOn: date("starts_on", { mode: "string" }).notNull(),
    endsOn: date("ends_on", { mode: "string" }).notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    check("rate_positive", sql`${t.rateCents} > 0`),
    check("rate_days", sql`${t.endsOn} > ${t.startsOn}`),
    check("rate_unit_type", sql`${t.unitType} in ('quarter_hour', 'hour', 'session', 'day', 'item')`),
    index("rate_agency").on(t.agencyId, t.serviceId),
    index("rate_agreement").on(t.agreementId),
    index("rate_organization").on(t.organizationId),
    index("rate_service").on(t.serviceId),
    mayRead(
      "both sides read their rates",
      either(agencyIn(t.agencyId, ...AGENCY_ROLES), organizationIn(t.organizationId, ...ORGANIZATION_ROLES)),
    ),
    mayAdd("a network manager sets a rate", agencyIn(t.agencyId, "network_manager")),
    mayChange("a network manager ends a rate", agencyIn(t.agencyId, "network_manager")),
  ],
);
