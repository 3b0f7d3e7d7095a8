// What providers report of how it goes: notes beside sessions, and how each shared goal comes on.

import { sql } from "drizzle-orm";
import { check, index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./agency";
import { createdAt, id } from "./columns";
import { serviceSessions } from "./delivery";
import { planGoals } from "./plan";
import {
  agencyIn,
  both,
  CASE_STAFF,
  either,
  isMyMembership,
  mayAdd,
  mayRead,
  ORGANIZATION_ROLES,
  organizationIn,
} from "./policy";
import { toReferral } from "./referral";

export const progressNotes = pgTable(
  "progress_note",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    organizationId: uuid("organization_id").notNull(),
    clientId: uuid("client_id").notNull(),
    referralId: uuid("referral_id").notNull(),
    sessionId: uuid("session_id").references(() => serviceSessions.id),
    words: text("words").notNull(),
    authorMembershipId: uuid("author_membership_id")
      .notNull()
      .references(() => memberships.id),
    createdAt: createdAt(),
  },
  (t) => [
    toReferral(t, "progress_note_referral"),
    index("progress_note_referral_index").on(t.referralId, t.createdAt.desc()),
    index("progress_note_agency").on(t.agencyId),
    index("progress_note_organization").on(t.organizationId),
    index("progress_note_client").on(t.clientId),
    index("progress_note_session").on(t.sessionId),
    index("progress_note_author").on(t.authorMembershipId),
    mayRead(
      "case staff read the progress of referrals that are open to them, a provider its own",
      either(
        both(
          agencyIn(t.agencyId, ...CASE_STAFF),
          sql`exists (select 1 from referral seen where seen.id = ${t.referralId})`,
        ),
        organizationIn(t.organizationId, ...ORGANIZATION_ROLES),
      ),
    ),
    mayAdd(
      "a provider who holds the referral reports progress in their own name",
      both(
        organizationIn(t.organizationId, "coordinator", "practitioner", "organization_administrator"),
        isMyMembership(t.authorMembershipId),
        sql`${t.referralId} = any((select app.held_referrals())::uuid[])`,
      ),
    ),
  ],
);

/** What a report says of one goal of the care plan, as far as that goal was shared with the provider. */
export const progressGoals = pgTable(
  "progress_goal",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    organizationId: uuid("organization_id").notNull(),
    clientId: uuid("client_id").notNull(),
    referralId: uuid("referral_id").notNull(),
    noteId: uuid("note_id")
      .notNull()
      .references(() => progressNotes.id),
    goalId: uuid("goal_id")
      .notNull()
      .references(() => planGoals.id),
    standing: text("standing").notNull(),
    words: text("words").notNull().default(""),
    createdAt: createdAt(),
  },
  (t) => [
    check("progress_goal_standing", sql`${t.standing} in ('reached', 'closer', 'same', 'further')`),
    unique("progress_goal_once").on(t.noteId, t.goalId),
    toReferral(t, "progress_goal_referral"),
    index("progress_goal_referral_index").on(t.referralId, t.createdAt.desc()),
    index("progress_goal_goal").on(t.goalId),
    index("progress_goal_agency").on(t.agencyId),
    index("progress_goal_organization").on(t.organizationId),
    index("progress_goal_client").on(t.clientId),
    mayRead(
      "case staff read how goals come on where referrals are open to them, a provider what it reported",
      either(
        both(
          agencyIn(t.agencyId, ...CASE_STAFF),
          sql`exists (select 1 from referral seen where seen.id = ${t.referralId})`,
        ),
        organizationIn(t.organizationId, ...ORGANIZATION_ROLES),
      ),
    ),
    mayAdd(
      "a provider who holds the referral says how a goal comes on, in a report of its own",
      both(
        organizationIn(t.organizationId, "coordinator", "practitioner", "organization_administrator"),
        sql`${t.referralId} = any((select app.held_referrals())::uuid[])`,
      ),
    ),
  ],
);
