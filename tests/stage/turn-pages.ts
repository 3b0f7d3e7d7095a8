// All pages of a list, as somebody turns them who always asks for the next one. Stops at the first row that comes twice.
import type { Actor } from "#app/access/actor";
import { type Mark, markParam, type Page } from "#app/database/page.server";
import type { Db } from "#app/database/transaction.server";
import type { Stage } from "./on-stage";

export async function turnPages<Row extends { id: string }>(
  { as }: Pick<Stage, "as">,
  who: Actor,
  read: (db: Db, after: Mark | null) => Promise<Page<Row>>,
): Promise<Row[]> {
  const rows = new Map<string, Row>();
  let next: string | null = null;
  do {
    const after = markParam.parse(next ?? undefined);
    const page: Page<Row> = await as(who, (db) => read(db, after));
    for (const row of page.rows) {
      if (rows.has(row.id)) throw new Error(`row ${rows.size} came a second time`);
      rows.set(row.id, row);
    }
    next = page.next;
  } while (next !== null);
  return [...rows.values()];
}
