// Reads several kinds of what waits in one statement: of each so many to show, and how many there are. Decides nothing about any of them.
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { COUNTED } from "#app/database/page.server";
import type { CalendarDay } from "../values/calendar-day";

/** Of each kind the page shows so many. */
export const SHOWN = 6;

export type WaitingLine = {
  readonly id: string;
  readonly number: string;
  readonly clientName: string;
  readonly about: string | null;
  readonly state: string;
  /** Since when it waits. */
  readonly since: Date | null;
  readonly dueOn: string | null;
  readonly overdue: boolean;
  /** Where the line leads. */
  readonly to: string;
};

export type Waiting = { readonly count: number; readonly lines: readonly WaitingLine[] };

const NOTHING: Waiting = { count: 0, lines: [] };

/** A query without an order that names id, number, name, about, state, since (timestamptz), due (date) and to; least of `by` first. */
export interface WaitingOf {
  readonly of: SQL;
  readonly by: "since" | "due";
}

/** The first of them, as the day's page shows and counts them. */
export const firstOf = ({ of, by }: WaitingOf): SQL => sql`${of} order by ${sql.raw(by)}, id limit ${COUNTED}`;

export interface WaitingRow extends Record<string, unknown> {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly about: string | null;
  readonly state: string;
  readonly since: string | null;
  readonly due: string | null;
  readonly to: string;
}

interface Row extends WaitingRow {
  readonly sort: string;
  readonly whole: number;
}

/**
 * @param kinds each a query in its own order, limited to COUNTED, that names id, number, name, about, state, since (timestamptz),
 * due (date) and to. One statement, because each pays once more for asking who is hidden from the actor.
 */
export async function readWaiting<Kind extends string>(
  db: Db,
  today: CalendarDay,
  kinds: Readonly<Record<Kind, SQL>>,
): Promise<Readonly<Record<Kind, Waiting>>> {
  const parts = Object.entries<SQL>(kinds).map(
    ([
      kind,
      of,
    ]) => sql`(select ${sql.raw(`'${kind}'`)} as sort, f.id, f.number, f.name, f.about, f.state, f.since, f.due::text, f.to,
      count(*) over ()::int as whole from (${of}) f limit ${SHOWN})`,
  );
  const rows = await db.execute<Row>(sql.join(parts, sql` union all `));
  const found = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, NOTHING])) as Record<Kind, Waiting>;
  for (const row of rows) {
    const sort = row.sort as Kind;
    found[sort] = { count: row.whole, lines: [...found[sort].lines, toLine(row, today)] };
  }
  return found;
}

export function toLine(
  { id, number, name, about, state, since, due, to }: WaitingRow,
  today: CalendarDay,
): WaitingLine {
  return {
    id,
    number,
    clientName: name,
    about,
    state,
    since: since ? new Date(since) : null,
    dueOn: due,
    overdue: due !== null && due < today,
    to,
  };
}
