// The hours of a week in which somebody can come, in four parts a day: how they stand in an address and which minutes they are. Knows no person.
import type { Weekday } from "#app/models/values/calendar-day";

/** m: 6 to 12, a: 12 to 17, e: 17 to 22, n: 22 to 6 the next morning. */
export const PARTS_OF_DAY = ["m", "a", "e", "n"] as const;
export type PartOfDay = (typeof PARTS_OF_DAY)[number];
export type FreePart = `${Weekday}${PartOfDay}`;

/** Half-open, in minutes past Monday 00:00, within one week. */
export type Minutes = { readonly from: number; readonly to: number };

export const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
export const EVENINGS: readonly FreePart[] = ["1e", "2e", "3e", "4e", "5e"];
export const WEEKENDS: readonly FreePart[] = ["6m", "6a", "6e", "7m", "7a", "7e"];
export const PART_LIMITS: Readonly<Record<PartOfDay, Minutes>> = {
  m: { from: 360, to: 720 },
  a: { from: 720, to: 1020 },
  e: { from: 1020, to: 1320 },
  n: { from: 1320, to: 1800 },
};
const MINUTES_A_DAY = 1440;
export const MINUTES_A_WEEK = 7 * MINUTES_A_DAY;

/** Reads "1m.1a.3e", or what the boxes of a form sent one by one; what is no part is left out. In the order of the week. */
export function readFreeParts(given: string | readonly string[] | undefined): FreePart[] {
  const named = new Set((typeof given === "string" ? [given] : (given ?? [])).flatMap((text) => text.split(".")));
  return WEEKDAYS.flatMap((day) => PARTS_OF_DAY.map((part): FreePart => `${day}${part}`)).filter((part) =>
    named.has(part),
  );
}

export function writeFreeParts(parts: readonly FreePart[]): string {
  return parts.join(".");
}

/** The minutes of the week, merged and earliest first; a Sunday night ends on Monday morning. */
export function minutesOf(parts: readonly FreePart[]): Minutes[] {
  const stretches = parts.map((part) => {
    const limits = PART_LIMITS[part.slice(1) as PartOfDay];
    const midnight = (Number(part[0]) - 1) * MINUTES_A_DAY;
    return { from: midnight + limits.from, to: midnight + limits.to };
  });
  return withinWeek(stretches);
}

/** Stretches that begin in one week, merged and earliest first; what runs over Sunday midnight goes on at its beginning. */
export function withinWeek(stretches: readonly Minutes[]): Minutes[] {
  const pieces = stretches.flatMap(({ from, to }) =>
    to <= MINUTES_A_WEEK
      ? [{ from, to }]
      : [
          { from, to: MINUTES_A_WEEK },
          { from: 0, to: to - MINUTES_A_WEEK },
        ],
  );
  const merged: Minutes[] = [];
  for (const piece of pieces.toSorted((one, other) => one.from - other.from)) {
    const last = merged.at(-1);
    if (last && piece.from <= last.to) merged.splice(-1, 1, { from: last.from, to: Math.max(last.to, piece.to) });
    else merged.push(piece);
  }
  return merged;
}

/** How many minutes a week both hold. Both merged and in order. */
export function sharedMinutes(one: readonly Minutes[], other: readonly Minutes[]): number {
  let sum = 0;
  for (const a of one) for (const b of other) sum += Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from));
  return sum;
}
