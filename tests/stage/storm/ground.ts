// The ground of a storm: a PostgreSQL that may be killed, with the cast and sessions that are held one after the other. Judges nothing.
import { sql } from "drizzle-orm";
import { migrate } from "#app/commands/migrate";
import { connect } from "#app/commands/postgres/connect";
import { type EmbeddedPostgres, startPostgres } from "#app/commands/postgres/embedded";
import { deriveUrls } from "#app/commands/postgres/logins";
import { Pool } from "#app/database/pool.server";
import { inTransaction } from "#app/database/transaction.server";
import { serviceSessions } from "#drizzle/schema";
import { addPerson, layCast } from "../cast";
import { layAccount, layAuthorization, layPlan, layReferral } from "../money-story";
import { type Stage, stageOn } from "../on-stage";
import type { StormCast } from "./act";
import { headStart } from "./head-start";

export interface Ground {
  readonly server: EmbeddedPostgres;
  readonly stage: Stage;
  readonly cast: StormCast;
  /** Of the same server after it was started again. */
  stageAgain(): Promise<Stage>;
  leave(): Promise<void>;
}

/** Referrals at once, each with an authorization of its own; their sessions are at different hours. */
const REFERRALS = 3;

/** @param days so many days back one session of each referral is planned */
export async function layGround(folder: string, days: number): Promise<Ground> {
  const server = await startPostgres(folder);
  const urls = deriveUrls(server.url, "storm");
  await migrate(urls);
  const migrator = urls.migrator ?? "";
  const pools: Pool[] = [];
  const open = () => {
    const pool = new Pool(migrator, 4);
    pools.push(pool);
    return pool;
  };
  const pool = open();
  const cast = await inTransaction(pool, { role: "app_definer", requestId: "storm" }, "write", async (db) => {
    const known = await layCast(db);
    const house = { agencyId: known.agencyId, organizationId: null };
    return { ...known, faye: await addPerson(db, "faye@example.org", "Faye Lund", house, "finance_approver") };
  });
  const known = { web: urls.web, worker: urls.worker ?? "", migrator, admin: server.url };
  const stage = stageOn(pool, cast, known);
  await stage.asRole("app_definer", (db) => layAccount(db, cast.northside.organizationId, "Northside Care"));
  for (let turn = 1; turn <= REFERRALS; turn++) await planSessions(stage, turn, days);
  await headStart(stage, cast);
  return {
    server,
    stage,
    cast,
    stageAgain: async () => stageOn(open(), cast, known),
    leave: async () => void (await Promise.all(pools.map((one) => one.close().catch(() => {})))),
  };
}

async function planSessions(stage: Stage, turn: number, days: number): Promise<void> {
  const { cast } = stage;
  await stage.asRole("app_definer", async (db) => {
    const referralId = await layReferral(db, stage, turn);
    const authorizationId = await layAuthorization(db, stage, referralId, days, turn);
    const scheduleId = await layPlan(db, stage, referralId, authorizationId, turn);
    const hour = 12 + turn;
    for (let day = 1; day <= days; day++) {
      const begins = sql`date_trunc('day', app.clock()) - make_interval(days => ${day}::int) + make_interval(hours => ${hour}::int)`;
      await db.insert(serviceSessions).values({
        ...{ agencyId: cast.agencyId, organizationId: cast.northside.organizationId, clientId: cast.rosa.clientId },
        ...{ scheduleId, authorizationId, referralId },
        ...{ practitionerId: cast.practitionerId, locationId: cast.northside.locationId },
        serviceDay: sql`(app.clock() - make_interval(days => ${day}::int))::date`,
        during: sql`tstzrange(${begins}, ${begins} + interval '1 hour', '[)')`,
        ...{ startsAt: begins, endsAt: sql`${begins} + interval '1 hour'` },
        plannedUnits: 100n,
      });
    }
  });
}

/** What is there of what was told, looked at from outside: keys, and as many rows as were acknowledged. */
export async function readKept(url: string) {
  const admin = await connect(url, "storm");
  try {
    const keys = await admin<{ key: string; status: number }[]>`select key, status from idempotency_key`;
    const [counts] = await admin<Record<"attendances" | "invoices" | "batches" | "grants" | "twice", number>[]>`
      select (select count(*)::int from attendance) as attendances, (select count(*)::int from invoice) as invoices,
        (select count(*)::int from payment_batch) as batches,
        (select count(*)::int from ledger_transaction where kind = 'grant') as grants,
        (select count(*)::int from (select pi.invoice_id from payment_invoice pi join payment p on p.id = pi.payment_id and p.state = 'settled'
          where pi.live group by pi.invoice_id having count(*) > 1) t) as twice`;
    if (!counts) throw new Error("nothing was counted");
    return { keys, ...counts };
  } finally {
    await admin.end({ timeout: 1 });
  }
}
