// Where a person is signed in, and the end of it. Shows a person their own sessions only; never a token.
import { and, desc, eq, gt, isNull, ne, sql } from "drizzle-orm";
import { asAuth, type Db } from "#app/database/as-actor.server";
import { env } from "#app/env.server";
import { people, sessions } from "#drizzle/schema";
import type { PersonId } from "../models/values/ids";
import { readSessionToken, type SignIn } from "./session.server";
import { hashToken } from "./session-adapter.server";

export interface SessionLine {
  readonly id: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly address: string;
  readonly browser: string;
  readonly current: boolean;
}

const SHOWN = 25;

export interface OwnAccount {
  readonly name: string;
  readonly email: string;
  readonly sessions: readonly SessionLine[];
}

export async function readOwnAccount(who: SignIn): Promise<OwnAccount> {
  return asAuth("read", async (db) => {
    const [person] = await db.select().from(people).where(eq(people.id, who.personId));
    const rows = await db
      .select()
      .from(sessions)
      .where(and(eq(sessions.personId, who.personId), live()))
      .orderBy(desc(sessions.lastSeenAt))
      .limit(SHOWN);
    const current = hashToken(who.token);
    return {
      name: person?.name ?? who.name,
      email: person?.email ?? "",
      sessions: rows.map(({ id, createdAt, lastSeenAt, address, browser, tokenHash }) => ({
        id,
        createdAt,
        lastSeenAt,
        address,
        browser,
        current: tokenHash === current,
      })),
    };
  });
}

export async function changeOwnName(personId: PersonId, name: string): Promise<void> {
  await asAuth("write", (db) => db.update(people).set({ name }).where(eq(people.id, personId)), { actorId: personId });
}

/** Ends one session of this person; another person's is not there for them. */
export async function endOneSession(personId: PersonId, sessionId: string): Promise<void> {
  await asAuth("write", (db) => revoke(db, personId, eq(sessions.id, sessionId)), { actorId: personId });
}

/** Ends all sessions of this person but the one that asks. */
export async function endOtherSessions(who: SignIn): Promise<void> {
  await asAuth("write", (db) => revoke(db, who.personId, ne(sessions.tokenHash, hashToken(who.token))), {
    actorId: who.personId,
  });
}

async function revoke(db: Db, personId: PersonId, which: ReturnType<typeof eq>): Promise<void> {
  await db
    .update(sessions)
    .set({ revokedAt: sql`app.clock()` })
    .where(and(eq(sessions.personId, personId), isNull(sessions.revokedAt), which));
}

const idle = () => sql`make_interval(mins => ${env().SESSION_IDLE_MINUTES})`;

const live = () =>
  and(
    isNull(sessions.revokedAt),
    eq(sessions.awaitsCode, false),
    gt(sessions.expiresAt, sql`app.clock()`),
    sql`${sessions.lastSeenAt} > app.clock() - ${idle()}`,
  );

/** The row of this request's session while it lasts; looking extends nothing. */
export async function readSessionId(request: Request): Promise<string | null> {
  const token = readSessionToken(request);
  if (!token) return null;
  const [row] = await asAuth("read", (db) =>
    db
      .select({ id: sessions.id })
      .from(sessions)
      .where(and(eq(sessions.tokenHash, hashToken(token)), live())),
  );
  return row?.id ?? null;
}

/** Seconds until this request's session ends if nothing more is done; 0 when it has ended. Looking is not doing: it extends nothing. */
export async function readSecondsLeft(request: Request): Promise<number> {
  const token = readSessionToken(request);
  if (!token) return 0;
  const [row] = await asAuth("read", (db) =>
    db
      .select({
        seconds: sql<number>`floor(extract(epoch from least(${sessions.expiresAt}, ${sessions.lastSeenAt} + ${idle()}) - app.clock()))::int`,
      })
      .from(sessions)
      .where(and(eq(sessions.tokenHash, hashToken(token)), live())),
  );
  return row?.seconds ?? 0;
}
