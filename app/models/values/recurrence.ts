// Turns a rule into its days and, on a location's clock, into instants. Never decides whether somebody is free on them.
import { RRuleTemporal } from "rrule-temporal";
import { addDays, asCalendarDay, type CalendarDay, instantAt, type TimeZone, type Weekday } from "./calendar-day";
import { describeRule, MOST_OCCURRENCES, type RecurrenceRule, type RuleDescription } from "./recurrence-rule";
import { Refusal } from "./refusal";

export {
  describeRule,
  MOST_OCCURRENCES,
  type RecurrenceRule,
  type RuleDescription,
  recurrenceRule,
} from "./recurrence-rule";

/** One session's time of day: minutes past midnight, start 0 to 1439, end later and at most 2880 (the night after). */
export type SessionTimes = { readonly startMinute: number; readonly endMinute: number };

export type Occurrence = { readonly day: CalendarDay; readonly startsAt: Date; readonly endsAt: Date };

const WEEKDAY_CODES: Readonly<Record<Weekday, string>> = {
  1: "MO",
  2: "TU",
  3: "WE",
  4: "TH",
  5: "FR",
  6: "SA",
  7: "SU",
};

/**
 * The days of a rule, earliest first, without those skipped.
 * Two house rules differ from RFC 5545: a month too short for its date has the session on its last day, and a rule may
 * have both ends, of which the earlier wins.
 * @returns 0 to 366 days
 * @throws Refusal "recurrence.too-many-days" (422, blank most) when the rule gives more: a year of sessions is a plan, more is a slip
 */
export function expandRule(rule: RecurrenceRule): CalendarDay[] {
  const described = describeRule(rule);
  const most = described.count ?? MOST_OCCURRENCES + 1;
  const text = [`DTSTART;VALUE=DATE:${compact(rule.firstDay)}`, `RRULE:${ruleText(rule)}`].join("\n");
  const reading = new RRuleTemporal({ rruleString: text });
  const days = reading
    .all((_, index) => index < most)
    .map((moment) => asCalendarDay(moment.toPlainDate().toString()))
    .filter((day) => described.untilDay === null || day <= described.untilDay);
  if (days.length > MOST_OCCURRENCES) {
    throw new Refusal("recurrence.too-many-days", 422, { most: MOST_OCCURRENCES });
  }
  const skipped = new Set<CalendarDay>(rule.skippedDays);
  return days.filter((day) => !skipped.has(day));
}

/**
 * The sessions of a rule as instants. They keep their time on the wall over a clock change; a time the clocks jump
 * over moves to after the jump.
 * @throws RangeError when the times are out of range, Refusal as expandRule
 */
export function occurrencesOf(rule: RecurrenceRule, times: SessionTimes, zone: TimeZone): Occurrence[] {
  if (times.startMinute < 0 || times.startMinute >= 1440 || times.endMinute <= times.startMinute) {
    throw new RangeError(`session times out of range: ${times.startMinute} to ${times.endMinute}`);
  }
  return expandRule(rule).map((day) => ({
    day,
    startsAt: instantAt(day, times.startMinute, zone),
    endsAt: instantAt(day, times.endMinute, zone),
  }));
}

/** The rule as the value of an iCalendar RRULE with days for its times, `COUNT` only where there is no `UNTIL`. Source: RFC 5545, 3.3.10. */
export function ruleText(rule: RecurrenceRule): string {
  const described = describeRule(rule);
  const parts = [...patternParts(described), `INTERVAL=${described.every}`, "WKST=MO"];
  if (described.untilDay !== null) parts.push(`UNTIL=${compact(described.untilDay)}`);
  else if (described.count !== null) parts.push(`COUNT=${described.count}`);
  return parts.join(";");
}

/** The day after the last session's: the open end of the span that a rule covers; null when it has no day at all. */
export function endOfRule(rule: RecurrenceRule): CalendarDay | null {
  const last = expandRule(rule).at(-1);
  return last === undefined ? null : addDays(last, 1);
}

function patternParts(rule: RuleDescription): string[] {
  switch (rule.repeats) {
    case "daily":
      return ["FREQ=DAILY"];
    case "weekly":
      return ["FREQ=WEEKLY", `BYDAY=${rule.weekdays.map((weekday) => WEEKDAY_CODES[weekday]).join(",")}`];
    case "monthly-by-date":
      return ["FREQ=MONTHLY", ...dateParts(rule.dayOfMonth)];
    case "monthly-by-weekday":
      return ["FREQ=MONTHLY", `BYDAY=${rule.ordinal}${WEEKDAY_CODES[rule.weekday]}`];
  }
}

// The last that exists of the 28th up to the date asked for: how RFC 5545 says "or the last day of a short month".
function dateParts(dayOfMonth: number): string[] {
  if (dayOfMonth <= 28) return [`BYMONTHDAY=${dayOfMonth}`];
  const candidates = [28, 29, 30, 31].filter((date) => date <= dayOfMonth);
  return [`BYMONTHDAY=${candidates.join(",")}`, "BYSETPOS=-1"];
}

function compact(day: CalendarDay): string {
  return day.replaceAll("-", "");
}
