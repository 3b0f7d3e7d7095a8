// What waits for a person, and the letters on their way. A letter holds no personal data of a client.

import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgPolicy, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { memberships } from "./agency";
import { clients } from "./client";
import { createdAt, id, instant } from "./columns";
import { appJob, appUser, both, isMyMembership, mayAdd, mayChange, mayRead, signedIn } from "./policy";

export const notifications = pgTable(
  "notification",
  {
    id: id(),
    membershipId: uuid("membership_id")
      .notNull()
      .references(() => memberships.id),
    kind: text("kind").notNull(),
    subjectType: text("subject_type").notNull(),
    subjectId: uuid("subject_id").notNull(),
    path: text("path").notNull(),
    createdAt: createdAt(),
    readAt: instant("read_at"),
    /** When a digest told of it. */
    digestedAt: instant("digested_at"),
  },
  (t) => [
    index("notification_membership").on(t.membershipId, t.createdAt, t.id),
    mayRead("a person sees their own notices", isMyMembership(t.membershipId)),
    mayChange("a person marks their own notices read", isMyMembership(t.membershipId)),
  ],
);

/** How a person hears by mail of one kind of notice at a desk; without a row, at once. In the house every notice is always shown. */
export const noticeChoices = pgTable(
  "notice_choice",
  {
    id: id(),
    membershipId: uuid("membership_id")
      .notNull()
      .references(() => memberships.id),
    area: text("area").notNull(),
    mail: text("mail").notNull(),
    chosenAt: instant("chosen_at").notNull().default(sql`app.clock()`),
  },
  (t) => [
    check("notice_choice_area", sql`${t.area} ~ '^[a-z]{2,40}$'`),
    check("notice_choice_mail", sql`${t.mail} in ('at_once', 'digest', 'none')`),
    unique("notice_choice_once").on(t.membershipId, t.area),
    index("notice_choice_digest").on(t.membershipId).where(sql`${t.mail} = 'digest'`),
    mayRead("a person sees what they chose", both(isMyMembership(t.membershipId), signedIn)),
    mayAdd("a person chooses for themselves", both(isMyMembership(t.membershipId), signedIn)),
    mayChange("a person chooses anew", both(isMyMembership(t.membershipId), signedIn)),
  ],
);

export const letters = pgTable(
  "letter",
  {
    id: id(),
    effectKey: text("effect_key").notNull(),
    toEmail: text("to_email").notNull(),
    /** The client it goes to, if it goes to one: then it must be safe for them, or it is not taken. */
    clientId: uuid("client_id").references(() => clients.id),
    /** Nothing in it says which agency it comes from. */
    neutralSender: boolean("neutral_sender").notNull().default(false),
    language: text("language").notNull().default("en"),
    kind: text("kind").notNull(),
    subject: text("subject").notNull(),
    body: text("body").notNull(),
    createdAt: createdAt(),
    sentAt: instant("sent_at"),
    attempts: integer("attempts").notNull().default(0),
    /** Not tried again before this instant; null after the last try, when a person must look. */
    nextTryAt: instant("next_try_at").default(sql`app.clock()`),
    lastError: text("last_error"),
  },
  (t) => [
    unique("letter_effect").on(t.effectKey),
    index("letter_waiting").on(t.nextTryAt).where(sql`${t.sentAt} is null`),
    index("letter_client").on(t.clientId).where(sql`${t.clientId} is not null`),
    index("letter_created").on(t.createdAt.desc(), t.id),
    pgPolicy("the worker posts letters", { for: "all", to: appJob, using: sql`true`, withCheck: sql`true` }),
    pgPolicy("nobody reads another's letters", { for: "select", to: appUser, using: sql`false` }),
  ],
);
