// Says the recorded cases of OpenStreetMap's opening hours in the directory's own shape, by the number of their rule. Names why others cannot be said.
import { addDays, asCalendarDay, type CalendarDay, parseTime, type Weekday } from "#app/models/values/calendar-day";
import type { SpanRule } from "#app/models/values/span-rule";
import { type DatedHours, isSpan, type WeeklySpan } from "#app/models/values/weekly-hours";

export type OsmCase = {
  readonly id: string;
  readonly group: number;
  readonly timezone: string;
  readonly features: readonly string[];
  readonly window: { readonly from_local: string; readonly to_local: string };
  readonly intervals: readonly { readonly from_utc: string; readonly to_utc: string; readonly state: string }[];
  readonly weekly: readonly WeekRow[] | null;
  readonly instants: readonly { readonly utc: string; readonly state: "open" | "closed" | "unknown" }[];
};
type WeekRow = {
  readonly always?: true;
  readonly weekday?: string;
  readonly opens_at?: string;
  readonly closes_at?: string;
  readonly closes_weekday?: string;
};

export type OwnSchedule = { readonly hours: readonly WeeklySpan[]; readonly exceptions: readonly DatedHours[] };

const CODES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const DAILY: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const WORKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5];

/** `"09:00-12:00"` on these weekdays, by this rule. */
function on(weekdays: readonly Weekday[], times: string, rule: SpanRule = {}): WeeklySpan[] {
  const [opens = "", closes = ""] = times.split("-");
  const [opensMinute, closesMinute] = [parseTime(opens) ?? Number.NaN, parseTime(closes) ?? Number.NaN];
  return weekdays.map((weekday) => ({ weekday, opensMinute, closesMinute, ...rule }));
}

const season = (seasonFrom: number, seasonUntil: number): SpanRule => ({ seasonFrom, seasonUntil });
const allDay = (rule: SpanRule) => on(DAILY, "00:00-24:00", rule);

/** Dated hours of each day in [from, until): closed, or open around the clock. */
function dated(from: string, until: string, open = false): DatedHours[] {
  const spans = open ? [{ opensMinute: 0, closesMinute: 1440 }] : [];
  const days: DatedHours[] = [];
  for (let day = asCalendarDay(from); day < until; day = addDays(day, 1)) days.push({ day, spans });
  return days;
}

const shut = ({ window }: OsmCase) => ({
  hours: [],
  exceptions: dated(window.from_local.slice(0, 10), addDays(dayOf(window.to_local), 1)),
});
const only = (from: string, until: string) => (row: OsmCase) => {
  const { exceptions } = shut(row);
  return {
    hours: [],
    exceptions: [...exceptions.filter(({ day }) => day < from || day >= until), ...dated(from, until, true)],
  };
};
const week = (hours: readonly WeeklySpan[]) => () => ({ hours, exceptions: [] });

// A rule that only ever holds, or only on dates, is written with dated hours, as a person would.
const said: Readonly<Record<number, (row: OsmCase) => OwnSchedule>> = {
  3: shut,
  4: week(on(DAILY, "00:00-06:00").concat(on(DAILY, "18:00-24:00"))),
  7: week(on(DAILY, "10:00-12:00").concat(on(DAILY, "13:00-20:00"))),
  8: week(on(DAILY, "00:00-00:01")),
  28: shut,
  85: week(on(DAILY, "00:00-24:00")),
  182: week(on([3], "10:00-12:00", { nth: [4, 5] })),
  219: week(on(DAILY, "08:00-12:00", season(401, 501))),
  221: week(allDay(season(1101, 1201))),
  222: week([
    ...allDay(season(101, 102)),
    ...allDay(season(1224, 1226)),
    ...on([4], "00:00-24:00", { nth: [4], ...season(1101, 1201) }),
  ]),
  223: week(
    [
      season(101, 102),
      season(1211, 1212),
      season(1215, 1218),
      season(1219, 1220),
      season(1221, 1222),
      season(1223, 1226),
    ].flatMap(allDay),
  ),
  224: week(allDay(season(123, 213))),
  225: week([...allDay(season(131, 202)), ...allDay(season(801, 901))]),
  228: only("2012-01-23", "2012-02-13"),
  242: only("2016-02-29", "2016-03-01"),
  248: only("2060-01-01", "2066-01-01"),
  249: only("2040-01-01", "2051-01-01"),
  252: week(allDay(season(109, 116))),
  256: week(on(WORKDAYS, "08:00-12:00").concat(on(WORKDAYS, "13:00-17:00"))),
  284: week([...on([6, 7], "16:00-19:00", season(1101, 1222)), ...on([6, 7], "16:00-19:00", season(1223, 101))]),
  285: week([...allDay(season(501, 1001)), ...on([6, 7], "08:00-15:00", season(401, 1101))]),
  289: week([]),
  303: week(on(DAILY, "08:00-08:01", season(401, 501))),
  313: week([
    ...["22:00-22:01", "23:00-23:01"].flatMap((times) => on(WORKDAYS, times)),
    ...["00:00-00:01", "01:00-01:01", "02:00-02:01", "03:00-03:01"].flatMap((times) => on([2, 3, 4, 5, 6], times)),
  ]),
  323: week(on(DAILY, "10:00-18:00", season(101, 201))),
};

/** @returns null where the directory cannot say the rule */
export function scheduleOf(row: OsmCase): OwnSchedule | null {
  const own = said[row.group];
  if (own && !row.features.includes("iso_week")) return own(row);
  const hours = row.weekly?.flatMap(spansOfRow) ?? [];
  return hours.length > 0 && hours.every(isSpan) ? { hours, exceptions: [] } : null;
}

// Beginning with what says most about why, because a case bears the marks of all that is in it.
const reasons: readonly (readonly [string, (row: OsmCase) => boolean])[] = [
  ["sunrise and sunset", ({ features }) => features.includes("sun_event")],
  ["school holidays", ({ features }) => features.includes("school_holiday")],
  ["Easter", ({ features }) => features.includes("easter")],
  ["weeks of the year", ({ features }) => features.includes("iso_week")],
  [
    "an open end",
    ({ features, intervals }) => features.includes("open_end") && intervals.some(({ state }) => state === "unknown"),
  ],
  ["holidays of other countries", ({ features }) => features.includes("public_holiday")],
  [
    "hours that are only perhaps",
    ({ features, intervals }) => features.includes("fallback") || intervals.some(({ state }) => state === "unknown"),
  ],
  ["days counted from another day", ({ features }) => features.includes("day_offset")],
  ["seasons that begin or end on a weekday", ({ features }) => features.includes("nth_weekday")],
  ["every so many years", ({ features }) => features.includes("year")],
];

export const whyNot = (row: OsmCase) => reasons.find(([, holds]) => holds(row))?.[0] ?? "other";

/** A stretch of several days and nights is a span for each of its days. */
function spansOfRow(row: WeekRow): WeeklySpan[] {
  if (row.always) return on(DAILY, "00:00-24:00");
  const first = CODES.indexOf(row.weekday ?? "");
  const opens = parseTime(row.opens_at ?? "") ?? Number.NaN;
  const closes = parseTime(row.closes_at ?? "") ?? Number.NaN;
  const nights = (CODES.indexOf(row.closes_weekday ?? "") - first + 7) % 7;
  const length = closes - opens + (nights === 0 && closes <= opens ? 7 : nights) * 1440;
  const spans: WeeklySpan[] = [];
  for (let from = opens; from < opens + length; from = (Math.floor(from / 1440) + 1) * 1440) {
    const weekday = (((first + Math.floor(from / 1440)) % 7) + 1) as Weekday;
    const opensMinute = from % 1440;
    const rest = opens + length - from;
    // A night is one span; only what is longer than a day is cut at midnight.
    const closesMinute = opensMinute + (rest <= 1440 ? rest : 1440 - opensMinute);
    spans.push({ weekday, opensMinute, closesMinute });
    if (rest <= 1440) break;
  }
  return spans;
}

function dayOf(local: string): CalendarDay {
  return asCalendarDay(local.slice(0, 10));
}
