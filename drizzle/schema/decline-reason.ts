// Why providers may turn an agency's referrals down, as the agency orders and words it. A reason is retired, never deleted: old answers lean on it.

import { sql } from "drizzle-orm";
import { check, integer, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { agencies } from "./agency";
import { createdAt, id, instant } from "./columns";
import { agencyIn, both, CASE_STAFF, mayAdd, mayChange, mayRead } from "./policy";

export const declineReasons = pgTable(
  "decline_reason",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    /** The code of the common list it counts as, so that figures and other systems understand it. */
    code: text("code").notNull(),
    /** The agency's own words; empty: the common ones, in the language of whoever reads. */
    words: text("words").notNull().default(""),
    /** Least first. */
    position: integer("position").notNull(),
    createdAt: createdAt(),
    retiredAt: instant("retired_at"),
  },
  (t) => [
    check(
      "decline_reason_code",
      sql`${t.code} in ('no_capacity', 'waitlist_only', 'not_eligible', 'out_of_area', 'service_not_offered', 'language_not_available', 'missing_documents', 'safety_conflict', 'client_not_contactable', 'client_declined', 'duplicate', 'other')`,
    ),
    check("decline_reason_words", sql`length(${t.words}) <= 120`),
    unique("decline_reason_of_agency").on(t.id, t.agencyId),
    uniqueIndex("decline_reason_common_once").on(t.agencyId, t.code).where(sql`${t.words} = ''`),
    uniqueIndex("decline_reason_place").on(t.agencyId, t.position),
    mayRead(
      "case staff and administrators read their agency's reasons",
      agencyIn(t.agencyId, ...CASE_STAFF, "administrator"),
    ),
    mayRead(
      "whoever reads one of the agency's offers reads the reasons to decline it",
      sql`exists (select 1 from offer asked where asked.agency_id = ${t.agencyId})`,
    ),
    mayAdd("administrators add reasons", both(agencyIn(t.agencyId, "administrator"), sql`${t.retiredAt} is null`)),
    mayChange("administrators word, order and retire reasons", agencyIn(t.agencyId, "administrator")),
  ],
);
