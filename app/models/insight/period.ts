// The periods a figure can be asked for: a whole month, quarter or year of the agency's calendar. Never any other span: two spans that nearly cover each other would tell of the few between them.
import { z } from "zod";
import { addDays, addMonths, asCalendarDay, type CalendarDay, firstOfMonth } from "../values/calendar-day";

export const PERIOD_KINDS = ["month", "quarter", "year"] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

/** Half-open: `until` is the first day after it. Its name stands in addresses: 2026-09, 2026-Q3, 2026. */
export interface Period {
  readonly kind: PeriodKind;
  readonly name: string;
  readonly from: CalendarDay;
  readonly until: CalendarDay;
}

const MONTHS: Readonly<Record<PeriodKind, number>> = { month: 1, quarter: 3, year: 12 };
const SHAPE = /^(2\d{3})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?$/;

/** The period of this kind in which the day lies. */
export function periodOf(kind: PeriodKind, day: CalendarDay): Period {
  const year = day.slice(0, 4);
  const month = Number(day.slice(5, 7));
  const first = month - ((month - 1) % MONTHS[kind]);
  const from = asCalendarDay(`${year}-${String(first).padStart(2, "0")}-01`);
  return { kind, name: nameOf(kind, from), from, until: addMonths(from, MONTHS[kind]) };
}

/** @returns null where the text names none */
export function parsePeriod(text: string): Period | null {
  const found = SHAPE.exec(text);
  if (!found) return null;
  const [, year, quarter, month] = found;
  if (month) return periodOf("month", asCalendarDay(`${year}-${month}-01`));
  const first = quarter ? Number(quarter) * 3 - 2 : 1;
  return periodOf(quarter ? "quarter" : "year", asCalendarDay(`${year}-${String(first).padStart(2, "0")}-01`));
}

export const periodBefore = ({ kind, from }: Period): Period => periodOf(kind, addDays(from, -1));

/** The whole periods before the one in which the day lies, latest first: what has happened in them is over. */
export function periodsBefore(kind: PeriodKind, day: CalendarDay, count: number): Period[] {
  const periods: Period[] = [];
  for (let last = periodOf(kind, day); periods.length < count; ) {
    last = periodBefore(last);
    periods.push(last);
  }
  return periods;
}

/** The months, or quarters, it is made of. A month is made of itself. */
export function partsOf(period: Period, kind: PeriodKind): Period[] {
  const parts: Period[] = [];
  for (let day = firstOfMonth(period.from); day < period.until; ) {
    const part = periodOf(kind, day);
    parts.push(part);
    day = part.until;
  }
  return parts;
}

function nameOf(kind: PeriodKind, from: CalendarDay): string {
  if (kind === "year") return from.slice(0, 4);
  if (kind === "month") return from.slice(0, 7);
  return `${from.slice(0, 4)}-Q${(Number(from.slice(5, 7)) + 2) / 3}`;
}

/** A period in an address; what is none reads as left out. */
export const periodParam = z.string().max(7).transform(parsePeriod).catch(null).default(null);
