// Reads recorded week tables into the directory's own shape and asks them what the record asked. Leaves out, with a reason, what is not a question about hours.
import {
  addDays,
  type CalendarDay,
  localDay,
  parseCalendarDay,
  parseTime,
  type Weekday,
} from "#app/models/values/calendar-day";
import { isAlwaysOpen } from "#app/models/values/week-table";
import {
  type DatedHours,
  type DaySpan,
  intervalsBetween,
  isOpenAt,
  nextClosing,
  nextOpening,
  spansOfDay,
  spansOfWeekday,
  type WeeklySpan,
} from "#app/models/values/weekly-hours";

type Moment = { readonly at: string; readonly offset: string; readonly tz: string };
export type TableCase = {
  readonly id: string;
  readonly test: string;
  readonly kind: string;
  readonly definition: unknown;
  readonly timezone: string | null;
  readonly call?: string;
  readonly args?: readonly (string | Moment | null)[];
  readonly result?: boolean | string | Moment | null;
  readonly throws?: string;
};
type Table = { hours: WeeklySpan[]; exceptions: DatedHours[] };
type Question = (table: Table, zone: string, instant: Date) => boolean | string | Date | null;

const NAMES = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const questions: Readonly<Record<string, Question>> = {
  isOpenAt: ({ hours, exceptions }, zone, instant) => isOpenAt(hours, exceptions, zone, instant) === "open",
  isClosedAt: ({ hours, exceptions }, zone, instant) => isOpenAt(hours, exceptions, zone, instant) !== "open",
  nextOpen: ({ hours, exceptions }, zone, instant) => nextOpening(hours, exceptions, zone, instant),
  nextClose: ({ hours, exceptions }, zone, instant) => nextClosing(hours, exceptions, zone, instant),
  previousOpen: (table, zone, instant) =>
    before(table, zone, instant).findLast(({ opensAt }) => opensAt < instant)?.opensAt ?? null,
  previousClose: (table, zone, instant) =>
    before(table, zone, instant).findLast(({ closesAt }) => closesAt <= instant)?.closesAt ?? null,
  forDate: ({ hours, exceptions }, zone, instant) =>
    (spansOfDay(hours, exceptions, localDay(instant, zone)) ?? []).map(spanText).join(","),
  currentOpenRange: ({ hours, exceptions }, zone, instant) => {
    const today = localDay(instant, zone);
    const minute = (instant.getTime() - Date.parse(`${today}T00:00:00Z`)) / 60_000;
    const at = (day: CalendarDay, shift: number) =>
      (spansOfDay(hours, exceptions, day) ?? []).find(
        ({ opensMinute, closesMinute }) => opensMinute <= minute + shift && minute + shift < closesMinute,
      );
    const span = at(today, 0) ?? at(addDays(today, -1), 1440);
    return span ? spanText(span) : null;
  },
  isAlwaysOpen: ({ hours, exceptions }) =>
    isAlwaysOpen(hours) &&
    exceptions.every(({ spans }) => spans?.[0]?.opensMinute === 0 && spans[0].closesMinute === 1440),
};

/** Far enough back for the last change of any weekly table. */
function before({ hours, exceptions }: Table, zone: string, instant: Date) {
  const today = localDay(instant, zone);
  const found = intervalsBetween(hours, exceptions, zone, addDays(today, -40), addDays(today, 2));
  // What was open already when the days looked at begin did not open there.
  return found.filter(({ opensAt }) => localDay(opensAt, zone) > addDays(today, -40));
}

// A night that begins on Monday evening is said to have ended on Monday at two, before it began.
const nightsDenied = new Set(["sp-202", "sp-203", "sp-204"]);

export type Asked = { readonly expected: unknown; readonly answer: unknown };

/** The record's answer and ours, or in words why it is no question for the directory. */
export function ask(row: TableCase): Asked | string {
  if (row.kind === "merge") return "merging two tables";
  if (row.kind === "invalid") return refused(row);
  const [first, ...more] = row.args ?? [];
  if (more.length > 0) return "a limit to the search set by the caller";
  if (nightsDenied.has(row.id)) return "the end of a night that was not open";
  if (row.call === "isAlwaysClosed") return "a week without hours, which is unknown here";
  const moment = first && typeof first === "object" ? first : null;
  const year = moment ? moment.at.slice(0, 4) : "2026";
  const table = readTable(row.definition, year);
  if (table === null || row.call === undefined) return "a table that is not read";
  if (row.call === "isClosedOn") return closedOn(table, String(first), row.result);
  const question = questions[row.call];
  if (!question) return "a question that is not asked";
  const instant = moment ? instantOf(moment) : new Date(0);
  // Where the record gives up looking, none is known here.
  const { result = null } = row;
  return {
    expected: result !== null && typeof result === "object" ? instantOf(result) : result,
    answer: question(table, row.timezone ?? moment?.tz ?? "UTC", instant),
  };
}

/** A definition that must be refused: ours is refused when a day, a weekday or a time in it is none. */
function refused({ definition }: TableCase): Asked | string {
  if (JSON.stringify(definition).includes("dateTimeClass")) return "a setting of the other library";
  return { expected: null, answer: readTable(definition, "2026") };
}

function closedOn({ hours, exceptions }: Table, asked: string, expected: unknown): Asked | string {
  const weekday = NAMES.indexOf(asked);
  if (weekday >= 0) return { expected, answer: spansOfWeekday(hours, (weekday + 1) as Weekday)?.length === 0 };
  const day = parseCalendarDay(asked);
  if (day === null) return "a date without its year";
  return { expected, answer: spansOfDay(hours, exceptions, day)?.length === 0 };
}

/** @param year in which dates without a year are meant: they are entered year by year */
function readTable(definition: unknown, year: string): Table | null {
  if (Array.isArray(definition)) return readSpecifications(definition);
  const { overflow: _overflow, exceptions = {}, timezone: _zone, ...days } = definition as Record<string, unknown>;
  const table: Table = { hours: [], exceptions: [] };
  for (const [name, texts] of Object.entries(days)) {
    const weekdays = readWeekdays(name);
    const spans = readSpans(texts);
    if (weekdays === null || spans === null) return null;
    table.hours.push(...weekdays.flatMap((weekday) => spans.map((span) => ({ weekday, ...span }))));
  }
  for (const [name, texts] of Object.entries(exceptions as Record<string, unknown>)) {
    const dates = readDates(name, year);
    const spans = readSpans(texts);
    if (dates === null || spans === null) return null;
    // A date with its year goes before one that comes every year.
    const known = new Set(table.exceptions.map(({ day }) => day));
    table.exceptions.push(...dates.filter((day) => !known.has(day)).map((day) => ({ day, spans })));
  }
  return table;
}

function readSpecifications(rows: unknown[]): Table | null {
  const table: Table = { hours: [], exceptions: [] };
  for (const row of rows as Record<string, unknown>[]) {
    const { dayOfWeek, opens, closes, validFrom, validThrough } = row;
    const weekdays = readWeekdays([dayOfWeek].flat().join("-"));
    const spans = readSpans([`${opens}-${closes}`]);
    if (weekdays === null || spans === null) return null;
    if ([validFrom, validThrough].some((day) => day !== undefined && parseCalendarDay(String(day)) === null))
      return null;
    table.hours.push(...weekdays.flatMap((weekday) => spans.map((span) => ({ weekday, ...span }))));
  }
  return table;
}

function readWeekdays(name: string): Weekday[] | null {
  const [first = -1, last = first] = name
    .toLowerCase()
    .split(/ to | ?- ?/)
    .map((word) => NAMES.indexOf(word));
  if (first < 0 || last < first) return null;
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index + 1) as Weekday);
}

function readDates(name: string, year: string): CalendarDay[] | null {
  const found = /^((?:\d{4}-)?\d\d-\d\d)(?:(?: to | ?- ?)((?:\d{4}-)?\d\d-\d\d))?$/.exec(name);
  const [first, last] = [found?.[1], found?.[2] ?? found?.[1]].map((text = "") =>
    parseCalendarDay(text.length === 5 ? `${year}-${text}` : text),
  );
  if (!first || !last) return null;
  const days: CalendarDay[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

/** A span that runs backwards ends the morning after. */
function readSpans(texts: unknown): DaySpan[] | null {
  if (!Array.isArray(texts)) return null;
  const spans: DaySpan[] = [];
  for (const entry of texts as unknown[]) {
    const text = typeof entry === "string" ? entry : String((entry as { hours?: unknown }).hours);
    const [opens, closes] = text.split("-").map((time) => parseTime(time));
    if (opens === undefined || closes === undefined || opens === null || closes === null) return null;
    spans.push({ opensMinute: opens, closesMinute: closes <= opens ? closes + 1440 : closes });
  }
  return spans;
}

function spanText({ opensMinute, closesMinute }: DaySpan): string {
  const time = (minute: number) =>
    [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
  return `${time(opensMinute)}-${time(closesMinute > 1440 ? closesMinute - 1440 : closesMinute)}`;
}

function instantOf(moment: Moment): Date {
  return new Date(`${moment.at}${moment.offset === "+00:00" ? "Z" : moment.offset}`);
}
