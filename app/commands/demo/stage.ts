// The demo's stage: transactions as any person of the demo, at any instant of the past. Works for the migrator's login alone.
import type { Actor } from "#app/access/actor";
import { Pool } from "#app/database/pool.server";
import { type Bearer, type Db, inTransaction } from "#app/database/transaction.server";
import { addDays, type CalendarDay, instantAt, localDay } from "#app/models/values/calendar-day";
import { TIME_ZONE } from "./places";

export interface DemoStage {
  /** One transaction as this person; the time is that of the last `at`. */
  as<T>(actor: Actor, work: (db: Db) => Promise<T>): Promise<T>;
  /** As whoever holds this mailed link. */
  asBearer<T>(bearer: Bearer, work: (db: Db) => Promise<T>): Promise<T>;
  asGuards<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /** As a job of the house. */
  asWorker<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /** From now on it is this day, counted from today, at this hour of the agencies' clock; never later than now. */
  at(daysFromToday: number, hour: number): void;
  today(): Promise<CalendarDay>;
  close(): Promise<void>;
}

export function openStage(migrator: string): DemoStage {
  const pool = new Pool(migrator, 2);
  const now = new Date();
  const today = localDay(now, TIME_ZONE);
  let clock = now;
  return {
    as: (actor, work) =>
      inTransaction(
        pool,
        { role: "app_user", actorId: actor.personId, membershipId: actor.membershipId, requestId: "demo", clock },
        "write",
        work,
      ),
    asBearer: (bearer, work) =>
      inTransaction(pool, { role: "app_user", requestId: "demo", bearer, clock }, "write", work),
    asGuards: (work) => inTransaction(pool, { role: "app_definer", requestId: "demo", clock }, "write", work),
    asWorker: (work) => inTransaction(pool, { role: "app_job", requestId: "demo", clock }, "write", work),
    at(daysFromToday, hour) {
      const asked = instantAt(addDays(today, daysFromToday), hour * 60, TIME_ZONE);
      clock = asked > now ? now : asked;
    },
    today: async () => today,
    close: () => pool.close(),
  };
}
