// Reads two times as one span of a day, halves of the day included. Says what it guessed; never guesses across midnight.
import { readTypedSpan } from "#app/models/values/typed-time";
import type { DaySpan } from "#app/models/values/weekly-hours";
import type { Half, HoursDoubt, TimeToken } from "./hours-tokens";

const MINUTES_A_DAY = 1440;
const LONGEST_NIGHT = 720;
const LONGEST_GUESS = 720;
/** Earlier, a door is shut, or the "PM" was forgotten. */
const EARLIEST_DOOR = 300;
/** A longer day has lost an "AM" or a "PM" more often than not: "9:00am-11:30pm". */
const LONGEST_DAY = 840;

export type Clock = {
  /** Some time of the text is past noon as a clock with 24 hours has it, and none has a half of the day. */
  readonly isOf24: boolean;
  readonly doubts: Set<HoursDoubt>;
};

/** "5-7 pm" means both in the afternoon, "10-2 pm" only the second. @param dashed whether "to" stood between them */
export function spanOfTimes(opens: TimeToken, closes: TimeToken, dashed: boolean, clock: Clock): DaySpan | null {
  const span = closes.half === null ? withoutHalf(opens, closes, dashed, clock) : withHalf(opens, closes, dashed);
  if (span !== null && !clock.isOf24 && isOdd(span, closes)) clock.doubts.add("odd-times");
  return span;
}

function withoutHalf(opens: TimeToken, closes: TimeToken, dashed: boolean, { isOf24, doubts }: Clock): DaySpan | null {
  const bothColons = opens.colon && closes.colon;
  if (opens.half === null && (isOf24 || closes.hour > 12)) {
    if (!dashed) return null;
    // "9-18" may be a date.
    if (!bothColons) doubts.add("half-missing");
    const [opensMinute, closesMinute] = [minuteOf(opens, null), minuteOf(closes, null)];
    return opensMinute < closesMinute ? { opensMinute, closesMinute } : null;
  }
  if (!dashed && !bothColons) return null;
  const read = readTypedSpan(written(opens), written(closes));
  if ("fault" in read || read.span === null) return null;
  const { opensMinute, closesMinute } = read.span;
  if (closesMinute > MINUTES_A_DAY || closesMinute - opensMinute > LONGEST_GUESS) return null;
  doubts.add("half-missing");
  return read.span;
}

function withHalf(opens: TimeToken, closes: TimeToken, dashed: boolean): DaySpan | null {
  if (opens.half === null && (!dashed || opens.hour > 12 || opens.hour === 0)) return null;
  const closesAt = minuteOf(closes, closes.half) || MINUTES_A_DAY;
  const halves: Half[] = opens.half ? [opens.half] : [closes.half, closes.half === "am" ? "pm" : "am"];
  const opensMinute = halves.map((half) => minuteOf(opens, half)).find((minute) => minute < closesAt);
  if (opensMinute !== undefined) return { opensMinute, closesMinute: closesAt };
  const late = minuteOf(opens, opens.half);
  const closesMinute = closesAt + MINUTES_A_DAY;
  // A place that closes eighteen hours later has lost its "pm".
  return opens.half && closesMinute - late <= LONGEST_NIGHT ? { opensMinute: late, closesMinute } : null;
}

/** "12 AM" is as often a noon that was mistyped; so is an opening in the small hours. */
function isOdd({ opensMinute, closesMinute }: DaySpan, closes: TimeToken): boolean {
  const length = closesMinute - opensMinute;
  if (length === MINUTES_A_DAY) return false;
  const untilMidnight = closesMinute === MINUTES_A_DAY && closes.half === "am" && !closes.named;
  return opensMinute < EARLIEST_DOOR || length > LONGEST_DAY || (untilMidnight && opensMinute < LONGEST_NIGHT);
}

const written = ({ hour, minute, half, padded }: TimeToken) =>
  `${String(hour).padStart(padded ? 2 : 1, "0")}:${String(minute).padStart(2, "0")}${half ?? ""}`;

function minuteOf({ hour, minute }: TimeToken, half: Half): number {
  return (half === null ? hour : (hour % 12) + (half === "pm" ? 12 : 0)) * 60 + minute;
}
