// What in a week looks like a slip of the pen, in words, with what a night means for the morning after. Forbids nothing.
import type { Say } from "#app/i18n/say";
import { type Formats, useFormats, useSay } from "#app/i18n/speech";
import type { Guess } from "#app/models/values/week-sheet";
import { type Slip, weekSlips } from "#app/models/values/week-slips";
import type { PlainSpan, WeeklySpan } from "#app/models/values/weekly-hours";
import { Notice } from "./notice";

type WeekSlipsProps = { hours: readonly WeeklySpan[]; guesses?: readonly Guess[] };

export function WeekSlips({ hours, guesses = [] }: WeekSlipsProps) {
  const say = useSay();
  const formats = useFormats();
  const slips = weekSlips(hours, guesses).map((slip) => ({ ...slip, words: slipWords(slip, say, formats) }));
  const nights = slips.filter(({ kind }) => kind === "night");
  const odd = slips.filter(({ kind }) => kind !== "night");
  return (
    <>
      {nights.map(({ words }) => (
        <p key={words} className="soft">
          {words}
        </p>
      ))}
      {odd.length > 0 ? (
        <Notice tone="warning" title={say("directory.hours.check")}>
          <ul>
            {odd.map(({ words }) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </>
  );
}

export function slipWords(slip: Slip, say: Say, formats: Formats): string {
  switch (slip.kind) {
    case "guessed":
      return say("directory.hours.guessed", {
        day: formats.weekday(slip.guess.weekday),
        opens: slip.guess.typed.opens,
        closes: slip.guess.typed.closes,
        span: formats.span(slip.guess.opensMinute, slip.guess.closesMinute),
      });
    case "overlap":
      return say("directory.hours.overlap", {
        one: spanOnDay(slip.one, say, formats),
        other: spanOnDay(slip.other, say, formats),
      });
    case "gap":
      return say("directory.hours.gap", {
        minutes: formats.minutes(slip.minutes),
        day: formats.weekday(slip.weekday),
        from: formats.minute(slip.fromMinute),
      });
    case "night":
      return say("directory.hours.night", {
        day: formats.weekday(slip.span.weekday),
        until: formats.minute(slip.span.closesMinute),
        next: formats.weekday((slip.span.weekday % 7) + 1),
      });
    case "reversed":
    case "long":
    case "short":
      return say(`directory.hours.${slip.kind}`, {
        span: spanOnDay(slip.span, say, formats),
        time: formats.minutes(slip.span.closesMinute - slip.span.opensMinute),
      });
  }
}

function spanOnDay({ weekday, opensMinute, closesMinute }: PlainSpan, say: Say, formats: Formats): string {
  return say("directory.hours.on-day", {
    day: formats.weekday(weekday),
    span: formats.span(opensMinute, closesMinute),
  });
}
