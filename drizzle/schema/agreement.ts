// The contracts of agencies with organizations, and the price of a service in a period.

import { sql } from "drizzle-orm";
import { check, date, index, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { agencies } from "./agency";
import { cents, createdAt, id } from "./columns";
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
    state: text("state").notNull().default("draft"),
    startsOn: date("starts_on", { mode: "string" }).notNull(),
    /** First day after the agreement. */
    endsOn: date("ends_on", { mode: "string" }).notNull(),
    paymentDays: integer("payment_days").notNull().default(30),
    settings: jsonb("settings").$type<Record<string, unknown>>().notNull().default({}),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    check("agreement_days", sql`${t.endsOn} > ${t.startsOn}`),
    unique("agreement_number").on(t.agencyId, t.number),
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
