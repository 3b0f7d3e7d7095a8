// What in a week of hours looks like a slip of the pen: overlaps, tiny pauses, ends before beginnings, very long and very short stretches. Forbids nothing.
import type { Weekday } from "./calendar-day";
import { isEveryWeek } from "./span-rule";
import type { Guess } from "./week-sheet";
import { weekGaps, weekOverlaps } from "./week-table";
import type { PlainSpan, WeeklySpan } from "./weekly-hours";

/** In the order in which they are told; `night` is no slip, but worth saying aloud. */
export type Slip =
  | { readonly kind: "guessed"; readonly guess: Guess }
  | { readonly kind: "overlap"; readonly one: PlainSpan; readonly other: PlainSpan }
  | { readonly kind: "gap"; readonly weekday: Weekday; readonly fromMinute: number; readonly minutes: number }
  | { readonly kind: "reversed" | "night" | "long" | "short"; readonly span: PlainSpan };

const MINUTES_A_DAY = 1440;
/** Shorter than this, a pause between two spans is more often a slip than a lunch. */
const SHORT_PAUSE = 20;
/** Fewer minutes than anybody opens a door for. */
const SHORT_DAY = 30;
/** Longer than a shift and its successor, and yet no whole day. */
const LONG_DAY = 16 * 60;
/** A night that lasts past this hour of the morning is rather a day whose times were changed round. */
const LATEST_END_OF_NIGHT = 9 * 60;

/** Only of the ordinary week: hours by a rule may well lie over it, as a late evening once a month does. */
export function weekSlips(hours: readonly WeeklySpan[], guesses: readonly Guess[] = []): Slip[] {
  const week = hours.filter(isEveryWeek);
  const overlaps = weekOverlaps(week).map(([one, other]): Slip => ({ kind: "overlap", one, other }));
  const gaps =
    week.length === 0 ? [] : weekGaps(week).filter(({ fromMinute, toMinute }) => toMinute - fromMinute <= SHORT_PAUSE);
  return [
    ...guesses.map((guess): Slip => ({ kind: "guessed", guess })),
    ...overlaps,
    ...gaps.map(({ fromMinute, toMinute }): Slip => {
      const weekday = ((Math.floor(fromMinute / MINUTES_A_DAY) % 7) + 1) as Weekday;
      return { kind: "gap", weekday, fromMinute: fromMinute % MINUTES_A_DAY, minutes: toMinute - fromMinute };
    }),
    ...week.flatMap((span): Slip[] => {
      const kind = oddity(span);
      return kind ? [{ kind, span }] : [];
    }),
  ];
}

function oddity({ opensMinute, closesMinute }: PlainSpan): "reversed" | "night" | "long" | "short" | null {
  const minutes = closesMinute - opensMinute;
  if (minutes === MINUTES_A_DAY) return null;
  if (closesMinute > MINUTES_A_DAY) {
    return closesMinute - MINUTES_A_DAY > LATEST_END_OF_NIGHT || minutes > LONG_DAY ? "reversed" : "night";
  }
  if (minutes > LONG_DAY) return "long";
  return minutes < SHORT_DAY ? "short" : null;
}
