// Reads the bookings of a month, leg by leg, as accounting takes them in. Books nothing.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { type JournalLeg, journalFile } from "#app/interop/journal-file";
import type { AgencyId } from "../values/ids";
import type { Account } from "./accounts";
import { type BookCodes, readBookCodes } from "./book-codes.server";
import type { BookMonth } from "./books.server";

/** In the order they were booked; days are the agency's. */
async function readLegs(
  db: Db,
  agencyId: AgencyId,
  { startsAt, endsAt }: Pick<BookMonth, "startsAt" | "endsAt">,
  codes: BookCodes,
): Promise<JournalLeg[]> {
  const rows = await db.execute<{
    day: string;
    id: string;
    kind: string;
    reference: string;
    fund_code: string;
    account: string;
    cents: string;
  }>(sql`
    select (t.created_at at time zone g.time_zone)::date::text as day, t.id::text, t.kind, coalesce(a.number, i.number, p.number, '') as reference,
      f.code as fund_code, e.account, e.amount_cents::text as cents
    from ledger_transaction t
    join agency g on g.id = t.agency_id
    join ledger_entry e on e.transaction_id = t.id
    join fund f on f.id = e.fund_id
    left join "authorization" a on a.id = t.authorization_id
    left join invoice i on i.id = t.invoice_id
    left join payment p on p.id = t.payment_id
    where t.agency_id = ${agencyId}::uuid and t.created_at >= ${startsAt.toISOString()}::timestamptz and t.created_at < ${endsAt.toISOString()}::timestamptz
    order by t.created_at, t.id, e.amount_cents < 0, e.id`);
  return rows.map((row) => ({
    day: row.day,
    booking: row.id,
    kind: row.kind,
    reference: row.reference,
    fundCode: row.fund_code,
    account: row.account,
    code: codes[row.account as Account] ?? "",
    cents: BigInt(row.cents),
  }));
}

/** The month's journal as CSV; the same bookings and codes give the same bytes. */
export async function readJournal(
  db: Db,
  agencyId: AgencyId,
  month: BookMonth,
): Promise<{ name: string; text: string }> {
  const codes = await readBookCodes(db, agencyId);
  const [agency] = await db.execute<{ currency: string }>(
    sql`select currency from agency where id = ${agencyId}::uuid`,
  );
  return {
    name: `journal-${month.month.slice(0, 7)}.csv`,
    text: journalFile(agency?.currency ?? "USD", await readLegs(db, agencyId, month, codes)),
  };
}
