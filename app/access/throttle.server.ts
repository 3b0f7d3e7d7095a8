// Slows down tries: each is counted before it is judged, so that a hundred at once are not a hundred free ones. Locks nobody out for good.
import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";

export interface Pace {
  /** Tries before the first wait. */
  readonly free: number;
  /** After so much quiet the count begins anew. */
  readonly forgetMinutes: number;
  /** The least wait, once there is one; left out: 1 s, then 2, 4 … */
  readonly leastSeconds?: number;
}

const LONGEST_WAIT_SECONDS = 300;

/** An office of forty people has one address, so an address is given more than an account. */
export const PACES = {
  account: { free: 5, forgetMinutes: 24 * 60 },
  address: { free: 40, forgetMinutes: 60 },
  // Whoever tries codes knows the password already.
  code: { free: 6, forgetMinutes: 60, leastSeconds: LONGEST_WAIT_SECONDS },
  mail: { free: 3, forgetMinutes: 60 },
} as const satisfies Record<string, Pace>;

/** Who is slowed down, as a digest: the table tells nobody which addresses were tried. */
export function throttleSubject(kind: string, ...parts: string[]): string {
  return `${kind}:${createHash("sha256").update(parts.join("\n").toLowerCase()).digest("hex")}`;
}

export interface Counted {
  /** 0: go on. Else how long to wait; the try was not counted. */
  readonly waitSeconds: number;
  readonly failures: number;
}

/**
 * Counts one try in one statement: after the free ones the next may come 1, 2, 4 … 300 s later.
 * Source: NIST 800-63B-4, 3.2.2 (rate limiting).
 */
export async function countTry(
  db: Db,
  subject: string,
  { free, forgetMinutes, leastSeconds = 1 }: Pace,
): Promise<Counted> {
  const counted = sql`case when t.updated_at < app.clock() - make_interval(mins => ${forgetMinutes}) then 1 else t.failures + 1 end`;
  const [row] = await db.execute<{ failures: number }>(sql`
    insert into sign_in_throttle as t (subject, failures) values (${subject}, 1)
    on conflict (subject) do update set
      failures = ${counted}, updated_at = app.clock(),
      blocked_until = case when ${counted} >= ${free}
        then app.clock() + make_interval(secs => least(${LONGEST_WAIT_SECONDS}, greatest(${leastSeconds}, 2 ^ least(${counted} - ${free}, 20)))) end
      where t.blocked_until is null or t.blocked_until <= app.clock()
    returning t.failures`);
  if (row) return { waitSeconds: 0, failures: row.failures };
  const [blocked] = await db.execute<{ seconds: number; failures: number }>(sql`
    select greatest(1, ceil(extract(epoch from blocked_until - app.clock())))::int as seconds, failures
    from sign_in_throttle where subject = ${subject}`);
  return { waitSeconds: blocked?.seconds ?? 1, failures: blocked?.failures ?? 0 };
}

/** A try that succeeded does not count; those before it do, or an attacker's own account would buy more tries. */
export async function uncountTry(db: Db, subject: string): Promise<void> {
  await db.execute(sql`
    update sign_in_throttle set failures = greatest(failures - 1, 0), blocked_until = null where subject = ${subject}`);
}

/** The right person came: begin anew. */
export async function forgetTries(db: Db, subject: string): Promise<void> {
  await db.execute(sql`delete from sign_in_throttle where subject = ${subject}`);
}
