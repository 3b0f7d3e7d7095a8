// Puts dated slots of one service in order: one line a day for people, spans without overlaps for the search. Never reads a clock.
import { readDay, readTime } from "./cells";

export type Slot = { readonly day: string; readonly opens: string; readonly closes: string };
export type DatedSpan = { readonly day: string; readonly opensMinute: number; readonly closesMinute: number };

const MINUTES_A_DAY = 1440;

/**
 * @returns `lines`: each day with its times as written, in order; `dated`: the same as `writeDated` writes it, blank
 *   unless every slot could be read, since the half of a day would read as the whole of it
 */
export function mergeSlots(slots: readonly Slot[]): { dated: string; lines: string[] } {
  const sorted = slots.filter(({ day }) => day !== "").toSorted(byDay);
  const days = Map.groupBy(sorted, ({ day }) => day);
  const lines = [...days].map(
    ([day, ofDay]) => `${day}: ${[...new Set(ofDay.map(({ opens, closes }) => `${opens} – ${closes}`))].join(", ")}`,
  );
  const spans = sorted.map(spanOf);
  return { dated: spans.every((span) => span !== null) ? writeDated(joined(spans)) : "", lines };
}

function spanOf({ day, opens, closes }: Slot): DatedSpan | null {
  const [date, from, until] = [readDay(day), readTime(opens), readTime(closes)];
  if (typeof date === "string" || typeof from === "string" || typeof until === "string") return null;
  if (from.zoned || until.zoned || until.minute <= from.minute) return null;
  return { day: date.day, opensMinute: from.minute, closesMinute: until.minute };
}

function joined(spans: readonly DatedSpan[]): DatedSpan[] {
  const sorted = spans.toSorted((one, other) => byDay(one, other) || one.opensMinute - other.opensMinute);
  const whole: DatedSpan[] = [];
  for (const span of sorted) {
    const before = whole.at(-1);
    if (before?.day === span.day && span.opensMinute <= before.closesMinute)
      whole[whole.length - 1] = { ...before, closesMinute: Math.max(before.closesMinute, span.closesMinute) };
    else whole.push(span);
  }
  return whole;
}

function byDay(one: { readonly day: string }, other: { readonly day: string }): number {
  return one.day === other.day ? 0 : one.day < other.day ? -1 : 1;
}

export function writeDated(spans: readonly DatedSpan[]): string {
  return spans.map(({ day, opensMinute, closesMinute }) => `${day} ${opensMinute} ${closesMinute}`).join("; ");
}

export function readDated(text: string): DatedSpan[] {
  return [...text.matchAll(/(\d{4}-\d\d-\d\d) (\d+) (\d+)/g)]
    .map(([, day, opens, closes]) => ({ day: day ?? "", opensMinute: Number(opens), closesMinute: Number(closes) }))
    .filter(({ opensMinute, closesMinute }) => opensMinute < closesMinute && closesMinute <= MINUTES_A_DAY);
}
