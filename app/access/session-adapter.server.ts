// Lucia's adapter on our tables: stores a hash of the token, judges idle and absolute time by the database's clock. Keeps no token.
import { createHash } from "node:crypto";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Adapter, DatabaseSession, DatabaseUser } from "lucia";
import { asAuth, type Db } from "#app/database/as-actor.server";
import { env } from "#app/env.server";
import { agencies, memberships, people, secondFactors, sessions } from "#drizzle/schema";

/** What is stored of a token; a stolen table opens no session. */
export const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex");

declare module "lucia" {
  interface Register {
    Lucia: import("lucia").Lucia<{ membershipId: string | null; owesSecondStep: boolean }, { name: string }>;
    DatabaseSessionAttributes: {
      membershipId: string | null;
      address?: string;
      browser?: string;
      awaitsCode?: boolean;
      owesSecondStep?: boolean;
    };
    DatabaseUserAttributes: { name: string };
  }
}

export const sessionAdapter: Adapter = {
  getSessionAndUser: (token) =>
    asAuth("write", async (db) => {
      const found = await findLive(db, token);
      if (found[0]) await keepAwake(db, token);
      return found;
    }),

  async getUserSessions(personId) {
    const rows = await asAuth("read", (db) =>
      db
        .select()
        .from(sessions)
        .where(and(eq(sessions.personId, personId), isNull(sessions.revokedAt))),
    );
    return rows.map((row) => ({
      id: row.id,
      userId: row.personId,
      expiresAt: row.expiresAt,
      attributes: { membershipId: row.membershipId },
    }));
  },

  async setSession(session) {
    const { membershipId, address = "", browser = "", awaitsCode = false } = session.attributes;
    await asAuth("write", (db) =>
      db.insert(sessions).values({
        tokenHash: hashToken(session.id),
        personId: session.userId,
        membershipId,
        awaitsCode,
        expiresAt: sql`app.clock() + make_interval(hours => ${env().SESSION_HOURS})`,
        address: address.slice(0, 64),
        browser: browser.slice(0, 200),
      }),
    );
  },

  // The absolute end never moves: activity keeps a session from idling out, and nothing keeps it longer.
  async updateSessionExpiration() {},

  async deleteSession(token) {
    await asAuth("write", (db) => revoke(db, token));
  },

  async deleteUserSessions(personId) {
    await asAuth("write", (db) =>
      db
        .update(sessions)
        .set({ revokedAt: sql`app.clock()` })
        .where(and(eq(sessions.personId, personId), isNull(sessions.revokedAt))),
    );
  },

  async deleteExpiredSessions() {
    await asAuth("write", (db) =>
      db.delete(sessions).where(sql`${sessions.expiresAt} < app.clock() - interval '30 days'`),
    );
  },
};

/** The session of this token, if it lasts, without keeping it awake. */
export const lookAtSession = (token: string) => asAuth("read", (db) => findLive(db, token));

async function findLive(db: Db, token: string): Promise<[DatabaseSession | null, DatabaseUser | null]> {
  const tokenHash = hashToken(token);
  const idle = sql`make_interval(mins => ${env().SESSION_IDLE_MINUTES})`;
  const [row] = await db
    .select({
      personId: sessions.personId,
      membershipId: sessions.membershipId,
      expiresAt: sessions.expiresAt,
      name: people.name,
      owesSecondStep: sql<boolean>`${agencies.secondFactorRequired} is true and ${secondFactors.confirmedAt} is null`,
    })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .leftJoin(memberships, eq(memberships.id, sessions.membershipId))
    .leftJoin(agencies, eq(agencies.id, memberships.agencyId))
    .leftJoin(secondFactors, eq(secondFactors.personId, sessions.personId))
    .where(
      and(
        eq(sessions.tokenHash, tokenHash),
        eq(sessions.awaitsCode, false),
        isNull(sessions.revokedAt),
        isNull(people.disabledAt),
        sql`${sessions.expiresAt} > app.clock()`,
        sql`${sessions.lastSeenAt} > app.clock() - ${idle}`,
      ),
    );
  if (!row) return [null, null];
  // The id goes back as it was given: handing back the hash would make Lucia renew the cookie with it.
  const { membershipId, owesSecondStep } = row;
  return [
    { id: token, userId: row.personId, expiresAt: row.expiresAt, attributes: { membershipId, owesSecondStep } },
    { id: row.personId, attributes: { name: row.name } },
  ];
}

async function keepAwake(db: Db, token: string): Promise<void> {
  await db
    .update(sessions)
    .set({ lastSeenAt: sql`app.clock()` })
    .where(
      and(eq(sessions.tokenHash, hashToken(token)), sql`${sessions.lastSeenAt} < app.clock() - interval '20 seconds'`),
    );
}

async function revoke(db: Db, token: string): Promise<void> {
  await db
    .update(sessions)
    .set({ revokedAt: sql`app.clock()` })
    .where(and(eq(sessions.tokenHash, hashToken(token)), isNull(sessions.revokedAt)));
}
