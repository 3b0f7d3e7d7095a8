// How a provider did in a quarter for one agency, as it was counted then. The provider reads and answers it before the agency's staff see it.

import { sql } from "drizzle-orm";
import { check, date, index, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { agencies, memberships } from "./agency";
import { createdAt, id, instant } from "./columns";
import { organizations } from "./organization";
import { agencyIn, both, either, isMyMembership, mayChange, mayRead, organizationIn } from "./policy";
import { specialties } from "./specialty";

/** Figures by their keys, each as it may be shown: never a number that was kept back. */
export type CardFigures = Readonly<Record<string, unknown>>;

/** Answered, or the days to answer are over. */
const isOpen = sql`(answered_at is not null or opens_at <= (select app.clock()))`;

export const scoreCards = pgTable(
  "score_card",
  {
    id: id(),
    agencyId: uuid("agency_id")
      .notNull()
      .references(() => agencies.id),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    /** 2026-Q3, with its first day and the first day after it on the agency's calendar. */
    quarter: text("quarter").notNull(),
    fromDay: date("from_day", { mode: "string" }).notNull(),
    untilDay: date("until_day", { mode: "string" }).notNull(),
    /** What it was asked for most: providers of the same are the similar ones. */
    specialtyId: uuid("specialty_id").references(() => specialties.id),
    figures: jsonb("figures").$type<CardFigures>().notNull(),
    /** The same of similar providers together, where there are enough of them. */
    peers: jsonb("peers").$type<CardFigures>().notNull(),
    /** Who was served, and why referrals were declined. */
    mix: jsonb("mix").$type<CardFigures>().notNull(),
    /** Why a person of the network desk should look at it; empty: nobody need. */
    reasons: text("reasons").array().notNull().default(sql`'{}'::text[]`),
    createdAt: createdAt(),
    /** From then on the agency's staff see it, answered or not. */
    opensAt: instant("opens_at").notNull(),
    /** When its provider was told once more that the days to answer are nearly over. */
    remindedAt: instant("reminded_at"),
    answer: text("answer"),
    answeredBy: uuid("answered_by").references(() => memberships.id),
    answeredAt: instant("answered_at"),
    /** What the network desk did about the reasons. */
    review: text("review"),
    reviewedBy: uuid("reviewed_by").references(() => memberships.id),
    reviewedAt: instant("reviewed_at"),
  },
  (t) => [
    check("score_card_quarter", sql`${t.quarter} ~ '^2[0-9]{3}-Q[1-4]$' and ${t.untilDay} > ${t.fromDay}`),
    check("score_card_answer_whole", sql`num_nonnulls(${t.answer}, ${t.answeredBy}, ${t.answeredAt}) in (0, 3)`),
    check("score_card_review_whole", sql`num_nonnulls(${t.review}, ${t.reviewedBy}, ${t.reviewedAt}) in (0, 3)`),
    check("score_card_words", sql`length(${t.answer}) <= 4000 and length(${t.review}) <= 4000`),
    unique("score_card_once").on(t.agencyId, t.organizationId, t.quarter),
    index("score_card_organization").on(t.organizationId, t.untilDay),
    index("score_card_quarter_index").on(t.agencyId, t.quarter),
    index("score_card_waits").on(t.agencyId, t.id).where(sql`${t.reviewedAt} is null and ${t.reasons} <> '{}'::text[]`),
    index("score_card_unanswered").on(t.opensAt).where(sql`${t.answeredAt} is null and ${t.remindedAt} is null`),
    index("score_card_specialty").on(t.specialtyId),
    index("score_card_answered_by").on(t.answeredBy),
    index("score_card_reviewed_by").on(t.reviewedBy),
    mayRead(
      "a provider's leads read its own cards, the agency's supervisors and network managers once they are open",
      either(
        organizationIn(t.organizationId, "coordinator", "organization_administrator"),
        both(agencyIn(t.agencyId, "supervisor", "network_manager"), isOpen),
      ),
    ),
    mayChange(
      "a provider's leads answer their card once, in their own name",
      both(organizationIn(t.organizationId, "coordinator", "organization_administrator"), sql`${t.answeredAt} is null`),
      both(organizationIn(t.organizationId, "coordinator", "organization_administrator"), isMyMembership(t.answeredBy)),
    ),
    mayChange(
      "a network manager says once what was done about an open card, in their own name",
      both(agencyIn(t.agencyId, "network_manager"), isOpen, sql`${t.reviewedAt} is null`),
      both(agencyIn(t.agencyId, "network_manager"), isMyMembership(t.reviewedBy)),
    ),
  ],
);
