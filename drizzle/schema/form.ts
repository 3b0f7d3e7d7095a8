// Forms that an agency writes itself, and their versions. A form holds no answer: those stand with what was filled in.

import { sql } from "drizzle-orm";
import {
  boolean,
  check,
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
import { createdAt, id, instant } from "./columns";
import { services } from "./organization";
import { AGENCY_ROLES, agencyIn, both, isMyMembership, mayAdd, mayChange, mayRead } from "./policy";

export const forms = pgTable(
  "form",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    /** What it is filled in for: an assessment, or a referral to the service that asks for it. */
    kind: text("kind").notNull(),
    /** The service that asks for it with each referral. */
    serviceId: uuid("service_id").references(() => services.id),
    name: text("name").notNull(),
    purpose: text("purpose").notNull().default(""),
    /** Its answers are read by those who carry the case and supervisors alone. */
    sensitive: boolean("sensitive").notNull().default(false),
    createdBy: uuid("created_by").notNull(),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().default(sql`app.clock()`),
  },
  (t) => [
    check("form_kind", sql`${t.kind} in ('assessment', 'referral')`),
    check("form_of_service", sql`(${t.kind} = 'referral') = (${t.serviceId} is not null)`),
    index("form_service").on(t.serviceId),
    uniqueIndex("form_name").on(t.agencyId, t.kind, sql`lower(${t.name})`),
    unique("form_of_agency").on(t.id, t.agencyId),
    foreignKey({
      columns: [t.createdBy, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "form_created_by",
    }),
    index("form_created_by_index").on(t.createdBy),
    mayRead("the agency's people read its forms", agencyIn(t.agencyId, ...AGENCY_ROLES)),
    mayAdd(
      "an administrator makes forms in their own name",
      both(agencyIn(t.agencyId, "administrator"), isMyMembership(t.createdBy)),
    ),
    mayChange("an administrator changes what a form is called and who reads it", agencyIn(t.agencyId, "administrator")),
  ],
);

/** What a form asks, as it stands at one time. Written while a draft; published it never changes. */
export const formVersions = pgTable(
  "form_version",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    formId: uuid("form_id").notNull(),
    number: integer("number").notNull(),
    state: text("state").notNull().default("draft"),
    content: jsonb("content").notNull(),
    createdBy: uuid("created_by").notNull(),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().default(sql`app.clock()`),
    publishedAt: instant("published_at"),
    publishedBy: uuid("published_by"),
    retiredAt: instant("retired_at"),
  },
  (t) => [
    check("form_version_number", sql`${t.number} > 0`),
    check(
      "form_version_published",
      sql`(${t.state} in ('published', 'retired')) = (${t.publishedAt} is not null and ${t.publishedBy} is not null)`,
    ),
    unique("form_version_once").on(t.formId, t.number),
    unique("form_version_of_form").on(t.id, t.formId, t.agencyId),
    uniqueIndex("form_version_one_draft").on(t.formId).where(sql`${t.state} = 'draft'`),
    uniqueIndex("form_version_one_published").on(t.formId).where(sql`${t.state} = 'published'`),
    foreignKey({
      columns: [t.formId, t.agencyId],
      foreignColumns: [forms.id, forms.agencyId],
      name: "form_version_form",
    }),
    foreignKey({
      columns: [t.createdBy, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "form_version_created_by",
    }),
    foreignKey({
      columns: [t.publishedBy, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "form_version_published_by",
    }),
    index("form_version_agency").on(t.agencyId),
    index("form_version_created_by_index").on(t.createdBy),
    index("form_version_published_by_index").on(t.publishedBy),
    mayRead("the agency's people read what its forms ask", agencyIn(t.agencyId, ...AGENCY_ROLES)),
    mayAdd(
      "an administrator begins a version in their own name",
      both(agencyIn(t.agencyId, "administrator"), isMyMembership(t.createdBy)),
    ),
    mayChange("an administrator writes, publishes and retires versions", agencyIn(t.agencyId, "administrator")),
  ],
);
