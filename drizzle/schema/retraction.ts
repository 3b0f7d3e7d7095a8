// The question whether a referral was entered in error: asked by one person, decided by another. Kept whichever way it goes; no provider reads it.

import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { seat } from "./agency";
import { createdAt, id, instant } from "./columns";
import {
  agencyIn,
  both,
  CASE_STAFF,
  isMyMembership,
  mayAdd,
  mayChange,
  mayRead,
  referralIsMine,
  staffOnOpenReferral,
} from "./policy";
import { referrals } from "./referral";

export const retractions = pgTable(
  "retraction",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    referralId: uuid("referral_id").notNull(),
    state: text("state").notNull().default("asked"),
    /** What was wrong. */
    words: text("words").notNull(),
    askedBy: uuid("asked_by").notNull(),
    createdAt: createdAt(),
    decidedBy: uuid("decided_by"),
    decidedAt: instant("decided_at"),
    /** Why it was no mistake. */
    decisionWords: text("decision_words").notNull().default(""),
  },
  (t) => [
    check("retraction_words", sql`length(${t.words}) between 1 and 2000 and length(${t.decisionWords}) <= 2000`),
    check(
      "retraction_decided",
      sql`(${t.state} in ('confirmed', 'refused')) = (${t.decidedBy} is not null and ${t.decidedAt} is not null)`,
    ),
    uniqueIndex("retraction_one_asked").on(t.referralId).where(sql`${t.state} = 'asked'`),
    foreignKey({
      columns: [t.referralId, t.agencyId],
      foreignColumns: [referrals.id, referrals.agencyId],
      name: "retraction_referral",
    }),
    seat(t.askedBy, t.agencyId, "retraction_asked_by"),
    seat(t.decidedBy, t.agencyId, "retraction_decided_by"),
    index("retraction_referral_index").on(t.referralId, t.createdAt.desc()),
    index("retraction_agency").on(t.agencyId, t.createdAt).where(sql`${t.state} = 'asked'`),
    index("retraction_asked_by_index").on(t.askedBy),
    index("retraction_decided_by_index").on(t.decidedBy),
    mayRead("case staff read whether a referral was a mistake", staffOnOpenReferral(t.agencyId, t.referralId)),
    mayAdd(
      "whoever carries the referral asks in their own name",
      both(agencyIn(t.agencyId, ...CASE_STAFF), referralIsMine(t.referralId), isMyMembership(t.askedBy)),
    ),
    mayChange(
      "whoever carries the referral decides or takes the question back",
      both(agencyIn(t.agencyId, ...CASE_STAFF), referralIsMine(t.referralId)),
    ),
  ],
);
