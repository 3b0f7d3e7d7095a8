// Times invoices made from deliveries and checked, and a batch of payments made, each beside plain inserts of the same rows. Grows nothing itself.
import { sql } from "drizzle-orm";
import type postgres from "postgres";
import type { Actor } from "#app/access/actor";
import { findActor } from "#app/access/session.server";
import type { Figure } from "#app/commands/bench";
import { Pool } from "#app/database/pool.server";
import { type Db, inTransaction } from "#app/database/transaction.server";
import { draftInvoice } from "#app/models/invoice/draft.server";
import { submitInvoice } from "#app/models/invoice/submit.server";
import { openBatch } from "#app/models/payment/open-batch.server";
import { type AgencyId, type AttendanceId, asId, type InvoiceId } from "#app/models/values/ids";
import { atLeast, timed } from "../search/times";

/** Lines of one invoice: a large provider's month. */
const AT_ONCE = 200;

interface Desk {
  readonly actor: Actor;
  writes<T>(work: (db: Db) => Promise<T>): Promise<T>;
  leave(): Promise<void>;
}

/** The person by that name, in transactions of their own as the application's role. */
async function deskOf(admin: postgres.Sql, web: string, name: string): Promise<Desk> {
  const [seat] =
    await admin`select m.id from membership m join person p on p.id = m.person_id where p.name = ${name} order by m.id limit 1`;
  const pool = new Pool(web, 1);
  const actor = await inTransaction(pool, { role: "app_auth" }, "read", (db) =>
    findActor(db, String(seat?.id), "bench"),
  );
  if (!actor) throw new Error(`nobody is called ${name}`);
  const binding = { role: "app_user", actorId: actor.personId, membershipId: actor.membershipId } as const;
  return { actor, writes: (work) => inTransaction(pool, binding, "write", work), leave: () => pool.close() };
}

/** The same rows again, one statement a row, as the tables' owner into a table with the same columns and indexes and nothing that guards them. */
async function plainInserts(admin: postgres.Sql, table: string, rows: number, of: string): Promise<number> {
  await admin.unsafe(
    `create table plain_${table} (like ${table} including defaults including generated including indexes)`,
  );
  const columns = await admin<{ name: string }[]>`
    select quote_ident(attname) as name from pg_attribute where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''`;
  const names = columns.map(({ name }) => name).join(", ");
  const made = await admin.unsafe(`select to_jsonb(x) as row from ${table} x where ${of} limit ${rows}`);
  const took = await timed(() =>
    admin.begin(async (inside) => {
      for (const { row } of made)
        await inside.unsafe(
          `insert into plain_${table} (${names}) select ${names} from jsonb_populate_record(null::${table}, $1)`,
          [row],
        );
    }),
  );
  await admin.unsafe(`drop table plain_${table}`);
  return made.length / (took / 1000);
}

/** Lines a second from what was delivered to an invoice that was checked and sent. */
export async function measureEdits(admin: postgres.Sql, web: string): Promise<Figure> {
  const bea = await deskOf(admin, web, "Bea Lopez");
  try {
    const waiting = await admin<{ id: AttendanceId; agency: string }[]>`
      select d.id, d.agency_id as agency from attendance d join organization o on o.id = d.organization_id and o.name = 'Northside Care'
      join agency g on g.id = d.agency_id and g.slug = 'harbor'
      where d.current and d.units > 0 and not exists (select from invoice_line l where l.attendance_id = d.id and l.live) order by d.id`;
    const took = await timed(async () => {
      for (let first = 0; first < waiting.length; first += AT_ONCE) {
        const own = waiting.slice(first, first + AT_ONCE);
        const asked = {
          agencyId: asId<AgencyId>(own[0]?.agency ?? ""),
          attendanceIds: own.map(({ id }) => id),
          note: "",
        };
        await bea.writes(async (db) => submitInvoice(db, bea.actor, await draftInvoice(db, bea.actor, asked), ""));
      }
    });
    const pace = waiting.length / (took / 1000);
    const plain = await plainInserts(admin, "invoice_line", waiting.length, "x.state = 'pending' and x.live");
    return atLeast(
      `${waiting.length} lines checked and sent, lines a second, against plain inserts`,
      pace,
      plain,
      1 / 3,
      "at least 1/3",
    );
  } finally {
    await bea.leave();
  }
}

/** Payments a second of one batch that holds them all. */
export async function measureBatch(admin: postgres.Sql, web: string): Promise<Figure> {
  const finn = await deskOf(admin, web, "Finn Delgado");
  try {
    const chosen = await admin<
      { id: InvoiceId }[]
    >`select id from invoice where number like 'I-7______' and state = 'approved' order by id`;
    const took = await timed(() =>
      finn.writes(async (db) => {
        await db.execute(sql`set local statement_timeout = '60s'`);
        await openBatch(
          db,
          finn.actor,
          chosen.map(({ id }) => id),
        );
      }),
    );
    const pace = chosen.length / (took / 1000);
    const plain = await plainInserts(admin, "payment", chosen.length, "true");
    return atLeast(
      `a batch of ${chosen.length} payments, payments a second, against plain inserts`,
      pace,
      plain,
      1 / 3,
      "at least 1/3",
    );
  } finally {
    await finn.leave();
  }
}
