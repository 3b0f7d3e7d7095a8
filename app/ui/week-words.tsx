// A schedule of hours read back in words. Changes nothing and asks no clock.
import type { Say } from "#app/i18n/say";
import { type Formats, useFormats, useSay } from "#app/i18n/speech";
import { type HolidayName, isHolidaySet } from "#app/models/values/holidays";
import {
  describeSchedule,
  type PlainRule,
  type RuleDays,
  type RulePart,
  type Season,
} from "#app/models/values/week-schedule";
import { isAlwaysOpen } from "#app/models/values/week-table";
import { spansOfWeekday, type WeeklySpan } from "#app/models/values/weekly-hours";
import { type HoursException, WeekHours } from "./week-hours";

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

type WeekWordsProps = {
  hours: readonly WeeklySpan[];
  /** The code of the set of public holidays on which the place is closed. */
  holidays?: string | null;
  /** When it next opens, where that is known, and the place's zone. */
  opens?: { at: Date | string; zone: string } | null;
  /** Without the days on which it is closed: they follow from the others. */
  openOnly?: boolean;
};

export function WeekWords({ hours, holidays = null, opens = null, openOnly = false }: WeekWordsProps) {
  const say = useSay();
  const formats = useFormats();
  const lines = scheduleLines(hours, say, formats, openOnly);
  if (lines === null) return <p>{say("directory.hours.unknown")}</p>;
  lines.push(...holidayLines(holidays, say));
  if (opens) lines.push(say("directory.hours.opens-next", { when: formats.instant(opens.at, opens.zone) }));
  return <Lines lines={lines} />;
}

type ScheduleProps = {
  hours: readonly WeeklySpan[];
  holidays: string | null;
  /** IANA zone of the place, named so that nobody calls an hour early. */
  timeZone: string;
  exceptions?: readonly (HoursException & { readonly holiday: HolidayName | null })[];
  /** ISO weekday of today at the place, shown stronger. */
  today?: number;
};

/** The ordinary week as a table, and what holds by rules in words below it. */
export function Schedule({ hours, holidays, exceptions: dated = [], ...table }: ScheduleProps) {
  const say = useSay();
  const formats = useFormats();
  const schedule = describeSchedule(hours);
  const exceptions = dated.map(({ holiday, ...one }) =>
    holiday === null ? one : { ...one, note: say(`directory.hours.holiday.${holiday}`) },
  );
  if (schedule === null && exceptions.length === 0) return <p>{say("ui.hours.unknown")}</p>;
  const lines = [...ruleLines(schedule?.parts ?? [], say, formats), ...holidayLines(holidays, say)];
  // A table that says "closed" seven times hides the one afternoon a month.
  const hasWeek = schedule === null || schedule.week !== null || exceptions.length > 0;
  const days = WEEKDAYS.map((weekday) => ({ weekday, spans: spansOfWeekday(hours, weekday) }));
  return (
    <>
      {hasWeek ? <WeekHours days={days} exceptions={exceptions} {...table} /> : null}
      {lines.length > 0 ? <Lines lines={lines} /> : null}
    </>
  );
}

/** One line for each part of the schedule; null when the hours are unknown. @param hours with their rules */
export function scheduleLines(
  hours: readonly WeeklySpan[],
  say: Say,
  formats: Formats,
  openOnly = false,
): string[] | null {
  const schedule = describeSchedule(hours);
  if (schedule === null) return null;
  const week = isAlwaysOpen(hours)
    ? [say("directory.hours.always")]
    : (schedule.week ?? [])
        .filter(({ spans }) => spans.length > 0 || !openOnly)
        .map((part) => partLine(daysOf(part, say, formats), part.spans, say, formats));
  return [...week, ...ruleLines(schedule.parts, say, formats)];
}

function ruleLines(parts: readonly RulePart[], say: Say, formats: Formats): string[] {
  return parts.flatMap(({ rule, days }) =>
    days.map((part) => partLine(ruledDays(rule, daysOf(part, say, formats), say, formats), part.spans, say, formats)),
  );
}

function holidayLines(holidays: string | null, say: Say): string[] {
  return holidays !== null && isHolidaySet(holidays) ? [say(`directory.hours.holidays.${holidays}`)] : [];
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="plain-list">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function partLine(days: string, spans: RuleDays["spans"], say: Say, formats: Formats): string {
  const closed = spans.length === 0;
  const open = spans.map((span) => formats.span(span.opensMinute, span.closesMinute));
  const said = say("directory.hours.part", {
    days,
    spans: closed ? say("directory.hours.closed") : formats.list(open),
  });
  // A line that begins with "last Friday" still begins as a sentence does.
  return said.charAt(0).toLocaleUpperCase(formats.language) + said.slice(1);
}

function daysOf({ from, to }: Pick<RuleDays, "from" | "to">, say: Say, formats: Formats): string {
  if (from === to) return formats.weekday(from);
  return say("directory.hours.days-range", { from: formats.weekday(from), to: formats.weekday(to) });
}

/** "May to October, 1st and 3rd Tuesday of the month" */
function ruledDays(rule: PlainRule, weekdays: string, say: Say, formats: Formats): string {
  let days = weekdays;
  if (rule.nth.length > 0) {
    const nths = rule.nth.map((nth) => say(`directory.hours.nth.${nth === -1 ? "last" : nth}`));
    days = say("directory.hours.nth-days", { nths: formats.list(nths), days });
  }
  if (rule.everyWeeks > 1) {
    const anchor = rule.anchorDay === null ? "" : formats.day(rule.anchorDay);
    days = say("directory.hours.every-weeks", { days, count: rule.everyWeeks, anchor });
  }
  const seasons = [rule.season && seasonWords(rule.season, say, formats), datesWords(rule, say, formats)];
  return seasons.reduce<string>(
    (said, season) => (season ? say("directory.hours.in-season", { season, days: said }) : said),
    days,
  );
}

function seasonWords({ kind, first, last }: Season, say: Say, formats: Formats): string {
  const name = kind === "months" ? formats.month : formats.yearDay;
  return first === last ? name(first) : say("directory.hours.from-to", { from: name(first), to: name(last) });
}

function datesWords({ fromDay, untilDay, lastDay }: PlainRule, say: Say, formats: Formats): string | null {
  if (fromDay !== null && untilDay !== null) return formats.days(fromDay, untilDay);
  if (fromDay !== null) return say("directory.hours.from-day", { day: formats.day(fromDay) });
  return lastDay === null ? null : say("directory.hours.until-day", { day: formats.day(lastDay) });
}
