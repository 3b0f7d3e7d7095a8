// The door: how somebody proves who they are, and the sessions that begin there. Only the doorkeeper reads any of it.
import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, pgPolicy, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { memberships, people } from "./agency";
import { createdAt, id, instant } from "./columns";
import { appAuth } from "./policy";

const doorkeeperOnly = (name: string) =>
  pgPolicy(name, { for: "all", to: appAuth, using: sql`true`, withCheck: sql`true` });

export const accounts = pgTable(
  "account",
  {
    id: id(),
    personId: uuid("person_id")
      .notNull()
      .unique()
      .references(() => people.id),
    passwordHash: text("password_hash"),
    passwordSetAt: instant("password_set_at"),
    lastMembershipId: uuid("last_membership_id").references(() => memberships.id),
    createdAt: createdAt(),
  },
  (t) => [index("account_last_membership").on(t.lastMembershipId), doorkeeperOnly("only the doorkeeper sees accounts")],
);

/** A session is kept under the hash of its token; the token itself is nowhere. */
export const sessions = pgTable(
  "sign_in_session",
  {
    id: id(),
    tokenHash: text("token_hash").notNull().unique(),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    membershipId: uuid("membership_id").references(() => memberships.id),
    createdAt: createdAt(),
    lastSeenAt: instant("last_seen_at").notNull().default(sql`app.clock()`),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
    /** The password fitted, and the second step is yet to come: it opens nothing but that step. */
    awaitsCode: boolean("awaits_code").notNull().default(false),
    address: text("address").notNull().default(""),
    browser: text("browser").notNull().default(""),
  },
  (t) => [
    index("session_person").on(t.personId),
    index("session_membership").on(t.membershipId),
    doorkeeperOnly("only the doorkeeper sees sessions"),
  ],
);

/** One-time links by mail: password resets. Kept as hashes, used once. */
export const resetTokens = pgTable(
  "reset_token",
  {
    id: id(),
    tokenHash: text("token_hash").notNull().unique(),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [index("reset_token_person").on(t.personId), doorkeeperOnly("only the doorkeeper sees resets")],
);

/** Failed tries per account and per address; the pace slows, nobody is locked out for good. */
export const signInThrottles = pgTable(
  "sign_in_throttle",
  {
    id: id(),
    subject: text("subject").notNull().unique(),
    failures: integer("failures").notNull().default(0),
    blockedUntil: instant("blocked_until"),
    updatedAt: instant("updated_at").notNull().default(sql`app.clock()`),
  },
  () => [doorkeeperOnly("only the doorkeeper sees throttles")],
);

/** One for each person, whatever the number of their desks. Counts only once it was confirmed by a code. */
export const secondFactors = pgTable(
  "second_factor",
  {
    id: id(),
    personId: uuid("person_id")
      .notNull()
      .unique()
      .references(() => people.id),
    /** Base32, sealed for this person. */
    sealed: text("sealed").notNull(),
    confirmedAt: instant("confirmed_at"),
    /** The last step of time whose code was taken: none is taken twice. */
    lastStep: bigint("last_step", { mode: "number" }).notNull().default(0),
    createdAt: createdAt(),
  },
  () => [doorkeeperOnly("only the doorkeeper sees second factors")],
);

/** Kept as hashes, each used once; new ones end the old. */
export const recoveryCodes = pgTable(
  "recovery_code",
  {
    id: id(),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id),
    codeHash: text("code_hash").notNull().unique(),
    usedAt: instant("used_at"),
    createdAt: createdAt(),
  },
  (t) => [index("recovery_code_person").on(t.personId), doorkeeperOnly("only the doorkeeper sees recovery codes")],
);
