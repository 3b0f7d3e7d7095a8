// Reads what nobody met in a quarter, as the database has summed it, and writes it as a table to take along. Names nobody; changes nothing.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { sayIn } from "#app/i18n/say-in";
import { writeSpreadsheetCsv } from "#app/interop/csv";
import { needWords } from "./need-words";
import type { Period } from "./period";
import { cellsOf, ledgerOf, type UnmetFilter, type UnmetLedger, type UnmetRow } from "./unmet-need";

export async function readUnmetNeed(db: Db, { from, until }: Period): Promise<UnmetLedger> {
  const rows = await db.execute<UnmetRow & Record<string, unknown>>(sql`
    select u.kind, u.specialty_id::text as "specialtyId", p.name as specialty, u.area, u.language, u.time, u.times
    from app.unmet_need(${from}::date, ${until}::date) u left join specialty p on p.id = u.specialty_id`);
  return ledgerOf(rows);
}

/** The cells that the page shows, with its words. */
export function writeUnmetTable(ledger: UnmetLedger, filter: UnmetFilter, { name }: Period, language: string): string {
  const say = sayIn(language);
  const words = needWords(say);
  return writeSpreadsheetCsv(
    [
      say("need.quarter.name"),
      say("need.unmet.specialty"),
      say("need.unmet.area"),
      say("need.unmet.language"),
      say("need.unmet.time"),
      say("need.unmet.times"),
    ],
    cellsOf(ledger, filter).map((cell) => [
      name,
      words.specialty(cell.specialty),
      words.area(cell.area),
      words.language(cell.language),
      words.time(cell.time),
      cell.times ?? words.heldBack,
    ]),
  );
}
