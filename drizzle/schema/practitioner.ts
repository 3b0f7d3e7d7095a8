// People who deliver for an organization, and where they learnt and worked before. Holds nothing about clients.

import { sql } from "drizzle-orm";
import { check, date, foreignKey, index, pgPolicy, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./agency";
import { createdAt, id, instant } from "./columns";
import { organizations } from "./organization";
import {
  appJob,
  either,
  inManagedNetwork,
  mayAdd,
  mayChange,
  mayRead,
  mayRemove,
  ORGANIZATION_ROLES,
  organizationIn,
  signedIn,
} from "./policy";

export const practitioners = pgTable(
  "practitioner",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    membershipId: uuid("membership_id").references(() => memberships.id),
    name: text("name").notNull(),
    title: text("title"),
    languages: text("languages").array().notNull().default(sql`'{}'::text[]`),
    createdAt: createdAt(),
    leftAt: instant("left_at"),
  },
  (t) => [
    unique("practitioner_of_organization").on(t.id, t.organizationId),
    index("practitioner_organization").on(t.organizationId),
    index("practitioner_membership").on(t.membershipId),
    mayRead("whoever is signed in reads the practitioners", signedIn),
    mayAdd(
      "an organization adds its practitioners",
      organizationIn(t.organizationId, "coordinator", "organization_administrator"),
    ),
    mayAdd("a network manager adds the practitioners an application named", inManagedNetwork(t.organizationId)),
    mayChange(
      "an organization changes its practitioners",
      organizationIn(t.organizationId, "coordinator", "organization_administrator"),
    ),
    pgPolicy("the importer keeps the practitioners", {
      for: "all",
      to: appJob,
      using: sql`true`,
      withCheck: sql`true`,
    }),
  ],
);

/** Where a practitioner learnt or worked: one row a school or employer. */
export const practitionerHistories = pgTable(
  "practitioner_history",
  {
    id: id(),
    organizationId: uuid("organization_id").notNull(),
    practitionerId: uuid("practitioner_id").notNull(),
    kind: text("kind").notNull(),
    /** The school or the employer. */
    place: text("place").notNull(),
    /** The degree or the position. */
    title: text("title").notNull(),
    startsOn: date("starts_on", { mode: "string" }).notNull(),
    /** First day after it. Null: still there. */
    endsOn: date("ends_on", { mode: "string" }),
    createdAt: createdAt(),
  },
  (t) => [
    check("practitioner_history_kind", sql`${t.kind} in ('education', 'employment')`),
    check("practitioner_history_days", sql`${t.endsOn} > ${t.startsOn}`),
    foreignKey({
      columns: [t.practitionerId, t.organizationId],
      foreignColumns: [practitioners.id, practitioners.organizationId],
      name: "practitioner_history_of",
    }),
    index("practitioner_history_practitioner").on(t.practitionerId),
    index("practitioner_history_organization").on(t.organizationId),
    mayRead(
      "an organization and its network's managers read where its practitioners learnt and worked",
      either(organizationIn(t.organizationId, ...ORGANIZATION_ROLES), inManagedNetwork(t.organizationId)),
    ),
    mayAdd(
      "an organization adds where its practitioners learnt and worked",
      organizationIn(t.organizationId, "coordinator", "organization_administrator"),
    ),
    mayAdd("a network manager adds the history an application named", inManagedNetwork(t.organizationId)),
    mayRemove(
      "an organization takes back where its practitioners learnt and worked",
      organizationIn(t.organizationId, "coordinator", "organization_administrator"),
    ),
  ],
);
