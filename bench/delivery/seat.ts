// People of a grown demo at work: one warm connection for all of them, one transaction for each thing they ask or do, at any instant. Measures nothing.
import type { Actor } from "#app/access/actor";
import { findActor } from "#app/access/session.server";
import { connect } from "#app/commands/postgres/connect";
import { Pool } from "#app/database/pool.server";
import { type Db, inTransaction } from "#app/database/transaction.server";
import { loginsOf } from "../search/house";

export interface Seat {
  readonly actor: Actor;
  asks<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /** @param at the clock of the transaction; now by default */
  does<T>(work: (db: Db) => Promise<T>, at?: Date): Promise<T>;
}

export interface Seats {
  of(name: string): Promise<Seat>;
  leave(): Promise<void>;
}

/** @param url of the administrator: as the migrator's login, for the clock is set */
export function openSeats(url: string): Seats {
  const { migrator } = loginsOf(url);
  if (!migrator) throw new Error("the demo network has no migrator");
  const pool = new Pool(migrator, 1);
  return { of: (name) => seatOf(url, pool, name), leave: () => pool.close() };
}

async function seatOf(url: string, pool: Pool, name: string): Promise<Seat> {
  const admin = await connect(url, "bench");
  const [row] = await admin<
    { id: string }[]
  >`select m.id from membership m join person p on p.id = m.person_id where p.name = ${name} limit 1`;
  await admin.end({ timeout: 1 });
  if (!row) throw new Error(`${name} has no seat`);
  const actor = await inTransaction(pool, { role: "app_auth" }, "read", (db) => findActor(db, row.id, "bench"));
  if (!actor) throw new Error(`${name} cannot sign in`);
  const bound = {
    role: "app_user",
    actorId: actor.personId,
    membershipId: actor.membershipId,
    requestId: "bench",
  } as const;
  return {
    actor,
    asks: (work) => inTransaction(pool, bound, "read", work),
    does: (work, at) => inTransaction(pool, at ? { ...bound, clock: at } : bound, "write", work),
  };
}
