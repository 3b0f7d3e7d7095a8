// A restricted case opened in an emergency: by whom, why, for how long, and what another person said of it afterwards.

import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./agency";
import { cases } from "./client";
import { createdAt, id, instant } from "./columns";
import { agencyIn, both, CASE_STAFF, either, isMyMembership, mayChange, mayRead } from "./policy";

export const emergencyAccesses = pgTable(
  "emergency_access",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    caseId: uuid("case_id").notNull(),
    clientId: uuid("client_id").notNull(),
    membershipId: uuid("membership_id").notNull(),
    reason: text("reason").notNull(),
    words: text("words").notNull(),
    state: text("state").notNull().default("open"),
    openedAt: createdAt(),
    /** Until then it opens the case; after it, nothing, whether or not anybody wrote that down. */
    endsAt: instant("ends_at").notNull(),
    endedAt: instant("ended_at"),
    reviewedBy: uuid("reviewed_by").references(() => memberships.id),
    reviewedAt: instant("reviewed_at"),
    verdict: text("verdict"),
    reviewWords: text("review_words"),
  },
  (t) => [
    check("emergency_access_reason", sql`${t.reason} in ('danger_to_life', 'child_protection', 'colleague_away')`),
    check("emergency_access_words", sql`length(${t.words}) >= 20`),
    check(
      "emergency_access_span",
      sql`${t.endsAt} > ${t.openedAt} and ${t.endsAt} <= ${t.openedAt} + interval '1 hour'`,
    ),
    check("emergency_access_ended", sql`(${t.state} = 'open') = (${t.endedAt} is null)`),
    check(
      "emergency_access_reviewed",
      sql`num_nonnulls(${t.reviewedBy}, ${t.reviewedAt}, ${t.verdict}, ${t.reviewWords}) = case when ${t.state} = 'reviewed' then 4 else 0 end`,
    ),
    check("emergency_access_verdict", sql`${t.verdict} in ('justified', 'not_justified')`),
    foreignKey({
      columns: [t.caseId, t.clientId, t.agencyId],
      foreignColumns: [cases.id, cases.clientId, cases.agencyId],
      name: "emergency_access_case",
    }),
    foreignKey({
      columns: [t.membershipId, t.agencyId],
      foreignColumns: [memberships.id, memberships.agencyId],
      name: "emergency_access_membership",
    }),
    uniqueIndex("emergency_access_one_open").on(t.membershipId, t.caseId).where(sql`${t.state} = 'open'`),
    index("emergency_access_agency").on(t.agencyId, t.openedAt.desc(), t.id),
    index("emergency_access_case_index").on(t.caseId),
    index("emergency_access_client").on(t.clientId),
    index("emergency_access_due").on(t.endsAt).where(sql`${t.state} = 'open'`),
    index("emergency_access_reviewed_by").on(t.reviewedBy),
    mayRead(
      "who opened a case in an emergency, its team, supervisors, auditors and administrators read of it",
      either(
        agencyIn(t.agencyId, "supervisor", "auditor", "administrator"),
        both(
          agencyIn(t.agencyId, ...CASE_STAFF),
          either(isMyMembership(t.membershipId), sql`${t.caseId} = any((select app.my_cases())::uuid[])`),
        ),
      ),
    ),
    mayChange(
      "who opened it, the case's team and supervisors end it; a supervisor reviews it",
      both(
        agencyIn(t.agencyId, ...CASE_STAFF),
        either(
          agencyIn(t.agencyId, "supervisor"),
          both(
            either(isMyMembership(t.membershipId), sql`${t.caseId} = any((select app.my_cases())::uuid[])`),
            sql`${t.state} <> 'reviewed'`,
          ),
        ),
      ),
    ),
  ],
);
