// Links by which whoever answers for a provider answers one offer from a mail, without signing in. Only hashes of their keys are kept.

import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgPolicy, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./agency";
import { createdAt, id, instant } from "./columns";
import { agencyIn, appUser, both, CASE_STAFF, mayAdd, referralIsMine } from "./policy";
import { offers } from "./offer";
import { referrals } from "./referral";

export const answerLinks = pgTable(
  "answer_link",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    referralId: uuid("referral_id").notNull(),
    organizationId: uuid("organization_id").notNull(),
    offerId: uuid("offer_id").notNull(),
    /** Whose mail it went to: an answer by it is theirs. */
    membershipId: uuid("membership_id")
      .notNull()
      .references(() => memberships.id),
    tokenHash: text("token_hash").notNull().unique(),
    createdAt: createdAt(),
    /** The end of the offer's last day for an answer; the database writes it. */
    expiresAt: instant("expires_at").notNull().default(sql`app.clock()`),
    usedAt: instant("used_at"),
    /** What was answered by it: accept, decline, ask or waitlist. */
    usedFor: text("used_for"),
    /** When the offer ended some other way. */
    closedAt: instant("closed_at"),
  },
  (t) => [
    check("answer_link_used", sql`(${t.usedAt} is null) = (${t.usedFor} is null)`),
    check("answer_link_used_for", sql`${t.usedFor} in ('accept', 'decline', 'ask', 'waitlist')`),
    foreignKey({
      columns: [t.referralId, t.agencyId],
      foreignColumns: [referrals.id, referrals.agencyId],
      name: "answer_link_referral",
    }),
    foreignKey({
      columns: [t.offerId, t.organizationId, t.referralId],
      foreignColumns: [offers.id, offers.organizationId, offers.referralId],
      name: "answer_link_offer",
    }),
    index("answer_link_offer_index").on(t.offerId).where(sql`${t.usedAt} is null and ${t.closedAt} is null`),
    index("answer_link_of_offer").on(t.offerId, t.createdAt.desc()),
    index("answer_link_referral_index").on(t.referralId),
    index("answer_link_agency").on(t.agencyId),
    index("answer_link_organization").on(t.organizationId),
    index("answer_link_membership").on(t.membershipId),
    mayAdd(
      "whoever carries the referral gives a link to those who answer",
      both(agencyIn(t.agencyId, ...CASE_STAFF), referralIsMine(t.referralId)),
    ),
    pgPolicy("nobody reads the links of others", { for: "select", to: appUser, using: sql`false` }),
  ],
);
