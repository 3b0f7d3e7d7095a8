// The taxonomy tree, and which services belong to which of its terms.

import { sql } from "drizzle-orm";
import { type AnyPgColumn, bigint, index, pgPolicy, pgTable, smallint, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, id } from "./columns";
import { directoryPolicies, organizations, services } from "./organization";
import { appJob, directoryOpen, mayRead, signedIn } from "./policy";

/** A term of the taxonomy tree. */
export const specialties = pgTable(
  "specialty",
  {
    id: id(),
    code: text("code").notNull().unique(),
    name: text("name").notNull(),
    parentId: uuid("parent_id").references((): AnyPgColumn => specialties.id),
    taxonomy: text("taxonomy").notNull().default("throughline"),
    /** Ids from the root to this term, so that a search at any level is one index look-up. */
    path: uuid("path").array().notNull().default(sql`'{}'::uuid[]`),
    /**
     * Where it stands in the tree as one number, given by the database: a term and all below it are one range of numbers.
     * Widths of the six levels in bits, from the root: 12, 11, 10, 10, 10, 10.
     */
    place: bigint("place", { mode: "bigint" }).unique("specialty_place"),
    depth: smallint("depth").notNull().default(1),
    synonyms: text("synonyms").array().notNull().default(sql`'{}'::text[]`),
    createdAt: createdAt(),
  },
  (t) => [
    index("specialty_parent").on(t.parentId),
    index("specialty_path").using("gin", t.path),
    mayRead("whoever is signed in reads the specialties", signedIn),
    mayRead("whoever the directory is open to reads the specialties", directoryOpen),
    mayRead(
      "the bearer of an application picks from the specialties",
      sql`(select app.borne_application()) is not null`,
    ),
    pgPolicy("the importer keeps the specialties", { for: "all", to: appJob, using: sql`true`, withCheck: sql`true` }),
  ],
);

export const serviceSpecialties = pgTable(
  "service_specialty",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    serviceId: uuid("service_id")
      .notNull()
      .references(() => services.id),
    specialtyId: uuid("specialty_id")
      .notNull()
      .references(() => specialties.id),
  },
  (t) => [
    unique("service_specialty_once").on(t.serviceId, t.specialtyId),
    index("service_specialty_specialty").on(t.specialtyId),
    index("service_specialty_organization").on(t.organizationId),
    ...directoryPolicies("specialties of services", t.organizationId),
  ],
);
