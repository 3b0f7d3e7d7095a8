// The list of cases as a table to take along: what the list shows this person, no more, with each client named in it told of. Changes nothing.
import { sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { sayIn } from "#app/i18n/say-in";
import { writeSpreadsheetCsv } from "#app/interop/csv";
import { localDay } from "../values/calendar-day";
import { Refusal } from "../values/refusal";
import { type CaseFilter, readCases } from "./read.server";

/** More than a person carries or supervises; who wants more wants a report, not names. */
const MOST = 2000;

/**
 * The table as CSV for a spreadsheet, newest case first, in the reader's language; days are those of their agency's clock.
 * @throws Refusal 400 "case.table-too-long" when more cases fit: nothing is left out in silence
 */
export async function writeCaseTable(db: Db, actor: Actor, filter: CaseFilter): Promise<string> {
  const { rows, next } = await readCases(db, actor, filter, null, MOST);
  if (next) throw new Refusal("case.table-too-long", 400, { most: MOST });
  await recordTaken(
    db,
    actor,
    rows.map(({ id }) => id),
  );
  const say = sayIn(actor.language);
  const header = ["number", "client", "state", "needs", "referrals", "owner", "opened", "restricted"] as const;
  return writeSpreadsheetCsv(
    header.map((name) => say(`case.list.${name}`)),
    rows.map((row) => [
      ...[row.number, row.clientName, say(`lifecycle.case.state.${row.state}`), row.openNeeds, row.liveReferrals],
      ...[row.ownerName, localDay(row.openedAt, actor.timeZone), row.restricted ? say("case.list.restricted") : ""],
    ]),
  );
}

/** One row of the record for each client: what leaves the product with their name is in the list of who saw their data. */
async function recordTaken(db: Db, actor: Actor, caseIds: readonly string[]): Promise<void> {
  await db.execute(sql`select app.record_event('case-table.read', 'case', k.id, '{}'::jsonb, ${agencyOf(actor)}::uuid,
    null::uuid, k.client_id, k.id, null::uuid) from "case" k where k.id = any(${`{${caseIds.join(",")}}`}::uuid[])`);
}
