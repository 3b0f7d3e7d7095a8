// Measures what is planned, delivered and used up, at the size of a large county's year, each beside plain inserts or reads of the same rows in the same run.
import type postgres from "postgres";
import type { Figure } from "#app/commands/bench";
import { loadDemo } from "#app/commands/demo/load";
import { connect } from "#app/commands/postgres/connect";
import { readBurnDowns } from "#app/models/authorization/burn-down-table.server";
import { recordRoster } from "#app/models/delivery/record.server";
import { decideSchedule } from "#app/models/schedule/decide.server";
import { asId, type ScheduleId, type SessionId } from "#app/models/values/ids";
import { AUTHORIZATIONS, CASES_EACH, growDelivery, PLANS, SESSIONS_A_PLAN } from "./delivery/grow";
import { openSeats, type Seat, type Seats } from "./delivery/seat";
import { loginsOf, openHouse } from "./search/house";
import { atMost, share, timed } from "./search/times";

const TIMES = 3;
const TARGET = `at most ${TIMES} times`;
const ROSTER = 200;
const ROSTERS = 12;
const READS = 7;

export async function run(): Promise<Figure[]> {
  const house = await openHouse();
  try {
    const url = await house.database("agency");
    const { migrator } = loginsOf(url);
    if (!migrator) throw new Error("the demo network has no migrator");
    await loadDemo(migrator);
    const admin = await connect(url, "bench");
    const seats = openSeats(url);
    try {
      await growDelivery(admin);
      await layPlain(admin);
      return [
        await burnDowns(admin, await seats.of("Sol Abara")),
        await rosters(admin, await seats.of("Mara Quinn")),
        await sessions(admin, seats),
      ];
    } finally {
      await seats.leave();
      await admin.end({ timeout: 1 });
    }
  } finally {
    await house.close();
  }
}

/** The same columns, keys, checks, exclusions and references; no policy, no trigger, nothing in the record. */
async function layPlain(admin: postgres.Sql): Promise<void> {
  for (const table of ["session", "attendance"]) {
    await admin`create table ${admin(`plain_${table}`)} (like ${admin(table)} including all)`;
    const references = await admin<{ name: string; text: string }[]>`
      select quote_ident(conname) as name, pg_get_constraintdef(oid) as text from pg_constraint where conrelid = ${table}::regclass and contype = 'f'`;
    for (const { name, text } of references)
      await admin.unsafe(`alter table plain_${table} add constraint ${name} ${text}`);
  }
}

/** Used, planned, left, pace and end of each, as the agency takes them along; beside the same rows and sums, read by who passes every lock. */
async function burnDowns(admin: postgres.Sql, sol: Seat): Promise<Figure> {
  const took: number[] = [];
  const plain: number[] = [];
  for (let n = 0; n < READS; n++) {
    const agencyId = sol.actor.agencyId ?? "";
    took.push(
      await timed(async () => {
        const rows = await sol.asks((db) => readBurnDowns(db, agencyId));
        if (rows.length < AUTHORIZATIONS) throw new Error(`${rows.length} are not all`);
      }),
    );
    plain.push(
      await timed(
        () => admin`select a.*, o.name, s.name, coalesce(p.units, 0) as planned from "authorization" a
          join organization o on o.id = a.organization_id join service s on s.id = a.service_id
          left join (select authorization_id, sum(planned_units) as units from session where state = 'planned' group by 1) p on p.authorization_id = a.id
          where a.agency_id = ${agencyId} and a.state in ('active', 'exhausted') order by a.ends_on, a.id`,
      ),
    );
  }
  return figure(`burn-down of ${AUTHORIZATIONS} authorizations, ms`, took, plain);
}

/** Two hundred lines at once, the day after they were held; beside the same rows put into plain tables, a statement for each table. */
async function rosters(admin: postgres.Sql, mara: Seat): Promise<Figure> {
  const took: number[] = [];
  const plain: number[] = [];
  for (let n = 0; n < ROSTERS; n++) {
    const rows = await admin<{ id: string; starts_at: Date }[]>`
      select s.id, s.starts_at from session s join "authorization" a on a.id = s.authorization_id and a.number like 'A-1_____'
      where s.state = 'planned' order by s.starts_at, s.id limit ${ROSTER}`;
    const first = rows[0]?.starts_at;
    if (!first || rows.length < ROSTER) throw new Error("too few sessions for a roster");
    const entries = rows.map(({ id, starts_at }) => ({
      sessionId: asId<SessionId>(id),
      inputFor: () => ({
        state: "present" as const,
        startedAt: starts_at,
        endedAt: new Date(starts_at.getTime() + 3_000_000),
        note: "",
      }),
    }));
    const later = new Date(Math.max(...rows.map(({ starts_at }) => starts_at.getTime())) + 86_400_000);
    took.push(
      await timed(async () => {
        const { recorded } = await mara.does((db) => recordRoster(db, mara.actor, entries), later);
        if (recorded.length !== ROSTER) throw new Error(`${recorded.length} of ${ROSTER} were recorded`);
      }),
    );
    const ids = `{${rows.map(({ id }) => id).join(",")}}`;
    const held = await admin<Row[]>`select to_jsonb(s)::text as row from session s where id = any(${ids}::uuid[])`;
    const given = await admin<
      Row[]
    >`select to_jsonb(a)::text as row from attendance a where session_id = any(${ids}::uuid[])`;
    plain.push(
      await timed(() =>
        admin.begin(async (sql) => {
          await putPlain(sql, "plain_session", held);
          await putPlain(sql, "plain_attendance", given);
        }),
      ),
    );
  }
  return figure(`roster of ${ROSTER} saved, ms`, took.slice(2), plain.slice(2));
}

/** Each plan approved by who carries its case, which makes its sessions; beside the same rows put into a plain table, a statement for each plan. */
async function sessions(admin: postgres.Sql, seats: Seats): Promise<Figure> {
  const took: number[] = [];
  const plain: number[] = [];
  for (let first = 0; first < PLANS; first += CASES_EACH) {
    const carrier = await seats.of(`Caseworker ${(AUTHORIZATIONS + first) / CASES_EACH}`);
    const plans = await admin<{ id: string; sent: Date }[]>`
      select b.id, b.submitted_at as sent from billing_schedule b join referral r on r.id = b.referral_id join "case" k on k.id = r.case_id
      where b.state = 'submitted' and b.number like 'S-1_____' and k.owner_membership_id = ${carrier.actor.membershipId} order by b.number`;
    if (plans.length !== CASES_EACH) throw new Error(`${plans.length} plans of one caseworker`);
    for (const { id, sent } of plans) {
      const decision = { move: "approve", seen: sent.toISOString() } as const;
      took.push(
        await timed(() => carrier.does((db) => decideSchedule(db, carrier.actor, asId<ScheduleId>(id), decision))),
      );
      const made = await admin<Row[]>`select to_jsonb(s)::text as row from session s where schedule_id = ${id}`;
      if (made.length !== SESSIONS_A_PLAN) throw new Error(`${made.length} sessions of one plan`);
      plain.push(await timed(() => admin.begin((sql) => putPlain(sql, "plain_session", made))));
    }
  }
  const sum = (all: readonly number[]) => all.reduce((whole, one) => whole + one, 0) / 1000;
  const name = `${(PLANS * SESSIONS_A_PLAN).toLocaleString("en")} sessions made from ${PLANS} schedules, s`;
  return atMost(name, sum(took), sum(plain), TIMES, TARGET);
}

/** A row as the text of its columns by name. */
type Row = { readonly row: string };

async function putPlain(sql: postgres.TransactionSql, table: string, rows: readonly Row[]): Promise<void> {
  const texts = `[${rows.map(({ row }) => row).join(",")}]`;
  await sql`insert into ${sql(table)} select * from jsonb_populate_recordset(null::${sql(table)}, ${texts}::text::jsonb)`;
}

const figure = (name: string, took: readonly number[], plain: readonly number[]): Figure =>
  atMost(name, share(took, 0.5), share(plain, 0.5), TIMES, TARGET);
