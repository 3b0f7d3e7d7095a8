// Counts what was delivered in each day, week or month of authorizations that are limited so. Refuses nothing: the database does, row by row.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { firstDayAfter, firstDayOf, limitOf, PeriodCount } from "../authorization/period";
import { asCalendarDay, type CalendarDay } from "../values/calendar-day";
import type { UnitsHundredths } from "../values/money";

/** What was delivered on a day, by an authorization that may limit each period. */
interface OnDay {
  readonly authorizationId: string;
  readonly serviceDay: CalendarDay;
  readonly period: string | null;
  readonly unitsPerPeriod: UnitsHundredths | null;
}

/** By authorization, for those that have such a limit: what was delivered in the periods these days lie in. */
export async function readPeriodCounts(db: Db, rows: readonly OnDay[]): Promise<ReadonlyMap<string, PeriodCount>> {
  const spans = spansOf(rows);
  if (spans.size === 0) return new Map();
  const asked = JSON.stringify([...spans.values()]);
  const delivered = await db.execute<{ id: string; day: string; hundredths: string }>(sql`
    select w.id::text, s.service_day::text as day, (sum(d.units) * 100)::bigint::text as hundredths
    from jsonb_to_recordset(${asked}::text::jsonb) as w (id uuid, first date, after date)
    join session s on s.authorization_id = w.id and s.service_day >= w.first and s.service_day < w.after
    join attendance d on d.session_id = s.id and d.authorization_id = w.id and d.current
    group by w.id, s.service_day`);
  const taken = Map.groupBy(delivered, ({ id }) => id);
  return new Map(
    rows.flatMap((row) => {
      const limit = limitOf(row);
      if (!limit) return [];
      const days = (taken.get(row.authorizationId) ?? []).map(({ day, hundredths }) => ({
        day: asCalendarDay(day),
        units: BigInt(hundredths),
      }));
      return [[row.authorizationId, new PeriodCount(limit, days)] as const];
    }),
  );
}

/** The periods these days lie in, each once. */
function spansOf(rows: readonly OnDay[]) {
  const spans = new Map<string, { id: string; first: CalendarDay; after: CalendarDay }>();
  for (const row of rows) {
    const limit = limitOf(row);
    if (!limit) continue;
    const first = firstDayOf(limit.period, row.serviceDay);
    const after = firstDayAfter(limit.period, row.serviceDay);
    spans.set(`${row.authorizationId} ${first}`, { id: row.authorizationId, first, after });
  }
  return spans;
}

/** Each line with what was delivered in its own day, week or month; null where nothing limits it. */
export async function withPeriodUnits<Line extends OnDay>(
  db: Db,
  lines: readonly Line[],
): Promise<(Line & { periodUnits: UnitsHundredths | null })[]> {
  const counts = await readPeriodCounts(db, lines);
  return lines.map((line) => ({
    ...line,
    periodUnits: counts.get(line.authorizationId)?.takenAround(line.serviceDay) ?? null,
  }));
}
