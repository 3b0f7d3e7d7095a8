// People who deliver for an organization, and the licences of either. Holds nothing about clients.

import { sql } from "drizzle-orm";
import { check, date, index, pgPolicy, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./agency";
import { createdAt, id, instant } from "./columns";
import { organizations } from "./organization";
import {
  appJob,
  both,
  either,
  inManagedNetwork,
  mayAdd,
  mayChange,
  mayRead,
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

export const credentials = pgTable(
  "credential",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    practitionerId: uuid("practitioner_id").references(() => practitioners.id),
    kind: text("kind").notNull(),
    number: text("number"),
    issuer: text("issuer"),
    issuedOn: date("issued_on", { mode: "string" }),
    /** First day on which it no longer holds. */
    expiresOn: date("expires_on", { mode: "string" }),
    state: text("state").notNull().default("unverified"),
    createdAt: createdAt(),
  },
  (t) => [
    check("credential_kind", sql`${t.kind} in ('licence', 'certificate', 'accreditation', 'insurance')`),
    index("credential_organization").on(t.organizationId),
    index("credential_practitioner").on(t.practitionerId),
    mayRead(
      "an organization, case staff and network managers read credentials",
      either(
        organizationIn(t.organizationId, ...ORGANIZATION_ROLES),
        sql`cardinality((select app.agencies_where('caseworker', 'supervisor', 'network_manager'))::uuid[]) > 0`,
      ),
    ),
    mayAdd(
      "an organization adds its credentials, not yet verified",
      both(
        organizationIn(t.organizationId, "coordinator", "organization_administrator"),
        sql`${t.state} = 'unverified'`,
      ),
    ),
    mayAdd(
      "a network manager adds the credentials an application named, not yet verified",
      both(inManagedNetwork(t.organizationId), sql`${t.state} = 'unverified'`),
    ),
    mayChange("a network manager verifies credentials", inManagedNetwork(t.organizationId)),
    pgPolicy("the worker lets credentials expire", { for: "all", to: appJob, using: sql`true`, withCheck: sql`true` }),
  ],
);
