// The small differences that make a directory believable: rhythms of opening, closed days, names of people. All made up.
import type { Chance } from "./random";

export type Rhythm = "office" | "clinic" | "midday" | "evening" | "always";

export interface WeekSpan {
  readonly weekday: number;
  readonly opensMinute: number;
  readonly closesMinute: number;
}

const at = (hour: number, minute = 0) => hour * 60 + minute;
const days = (weekdays: readonly number[], opensMinute: number, closesMinute: number): WeekSpan[] =>
  weekdays.map((weekday) => ({ weekday, opensMinute, closesMinute }));
const WORKDAYS = [1, 2, 3, 4, 5];
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** A week of a place; now and then empty, because nobody told its hours. */
export function weekOf(rhythm: Rhythm, chance: Chance): WeekSpan[] {
  if (chance.happens(0.08)) return [];
  switch (rhythm) {
    case "office":
      return days(WORKDAYS, at(chance.pick([8, 9])), at(chance.pick([16, 17]), chance.pick([0, 30])));
    case "clinic":
      return [
        ...days([1, 2, 4, 5], at(8, 30), at(12)),
        ...days([1, 2, 4, 5], at(13), at(17)),
        ...days([3], at(12), at(20)),
        ...(chance.happens(0.5) ? days([6], at(9), at(13)) : []),
      ];
    case "midday":
      return days(chance.happens(0.5) ? EVERY_DAY : [1, 3, 5, 6], at(10), at(14, 30));
    case "evening":
      return [...days([1, 2, 3, 4], at(15), at(21)), ...days([6], at(10), at(15))];
    case "always":
      return chance.happens(0.4) ? days(EVERY_DAY, 0, at(24)) : days(EVERY_DAY, at(6), at(22));
  }
}

export interface ClosedDays {
  readonly inDays: number;
  readonly days: number;
  readonly reason: string;
}

/** One place in five is closed for a while soon. */
export function exceptionOf(chance: Chance): ClosedDays | null {
  if (!chance.happens(0.2)) return null;
  return {
    inDays: chance.whole(3, 40),
    days: chance.whole(1, 4),
    reason: chance.pick(["Staff training", "Inventory", "Holiday", "Repairs"]),
  };
}

export const titles = [
  "Counselor",
  "Case aide",
  "Nurse",
  "Coach",
  "Driver",
  "Instructor",
  "Advocate",
  "Social worker",
] as const;

export const practitionerNames = [
  "Amara Osei",
  "Ben Castell",
  "Chloe Park",
  "Dimitri Vance",
  "Elena Ruiz",
  "Farid Khan",
  "Grace Holm",
  "Hugo Stein",
  "Imani Cole",
  "Jonas Weber",
  "Kira Sato",
  "Luis Ortega",
  "Mina Farouk",
  "Nils Berg",
  "Oksana Bilyk",
  "Priya Nair",
] as const;

export const givenNames = [
  "Rosa",
  "Walter",
  "Denise",
  "Amir",
  "Lucille",
  "Tomas",
  "Yvonne",
  "Curtis",
  "Mei",
  "Harold",
  "Fatima",
  "Gloria",
  "Leon",
  "Patrice",
  "Ivan",
  "Ruth",
  "Samuel",
  "Teresa",
  "Victor",
  "Wanda",
] as const;
export const familyNames = [
  "Fields",
  "Okoye",
  "Hartley",
  "Nguyen",
  "Salazar",
  "Brooks",
  "Ivanov",
  "Tate",
  "Mbeki",
  "Larsen",
  "Coleman",
  "Diaz",
  "Whitaker",
  "Ahmed",
  "Kowalski",
  "Pierce",
  "Romero",
  "Stone",
  "Ueda",
  "Vaughn",
] as const;
