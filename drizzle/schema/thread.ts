// What caseworker and provider say to each other about one referral, and who read until where. One thread for each referral and organization; never another's.
import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./agency";
import { createdAt, id, instant } from "./columns";
import { documents } from "./consent";
import { organizations } from "./organization";
import {
  agencyIn,
  both,
  CASE_STAFF,
  either,
  isDisclosed,
  isMyMembership,
  mayAdd,
  mayChange,
  mayRead,
  organizationIn,
  referralIsMine,
  staffOnOpenReferral,
} from "./policy";
import { referrals } from "./referral";

type OfThread = Record<"agencyId" | "referralId" | "organizationId", unknown>;

/** Billers move no referral, and read no thread. */
const TALKERS = ["coordinator", "practitioner", "organization_administrator"] as const;

/** The provider's side, as long as a live disclosure lets it know who the client is. */
const onProvidersSide = (t: OfThread) => both(organizationIn(t.organizationId, ...TALKERS), isDisclosed(t.referralId));

/** Case staff who may see the referral; what was said stays readable to them when the thread is closed. */
const eitherSide = (t: OfThread) => either(staffOnOpenReferral(t.agencyId, t.referralId), onProvidersSide(t));

export const threadMessages = pgTable(
  "thread_message",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    referralId: uuid("referral_id").notNull(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    authorId: uuid("author_id")
      .notNull()
      .references(() => memberships.id),
    /** Which side speaks, and their name on that day: written by the database. */
    side: text("side").notNull().default("agency"),
    authorName: text("author_name").notNull().default(""),
    /** Emptied by the database when the message is taken back; changed by nobody. */
    words: text("words").notNull(),
    documentId: uuid("document_id").references(() => documents.id),
    createdAt: createdAt(),
    takenBackAt: instant("taken_back_at"),
  },
  (t) => [
    check("thread_message_side", sql`${t.side} in ('agency', 'provider')`),
    check(
      "thread_message_says_something",
      sql`case when ${t.takenBackAt} is null then length(${t.words}) between 1 and 4000 else ${t.words} = '' and ${t.documentId} is null end`,
    ),
    foreignKey({
      columns: [t.referralId, t.agencyId],
      foreignColumns: [referrals.id, referrals.agencyId],
      name: "thread_message_referral",
    }),
    index("thread_message_thread").on(t.referralId, t.organizationId, t.createdAt.desc(), t.id),
    index("thread_message_agency").on(t.agencyId),
    index("thread_message_organization").on(t.organizationId),
    index("thread_message_author").on(t.authorId),
    index("thread_message_document").on(t.documentId),
    mayRead("case staff read their referrals' threads, a provider its own while it may know the client", eitherSide(t)),
    mayAdd(
      "whoever carries the referral, and the provider it lies with, write in their own name while the thread is open",
      both(
        isMyMembership(t.authorId),
        either(
          both(
            agencyIn(t.agencyId, ...CASE_STAFF),
            referralIsMine(t.referralId),
            sql`(select app.thread_is_open(${t.referralId}, ${t.organizationId}))`,
          ),
          onProvidersSide(t),
        ),
      ),
    ),
    mayChange("people take back what they wrote themselves", both(isMyMembership(t.authorId), eitherSide(t))),
  ],
);

/** How far a person has read a thread. */
export const threadMarks = pgTable(
  "thread_mark",
  {
    id: id(),
    agencyId: uuid("agency_id").notNull(),
    referralId: uuid("referral_id").notNull(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    membershipId: uuid("membership_id")
      .notNull()
      .references(() => memberships.id),
    side: text("side").notNull().default("agency"),
    readerName: text("reader_name").notNull().default(""),
    /** When the newest message they have seen was written. */
    readUntil: instant("read_until").notNull(),
    readAt: instant("read_at").notNull().default(sql`app.clock()`),
  },
  (t) => [
    check("thread_mark_side", sql`${t.side} in ('agency', 'provider')`),
    check("thread_mark_past", sql`${t.readUntil} <= ${t.readAt}`),
    unique("thread_mark_once").on(t.referralId, t.organizationId, t.membershipId),
    foreignKey({
      columns: [t.referralId, t.agencyId],
      foreignColumns: [referrals.id, referrals.agencyId],
      name: "thread_mark_referral",
    }),
    index("thread_mark_agency").on(t.agencyId),
    index("thread_mark_organization").on(t.organizationId),
    index("thread_mark_membership").on(t.membershipId),
    mayRead("both sides of a thread see how far it was read", eitherSide(t)),
    mayAdd("people mark what they read themselves", both(isMyMembership(t.membershipId), eitherSide(t))),
    mayChange("people move their own mark", both(isMyMembership(t.membershipId), eitherSide(t))),
  ],
);
