// A week as somebody fills it in, day by day in typed times, and the spans it means. Names the row that cannot be; never fills in a day that was left open.
import type { Weekday } from "./calendar-day";
import { isEveryWeek } from "./span-rule";
import { readTypedSpan, type SpanFault, typedTime } from "./typed-time";
import type { PlainSpan, WeeklyHours } from "./weekly-hours";

export const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
/** More stretches than a day of any place that was ever read. */
export const MOST_SPANS_A_DAY = 8;
const MINUTES_A_DAY = 1440;

/** What is said of a day: times in its rows, nothing open, all of it, or what the day before is. */
export const DAY_KINDS = ["times", "closed", "all-day", "as-before"] as const;
export type DayKind = (typeof DAY_KINDS)[number];

export type SheetRow = { readonly opens: string; readonly closes: string };
export type SheetDay = { readonly kind: DayKind; readonly rows: readonly SheetRow[] };
/** Monday first. */
export type WeekSheet = {
  readonly days: readonly SheetDay[];
  /** Days of which nothing is said are closed; else they must be answered. */
  readonly restClosed: boolean;
};

/** The row is counted from 1; a fault of the whole day or week has row 0. */
export type SheetFault = {
  readonly weekday: Weekday;
  readonly row: number;
  readonly at: "opens" | "closes" | "day";
  readonly fault: SpanFault | "times-and-closed" | "unsaid" | "never-open";
};

/** Typed times that were read otherwise than their figures say, with what they became. */
export type Guess = PlainSpan & { readonly row: number; readonly typed: SheetRow };

/** Spans in the order of the week; none at all and no fault is a week nobody has told us, which is unknown. */
export type SheetReading = {
  readonly spans: readonly PlainSpan[];
  readonly faults: readonly SheetFault[];
  readonly guesses: readonly Guess[];
  /** Days that were said to have no hours, one by one or as the rest. */
  readonly closed: readonly Weekday[];
};

export const EMPTY_ROW: SheetRow = { opens: "", closes: "" };
export const EMPTY_DAY: SheetDay = { kind: "times", rows: [EMPTY_ROW] };

type DayReading = {
  readonly spans: readonly PlainSpan[] | null;
  readonly faults: SheetFault[];
  readonly guesses: Guess[];
};

export function readSheet({ days, restClosed }: WeekSheet): SheetReading {
  const read: DayReading[] = [];
  for (const weekday of WEEKDAYS) read.push(readDay(weekday, days[weekday - 1] ?? EMPTY_DAY, read.at(-1)));
  const faults = read.flatMap((day) => day.faults);
  const spans = read.flatMap((day) => day.spans ?? []);
  const guesses = read.flatMap((day) => day.guesses);
  const isSaid = read.some((day) => day.spans !== null || day.faults.length > 0);
  if (isSaid && !restClosed) faults.push(...unsaidDays(read));
  // Hours on no day at all say that we do not know; a place that is shut for good or for a time is said elsewhere.
  if (isSaid && faults.length === 0 && spans.length === 0) {
    faults.push({ weekday: 1, row: 0, at: "day", fault: "never-open" });
  }
  const closed = WEEKDAYS.filter((weekday) => isClosed(read[weekday - 1], isSaid && restClosed));
  return { spans, faults, guesses, closed };
}

function isClosed(day: DayReading | undefined, restClosed: boolean): boolean {
  if (!day || day.faults.length > 0) return false;
  return day.spans === null ? restClosed : day.spans.length === 0;
}

function unsaidDays(read: readonly DayReading[]): SheetFault[] {
  return WEEKDAYS.filter((weekday) => {
    const day = read[weekday - 1];
    return day?.spans === null && day.faults.length === 0;
  }).map((weekday) => ({ weekday, row: 0, at: "day", fault: "unsaid" }));
}

function readDay(weekday: Weekday, { kind, rows }: SheetDay, before: DayReading | undefined): DayReading {
  const typed = rows.map((row, index) => ({ row: index + 1, typed: row, ...readTypedSpan(row.opens, row.closes) }));
  const isTyped = rows.some(({ opens, closes }) => opens.trim() !== "" || closes.trim() !== "");
  if (kind !== "times") {
    if (isTyped)
      return { spans: null, faults: [{ weekday, row: 0, at: "day", fault: "times-and-closed" }], guesses: [] };
    if (kind === "closed") return { spans: [], faults: [], guesses: [] };
    if (kind === "all-day") {
      return { spans: [{ weekday, opensMinute: 0, closesMinute: MINUTES_A_DAY }], faults: [], guesses: [] };
    }
    return { spans: before?.spans?.map((span) => ({ ...span, weekday })) ?? null, faults: [], guesses: [] };
  }
  const faults: SheetFault[] = [];
  const guesses: Guess[] = [];
  const spans: PlainSpan[] = [];
  for (const each of typed) {
    if ("fault" in each) faults.push({ weekday, row: each.row, at: each.at, fault: each.fault });
    else if (each.span) {
      spans.push({ weekday, ...each.span });
      if (each.guessed) guesses.push({ weekday, ...each.span, row: each.row, typed: each.typed });
    }
  }
  return { spans: isTyped ? spans : null, faults, guesses };
}

/** The sheet on which the hours of every week stand; hours by a rule have no row. Unknown hours are an empty sheet. */
export function sheetOf(hours: WeeklyHours): WeekSheet {
  const known = (hours ?? []).filter(isEveryWeek);
  if (known.length === 0) return { days: WEEKDAYS.map(() => EMPTY_DAY), restClosed: false };
  return {
    days: WEEKDAYS.map((weekday) => dayOf(known.filter((span) => span.weekday === weekday))),
    restClosed: false,
  };
}

function dayOf(spans: readonly PlainSpan[]): SheetDay {
  const [first] = spans;
  if (!first) return { kind: "closed", rows: [EMPTY_ROW] };
  if (spans.length === 1 && first.opensMinute === 0 && first.closesMinute === MINUTES_A_DAY) {
    return { kind: "all-day", rows: [EMPTY_ROW] };
  }
  const rows = spans
    .toSorted((one, other) => one.opensMinute - other.opensMinute)
    .slice(0, MOST_SPANS_A_DAY)
    .map(({ opensMinute, closesMinute }) => ({ opens: typedTime(opensMinute), closes: typedTime(closesMinute) }));
  return { kind: "times", rows };
}

/** The sheet with one day written on others as well. */
export function copyDay(sheet: WeekSheet, from: Weekday, to: readonly Weekday[]): WeekSheet {
  const day = sheet.days[from - 1] ?? EMPTY_DAY;
  return { ...sheet, days: sheet.days.map((each, index) => (to.includes((index + 1) as Weekday) ? day : each)) };
}
