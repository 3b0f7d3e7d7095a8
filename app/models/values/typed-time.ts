// Reads a time of day as people type it: "9", "9am", "17:30", "noon". Says when a half of the day was guessed; never looks at a clock.
import type { DaySpan } from "./weekly-hours";

/** What is written on its own: the minute as it stands, and whether a half of the day was said with it. */
export type TypedTime = {
  /** 0 to 1440, read as a 24-hour clock where no half was said. */
  readonly minute: number;
  /** False for 1 to 12 without a half: "9" may be either. */
  readonly sure: boolean;
};

export type SpanFault = "opens-missing" | "closes-missing" | "not-a-time";
export type TypedSpan =
  | { readonly span: DaySpan | null; readonly guessed: boolean }
  | { readonly fault: SpanFault; readonly at: "opens" | "closes" };

const MINUTES_A_DAY = 1440;
const HALF_A_DAY = 720;
const SIX_O_CLOCK = 360;

const NAMED: Readonly<Record<string, number>> = {
  noon: HALF_A_DAY,
  midday: HALF_A_DAY,
  "12noon": HALF_A_DAY,
  midnight: 0,
  "12midnight": 0,
};
const WRITTEN = /^(\d{1,2})(?:[:.h](\d{2})|(?<=\d)(\d{2}))?h?(?::00)?(?:(a|p)m?)?$/;

/** @returns null when it is no time of any clock */
export function readTime(text: string): TypedTime | null {
  const plain = text.toLowerCase().replace(/[\s\u202f\u00a0]+|o['’]clock|(?<=[apm])\./g, "");
  const named = NAMED[plain];
  if (named !== undefined) return { minute: named, sure: true };
  const found = WRITTEN.exec(plain);
  if (!found) return null;
  const [, hours = "", colon, close, half] = found;
  const hour = Number(hours);
  const past = Number(colon ?? close ?? 0);
  if (past > 59) return null;
  if (half)
    return hour < 1 || hour > 12 ? null : { minute: ((hour % 12) + (half === "p" ? 12 : 0)) * 60 + past, sure: true };
  const minute = hour * 60 + past;
  if (minute > MINUTES_A_DAY) return null;
  // "09:00" and "0900" are of a clock with 24 hours; "9:00" may be of one with twelve.
  return { minute, sure: hour === 0 || hour > 12 || hours.startsWith("0") };
}

/**
 * One row of two boxes. A close at or before the opening is the next morning's; the same time twice is the whole day.
 * Where a half of the day is missing the likelier one is taken, and `guessed` says so when that is not what the figures say.
 */
export function readTypedSpan(opens: string | undefined, closes: string | undefined): TypedSpan {
  const [from, to] = [opens?.trim() ?? "", closes?.trim() ?? ""];
  if (from === "" && to === "") return { span: null, guessed: false };
  if (from === "") return { fault: "opens-missing", at: "opens" };
  if (to === "") return { fault: "closes-missing", at: "closes" };
  const [start, end] = [readTime(from), readTime(to)];
  if (start === null) return { fault: "not-a-time", at: "opens" };
  if (end === null) return { fault: "not-a-time", at: "closes" };
  const opensMinute = (start.sure ? start.minute : likelyOpening(start.minute, end)) % MINUTES_A_DAY;
  const closesMinute = end.sure ? nextAfter(opensMinute, [end.minute]) : nextAfter(opensMinute, halvesOf(end.minute));
  const asWritten =
    opensMinute === start.minute % MINUTES_A_DAY && closesMinute % MINUTES_A_DAY === end.minute % MINUTES_A_DAY;
  return { span: { opensMinute, closesMinute }, guessed: !asWritten };
}

/** "9:00 am", as it stands in a box again: read back it is the same minute for sure. */
export function typedTime(minute: number): string {
  const ofDay = minute % MINUTES_A_DAY;
  const hour = Math.floor(ofDay / 60);
  return `${hour % 12 === 0 ? 12 : hour % 12}:${String(ofDay % 60).padStart(2, "0")} ${hour < 12 ? "am" : "pm"}`;
}

/** Doors open from seven in the morning to half past six in the evening: "1" and "12" are of the afternoon, "7" and "11" are not. */
function likelyOpening(minute: number, end: TypedTime): number {
  const [early, late] = [minute % HALF_A_DAY, (minute % HALF_A_DAY) + HALF_A_DAY];
  if (early >= SIX_O_CLOCK + 60) return early;
  if (early < SIX_O_CLOCK) return late;
  // From six on: an evening, when the end can be of the same evening; else a morning shift.
  const ends = end.sure ? [end.minute] : halvesOf(end.minute);
  return ends.some((each) => each > late) ? late : early;
}

const halvesOf = (minute: number) => [minute % HALF_A_DAY, (minute % HALF_A_DAY) + HALF_A_DAY];

function nextAfter(opensMinute: number, minutes: readonly number[]): number {
  const after = minutes.map((minute) => {
    const ofDay = minute % MINUTES_A_DAY;
    return ofDay > opensMinute ? ofDay : ofDay + MINUTES_A_DAY;
  });
  return Math.min(...after);
}
