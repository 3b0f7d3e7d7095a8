// What an agency wants to know of every referral: milestones and results, as it words and orders them, and what providers say of each. Neither is ever deleted.

import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { agencies, memberships } from "./agency";
import { createdAt, id, instant } from "./columns";
import {
  agencyIn,
  both,
  CASE_STAFF,
  either,
  isMyMembership,
  mayAdd,
  mayChange,
  mayRead,
  ORGANIZATION_ROLES,
  organizationIn,
  staffOnOpenReferral,
} from "./policy";
import { toReferral } from "./referral";
import { specialties } from "./specialty";

export const progressPoints = pgTable(
  "progress_point",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    /** Asked of referrals for this specialty and those under it; of every referral where there is none. */
    specialtyId: uuid("specialty_id").references(() => specialties.id),
    kind: text("kind").notNull(),
    words: text("words").notNull(),
    /** What a number counts, such as "days". */
    unit: text("unit").notNull().default(""),
    /** What may be chosen, in this order. */
    choices: text("choices").array().notNull().default(sql`'{}'::text[]`),
    /** Least first. */
    position: integer("position").notNull(),
    createdAt: createdAt(),
    retiredAt: instant("retired_at"),
  },
  (t) => [
    check("progress_point_kind", sql`${t.kind} in ('milestone', 'yes_no', 'number', 'choice')`),
    check("progress_point_words", sql`length(${t.words}) between 1 and 120`),
    check(
      "progress_point_unit",
      sql`case when ${t.kind} = 'number' then length(${t.unit}) between 1 and 40 else ${t.unit} = '' end`,
    ),
    check(
      "progress_point_choices",
      sql`case when ${t.kind} = 'choice' then cardinality(${t.choices}) between 2 and 10 else ${t.choices} = '{}' end`,
    ),
    unique("progress_point_of_agency").on(t.id, t.agencyId),
    uniqueIndex("progress_point_place").on(t.agencyId, t.position),
    index("progress_point_specialty").on(t.specialtyId),
    mayRead(
      "case staff and administrators read their agency's milestones and results",
      agencyIn(t.agencyId, ...CASE_STAFF, "administrator"),
    ),
    mayRead(
      "whoever reads one of the agency's offers reads what it wants to know",
      sql`exists (select 1 from offer asked where asked.agency_id = ${t.agencyId})`,
    ),
    mayAdd(
      "administrators add milestones and results",
      both(agencyIn(t.agencyId, "administrator"), sql`${t.retiredAt} is null`),
    ),
    mayChange("administrators word, order and retire milestones and results", agencyIn(t.agencyId, "administrator")),
  ],
);

/** What a provider says of one point. A correction is a new row; the old one stays and is no longer current. */
export const progressMarks = pgTable(
  "progress_mark",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    organizationId: uuid("organization_id").notNull(),
    clientId: uuid("client_id").notNull(),
    referralId: uuid("referral_id").notNull(),
    pointId: uuid("point_id").notNull(),
    /** The point's words of that day, which the database fills in. */
    words: text("words").notNull().default(""),
    onDay: date("on_day", { mode: "string" }).notNull(),
    /** Of a milestone none; else "yes" or "no", a decimal such as "12.5", or one of the choices. */
    value: text("value").notNull().default(""),
    note: text("note").notNull().default(""),
    /** It was a mistake: nothing is said of the point any more. */
    takenBack: boolean("taken_back").notNull().default(false),
    recordedBy: uuid("recorded_by")
      .notNull()
      .references(() => memberships.id),
    createdAt: createdAt(),
    correctsId: uuid("corrects_id").references((): AnyPgColumn => progressMarks.id),
    current: boolean("current").notNull().default(true),
  },
  (t) => [
    check("progress_mark_note", sql`length(${t.note}) <= 500`),
    check("progress_mark_taken_back", sql`not ${t.takenBack} or ${t.correctsId} is not null`),
    uniqueIndex("progress_mark_one_current").on(t.referralId, t.pointId, t.organizationId).where(sql`${t.current}`),
    toReferral(t, "progress_mark_referral"),
    foreignKey({
      columns: [t.pointId, t.agencyId],
      foreignColumns: [progressPoints.id, progressPoints.agencyId],
      name: "progress_mark_point",
    }),
    index("progress_mark_referral_index").on(t.referralId, t.createdAt.desc()),
    index("progress_mark_point_index").on(t.pointId),
    index("progress_mark_agency").on(t.agencyId),
    index("progress_mark_organization").on(t.organizationId),
    index("progress_mark_client").on(t.clientId),
    index("progress_mark_recorded_by").on(t.recordedBy),
    index("progress_mark_corrects").on(t.correctsId),
    mayRead(
      "case staff read what was reached where referrals are open to them, a provider what it said",
      either(staffOnOpenReferral(t.agencyId, t.referralId), organizationIn(t.organizationId, ...ORGANIZATION_ROLES)),
    ),
    mayAdd(
      "a provider who holds the referral says in their own name what was reached",
      both(
        organizationIn(t.organizationId, "coordinator", "practitioner", "organization_administrator"),
        isMyMembership(t.recordedBy),
        sql`${t.referralId} = any((select app.held_referrals())::uuid[])`,
      ),
    ),
    mayChange(
      "a provider who holds the referral sets aside what it corrects",
      both(
        organizationIn(t.organizationId, "coordinator", "practitioner", "organization_administrator"),
        sql`${t.referralId} = any((select app.held_referrals())::uuid[])`,
      ),
    ),
  ],
);
