// Cancels planned sessions whose authorization ends or shrinks, and says before what revoking would do. Never touches what was held.
import { and, eq, gt, inArray, lte, type SQL, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { sayIn } from "#app/i18n/say-in";
import { serviceSessions } from "#drizzle/schema";

export interface RevocationEffect {
  /** Sessions still ahead; they are cancelled with the authorization. */
  readonly ahead: number;
  /** Local days of the first and the last of them, "YYYY-MM-DD". */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  /** Sessions that have begun and of which nobody has said whether they were held: afterwards nobody can. */
  readonly untold: number;
}

const isAhead = gt(serviceSessions.startsAt, sql`app.clock()`);
const isPast = lte(serviceSessions.startsAt, sql`app.clock()`);
const count = (of: SQL) => sql<number>`(count(*) filter (where ${of}))::int`;
const planned = (authorizationId: string) =>
  and(eq(serviceSessions.authorizationId, authorizationId), eq(serviceSessions.state, "planned"));

export async function readRevocationEffect(
  db: Db,
  { id, timeZone }: { id: string; timeZone: string },
): Promise<RevocationEffect> {
  const day = sql`(${serviceSessions.startsAt} at time zone ${timeZone})::date`;
  const [found] = await db
    .select({
      ahead: count(isAhead),
      firstDay: sql<string | null>`(min(${day}) filter (where ${isAhead}))::text`,
      lastDay: sql<string | null>`(max(${day}) filter (where ${isAhead}))::text`,
      untold: count(isPast),
    })
    .from(serviceSessions)
    .where(planned(id));
  return found ?? { ahead: 0, firstDay: null, lastDay: null, untold: 0 };
}

/** @returns how many sessions are not held now */
export async function cancelAhead(
  db: Db,
  actor: Actor,
  { id, number }: { id: string; number: string },
): Promise<number> {
  const ahead = await db
    .select({ id: serviceSessions.id })
    .from(serviceSessions)
    .where(and(planned(id), isAhead));
  const why = { key: "authorization.decide.session-words", number } as const;
  await cancelSessions(
    db,
    actor,
    ahead.map((session) => session.id),
    why,
  );
  return ahead.length;
}

type Why = {
  readonly key: "authorization.decide.session-words" | "authorization.change.session-words";
  readonly number: string;
};

/** Cancels sessions that are still ahead, in the agency's name and in the actor's language. */
export async function cancelSessions(
  db: Db,
  actor: Actor,
  ids: readonly string[],
  { key, number }: Why,
): Promise<void> {
  if (ids.length === 0) return;
  await db
    .update(serviceSessions)
    .set({ state: "cancelled", cancelledBy: "agency", reasonWords: sayIn(actor.language)(key, { number }) })
    .where(and(inArray(serviceSessions.id, [...ids]), eq(serviceSessions.state, "planned"), isAhead));
}
