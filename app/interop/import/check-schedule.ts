// Reads a schedule of HSDS: a recurrence with times, or hours in words. What weekly spans cannot say is kept as its text.
import type { CalendarDay, Weekday } from "#app/models/values/calendar-day";
import { type Recurrence, spansOfRecurrence } from "#app/models/values/recurrence-spans";
import { isRule } from "#app/models/values/span-rule";
import type { WeeklySpan } from "#app/models/values/weekly-hours";
import { readDay, readWeekday } from "./cells";
import { dayAfter, readOwners } from "./check-details";
import type { CheckResult } from "./check-providers";
import { readDated } from "./dated-slots";
import { readHoursText } from "./hours-text";
import type { Records } from "./records";
import type { RowReader } from "./row-reader";

const FREQUENCIES = ["DAILY", "WEEKLY", "MONTHLY"] as const;
const CODES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
// Weeks and days of the year, which weekly spans know nothing of.
const BEYOND = ["byweekno", "byyearday"];

export function checkSchedule(row: RowReader): CheckResult<Records["schedule"]> {
  const owners = readOwners(row);
  if (owners.parents.length === 0) row.fault("owner-blank", ["service_id", "location_id"]);
  const dates = readDates(row);
  const weekly = readWeekly(row, dates);
  const dated = readDated(row.raw("dated"));
  if (weekly === null && dated.length === 0) {
    const said = row.raw("description") === "" && row.raw("beside") !== "" ? "beside" : "description";
    row.fault("hours-not-certain", ["byday", "freq", said]);
  }
  const [description, beside] = [row.text("description"), row.text("beside")];
  const rule = ["freq", "byday", "opens_at", "closes_at"]
    .map((column) => row.raw(column))
    .filter((part) => part !== "");
  return {
    record: {
      ...owners.owners,
      weekly,
      text: [description, row.text("notes")].filter((part) => part !== null).join("\n") || rule.join(" "),
      ...(beside === null ? {} : { beside }),
      ...(dated.length > 0 ? { dated } : {}),
    },
    parents: owners.parents,
  };
}

type Dates = {
  readonly begins: CalendarDay | null;
  readonly from: CalendarDay | null;
  readonly until: CalendarDay | null;
};

/** The first occurrence, from which weeks are counted, and the days [from, until) on which the rule holds. */
function readDates(row: RowReader): Dates {
  const begins = readDay(row.raw("dtstart"));
  const lasts = [row.day("valid_to"), row.day("until")].filter((day) => day !== null);
  return {
    begins: typeof begins === "object" ? (begins.day as CalendarDay) : null,
    from: row.day("valid_from") as CalendarDay | null,
    until: (lasts.map(dayAfter).toSorted()[0] ?? null) as CalendarDay | null,
  };
}

function readWeekly(row: RowReader, dates: Dates): WeeklySpan[] | null {
  if (BEYOND.some((column) => row.raw(column) !== "")) return null;
  const says = ["freq", "byday", "opens_at", "closes_at"].some((column) => row.raw(column) !== "");
  const spans = says ? readRecurrence(row, dates) : readHoursText(row.text("description") ?? "");
  if (spans === null) return null;
  const from = [dates.from, says ? dates.begins : null]
    .filter((day) => day !== null)
    .toSorted()
    .at(-1);
  const dated = spans.map(({ fromDay: _counted, ...span }) => ({
    ...span,
    ...(from ? { fromDay: from } : {}),
    ...(dates.until && !span.untilDay ? { untilDay: dates.until } : {}),
  }));
  return dated.every(isRule) ? dated : null;
}

function readRecurrence(row: RowReader, { begins, until }: Dates): WeeklySpan[] | null {
  const frequency = FREQUENCIES.find((each) => each === row.raw("freq").toUpperCase());
  const byDay = row.list("byday").map((written) => CODES[(readWeekday(written) ?? 0) - 1] ?? written);
  const [opens, closes] = [row.time("opens_at"), row.time("closes_at")];
  // A time in UTC or at an offset is not what the clock on the door shows, and publishers write Z without meaning it.
  if (opens === null || closes === null || opens.zoned || closes.zoned || /^[+-]?\d/.test(row.raw("timezone")))
    return null;
  // Which weekday a rule without one means is read off its first day, and too many first days are only the day of entry.
  if (frequency === undefined || (byDay.length === 0 && frequency !== "DAILY")) return null;
  const recurrence: Recurrence = {
    frequency,
    interval: Number(row.raw("interval") || "1"),
    byDay,
    byMonthDay: row.list("bymonthday").map(Number),
    weekStart: (readWeekday(row.raw("wkst")) ?? 1) as Weekday,
    firstDay: begins,
    untilDay: until,
    count: row.raw("count") === "" ? null : Number(row.raw("count")),
  };
  const closesMinute = closes.minute <= opens.minute ? closes.minute + 1440 : closes.minute;
  return spansOfRecurrence(recurrence, { opensMinute: opens.minute % 1440, closesMinute });
}
