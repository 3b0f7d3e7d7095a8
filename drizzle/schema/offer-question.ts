// What providers ask about an offer before they answer, and what the agency says to it.

import { type SQL, sql } from "drizzle-orm";
import { type AnyPgColumn, check, foreignKey, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./agency";
import { createdAt, id, instant } from "./columns";
import { offers } from "./offer";
import {
  agencyIn,
  both,
  CASE_STAFF,
  either,
  isBorneOffer,
  isMyMembership,
  mayAdd,
  mayChange,
  mayRead,
  ORGANIZATION_ROLES,
  organizationIn,
  referralIsMine,
} from "./policy";
import { referrals } from "./referral";

function offerIsLive(offerId: AnyPgColumn): SQL {
  return sql`exists (select 1 from offer live where live.id = ${offerId} and live.state in ('offered', 'viewed', 'info_requested', 'waitlisted', 'accepted'))`;
}

/** What a provider asks before it answers, and what the agency says; read by the provider only while its offer is live. */
export const offerQuestions = pgTable(
  "offer_question",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    referralId: uuid("referral_id").notNull(),
    organizationId: uuid("organization_id").notNull(),
    offerId: uuid("offer_id").notNull(),
    askedBy: uuid("asked_by")
      .notNull()
      .references(() => memberships.id),
    question: text("question").notNull(),
    createdAt: createdAt(),
    answer: text("answer"),
    answeredBy: uuid("answered_by").references(() => memberships.id),
    answeredAt: instant("answered_at"),
  },
  (t) => [
    check("offer_question_answered", sql`(${t.answer} is null) = (${t.answeredAt} is null)`),
    foreignKey({
      columns: [t.referralId, t.agencyId],
      foreignColumns: [referrals.id, referrals.agencyId],
      name: "offer_question_referral",
    }),
    foreignKey({
      columns: [t.offerId, t.organizationId, t.referralId],
      foreignColumns: [offers.id, offers.organizationId, offers.referralId],
      name: "offer_question_offer",
    }),
    index("offer_question_offer_index").on(t.offerId, t.createdAt),
    index("offer_question_referral_index").on(t.referralId),
    index("offer_question_agency").on(t.agencyId),
    index("offer_question_organization").on(t.organizationId),
    index("offer_question_asked_by").on(t.askedBy),
    index("offer_question_answered_by").on(t.answeredBy),
    mayRead(
      "case staff read what providers asked, a provider its own questions while its offer is live",
      either(
        both(
          agencyIn(t.agencyId, ...CASE_STAFF),
          sql`exists (select 1 from referral asked where asked.id = ${t.referralId})`,
        ),
        both(organizationIn(t.organizationId, ...ORGANIZATION_ROLES), offerIsLive(t.offerId)),
      ),
    ),
    mayAdd(
      "whoever answers for a provider asks in their own name",
      both(
        organizationIn(t.organizationId, "coordinator", "organization_administrator"),
        isMyMembership(t.askedBy),
        offerIsLive(t.offerId),
      ),
    ),
    mayRead("the bearer of an offer's link reads what was asked about it", isBorneOffer(t.offerId)),
    mayAdd(
      "the bearer of an offer's link asks in the name of whom it was mailed to",
      both(
        isBorneOffer(t.offerId),
        sql`${t.askedBy} = (select app.borne_seat())`,
        sql`${t.organizationId} = (select app.borne_organization())`,
        offerIsLive(t.offerId),
      ),
    ),
    mayChange(
      "whoever carries the referral answers",
      both(agencyIn(t.agencyId, ...CASE_STAFF), referralIsMine(t.referralId)),
    ),
  ],
);
