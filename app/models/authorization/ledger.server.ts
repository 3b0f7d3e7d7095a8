// Moves an authorization's money between what its fund has free and what it has set aside. Never pays anybody.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import type { AgencyId, AuthorizationId, FundId } from "../values/ids";
import type { Cents } from "../values/money";

export interface Reservation {
  readonly id: AuthorizationId;
  readonly agencyId: AgencyId;
  readonly fundId: FundId;
}

/** Sets the amount aside; the same authorization twice is one posting. The database refuses to overdraw the fund. */
export function reserve(db: Db, of: Reservation, cents: Cents): Promise<void> {
  return post(db, of, "reserve", cents);
}

/** Sets aside what a change needs more, or gives back what it needs less; the same change twice is one posting. */
export async function reserveChange(db: Db, of: Reservation, cents: Cents, changeId: string): Promise<void> {
  if (cents !== 0n) await post(db, of, cents > 0n ? "reserve" : "release", cents < 0n ? -cents : cents, changeId);
}

/** Gives back what was set aside and not used. */
export function release(db: Db, of: Reservation, cents: Cents): Promise<void> {
  return post(db, of, "release", cents);
}

/** What a fund has that is not set aside, owed or paid. */
export async function readAvailable(db: Db, fundId: FundId): Promise<Cents> {
  const [row] = await db.execute<{ cents: string }>(
    sql`select balance_cents::text as cents from fund_balance where fund_id = ${fundId}::uuid and account = 'available'`,
  );
  return BigInt(row?.cents ?? "0");
}

/** What an authorization has not used of its amount, by the database's own count. */
export async function readUnusedCents(db: Db, id: AuthorizationId): Promise<Cents> {
  const [row] = await db.execute<{ cents: string }>(sql`select app.unused_cents(${id}::uuid)::text as cents`);
  return BigInt(row?.cents ?? "0");
}

async function post(
  db: Db,
  of: Reservation,
  kind: "reserve" | "release",
  cents: Cents,
  effect: string = of.id,
): Promise<void> {
  const setAside = kind === "reserve" ? cents : -cents;
  const legs = [
    { fund: of.fundId, account: "available", cents: String(-setAside) },
    { fund: of.fundId, account: "reserved", cents: String(setAside) },
  ];
  await db.execute(sql`select app.post_ledger(${of.agencyId}::uuid, ${kind}, ${`${kind}:${effect}`}, ${JSON.stringify(legs)}::jsonb,
    ${of.id}::uuid, null, null, null)`);
}
