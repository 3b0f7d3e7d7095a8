// When a provider did not stand in an agency's network, why, and what became of the services that were running.

import { sql } from "drizzle-orm";
import { check, date, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { agencies, memberships } from "./agency";
import { createdAt, id, instant } from "./columns";
import { organizations } from "./organization";
import {
  AGENCY_ROLES,
  agencyIn,
  both,
  either,
  isMyMembership,
  mayAdd,
  mayChange,
  mayRead,
  ORGANIZATION_ROLES,
  organizationIn,
} from "./policy";

export const suspensions = pgTable(
  "suspension",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    /** On the agency's calendar: no new referral from this day on. */
    fromDay: date("from_day", { mode: "string" }).notNull(),
    /** First day on which the provider stands again; null: nobody has reinstated it. Equal to the first day: it never began. */
    untilDay: date("until_day", { mode: "string" }),
    reasonCode: text("reason_code").notNull(),
    /** Said to the provider. */
    words: text("words").notNull(),
    /** Whether what runs goes on: continue, stop. */
    services: text("services").notNull(),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => memberships.id),
    createdAt: createdAt(),
    endedAt: instant("ended_at"),
    endedBy: uuid("ended_by").references(() => memberships.id),
    endWords: text("end_words"),
  },
  (t) => [
    check("suspension_services", sql`${t.services} in ('continue', 'stop')`),
    check("suspension_days", sql`${t.untilDay} >= ${t.fromDay}`),
    check(
      "suspension_end_whole",
      sql`(${t.untilDay} is null) = (${t.endedAt} is null) and (${t.untilDay} is null) = (${t.endedBy} is null)`,
    ),
    index("suspension_agency").on(t.agencyId, t.organizationId, t.fromDay),
    index("suspension_organization").on(t.organizationId),
    index("suspension_created_by").on(t.createdBy),
    index("suspension_ended_by").on(t.endedBy),
    mayRead(
      "both sides read a suspension",
      either(agencyIn(t.agencyId, ...AGENCY_ROLES), organizationIn(t.organizationId, ...ORGANIZATION_ROLES)),
    ),
    mayAdd(
      "a network manager suspends a provider in their own name",
      both(agencyIn(t.agencyId, "network_manager"), isMyMembership(t.createdBy)),
    ),
    mayChange("a network manager reinstates a provider", agencyIn(t.agencyId, "network_manager")),
  ],
);
