// Two records of the directory that may be one organization: proposed, joined by a person, parted again. Never merged.

import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { agencies, memberships } from "./agency";
import { createdAt, id, instant } from "./columns";
import { organizations } from "./organization";
import { agencyIn, mayChange, mayRead } from "./policy";

export const organizationPairs = pgTable(
  "organization_pair",
  {
    id: id(),
    /** Whose network desk it is proposed to: one of the two came by this agency. */
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    /** The one of the two with the smaller id, so that a pair is there once. */
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    otherOrganizationId: uuid("other_organization_id")
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    state: text("state").notNull().default("proposed"),
    /** Why they may be one beside their names: telephone, web, address, place. */
    reasons: text("reasons").array().notNull(),
    /** While joined: the one that is listed. */
    standsId: uuid("stands_id"),
    createdAt: createdAt(),
    decidedBy: uuid("decided_by"),
    decidedAt: instant("decided_at"),
  },
  (t) => [
    unique("organization_pair_once").on(t.agencyId, t.organizationId, t.otherOrganizationId),
    check("organization_pair_order", sql`${t.organizationId} < ${t.otherOrganizationId}`),
    check("organization_pair_reasons", sql`${t.reasons} <@ '{telephone,web,address,place}'::text[]`),
    check(
      "organization_pair_stands",
      sql`(${t.state} = 'joined') = (${t.standsId} is not null) and ${t.standsId} in (${t.organizationId}, ${t.otherOrganizationId})`,
    ),
    foreignKey({
      columns: [t.decidedBy, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "organization_pair_decided_by",
    }),
    index("organization_pair_state").on(t.agencyId, t.state, t.id),
    index("organization_pair_organization").on(t.organizationId),
    index("organization_pair_other").on(t.otherOrganizationId),
    index("organization_pair_decided_by_index").on(t.decidedBy),
    // A record that is set aside stands behind one other, whichever agency joined them.
    uniqueIndex("organization_pair_behind_one")
      .on(
        sql`(case when ${t.standsId} = ${t.organizationId} then ${t.otherOrganizationId} else ${t.organizationId} end)`,
      )
      .where(sql`${t.state} = 'joined'`),
    mayRead("network managers read the pairs proposed to their agency", agencyIn(t.agencyId, "network_manager")),
    mayChange("network managers join, part and tell apart those pairs", agencyIn(t.agencyId, "network_manager")),
  ],
);
