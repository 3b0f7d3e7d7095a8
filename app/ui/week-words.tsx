// A week of hours read back in words, with what looks like a slip of the pen. Changes nothing and asks no clock.
import { useFormats, useSay } from "#app/i18n/speech";
import { describeWeek, isAlwaysOpen, type WeekStretch, weekGaps, weekOverlaps } from "#app/models/values/week-table";
import type { WeeklySpan } from "#app/models/values/weekly-hours";
import { Notice } from "./notice";

/** Shorter than this, a pause between two spans is more often a slip than a lunch. */
const SHORT_GAP_MINUTES = 20;
const MINUTES_A_DAY = 1440;

export function WeekWords({ hours }: { hours: readonly WeeklySpan[] }) {
  const say = useSay();
  const formats = useFormats();
  const parts = describeWeek(hours);
  if (parts === null) return <p>{say("directory.hours.unknown")}</p>;
  if (isAlwaysOpen(hours)) return <p>{say("directory.hours.always")}</p>;
  const days = (from: number, to: number) =>
    from === to
      ? formats.weekday(from)
      : say("directory.hours.days-range", { from: formats.weekday(from), to: formats.weekday(to) });
  return (
    <ul className="plain-list">
      {parts.map(({ from, to, spans }) => (
        <li key={from}>
          {say("directory.hours.part", {
            days: days(from, to),
            spans:
              spans.length === 0
                ? say("directory.hours.closed")
                : formats.list(spans.map((span) => formats.span(span.opensMinute, span.closesMinute))),
          })}
        </li>
      ))}
    </ul>
  );
}

export function WeekWarnings({ hours }: { hours: readonly WeeklySpan[] }) {
  const say = useSay();
  const formats = useFormats();
  const overlaps = weekOverlaps(hours);
  const gaps = hours.length === 0 ? [] : weekGaps(hours).filter(isShort);
  if (overlaps.length + gaps.length === 0) return null;
  const named = ({ weekday, opensMinute, closesMinute }: WeeklySpan) =>
    say("directory.hours.on-day", {
      day: formats.weekday(weekday),
      span: formats.span(opensMinute, closesMinute),
    });
  return (
    <Notice tone="warning" title={say("directory.hours.check")}>
      <ul>
        {overlaps.map(([one, other]) => (
          <li key={`${named(one)} ${named(other)}`}>
            {say("directory.hours.overlap", { one: named(one), other: named(other) })}
          </li>
        ))}
        {gaps.map(({ fromMinute, toMinute }) => (
          <li key={fromMinute}>
            {say("directory.hours.gap", {
              minutes: formats.minutes(toMinute - fromMinute),
              day: formats.weekday((Math.floor(fromMinute / MINUTES_A_DAY) % 7) + 1),
              from: formats.minute(fromMinute % MINUTES_A_DAY),
            })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

const isShort = ({ fromMinute, toMinute }: WeekStretch) => toMinute - fromMinute <= SHORT_GAP_MINUTES;
