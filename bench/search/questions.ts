// What people ask: where many live, for what is used much, near and far, at the hours they can come. The same in every run.
import { addDays, asCalendarDay, type CalendarDay, weekdayOf } from "#app/models/values/calendar-day";
import { asId, type SpecialtyId } from "#app/models/values/ids";
import { milesToMetres, type Point } from "#app/models/values/place";
import { NOTHING_ASKED, type Wish } from "#app/search/wish";
import { chances, drawn } from "./chance";
import { termId } from "./directory";
import { FIRST_LEAF, FIRST_TWIG, leafShares, townShares, towns, twigShares, VOCABULARY, wordOf } from "./nation";

export interface Asked {
  /** The town's number. */
  readonly town: number;
  readonly centre: Point;
  readonly metres: number;
  readonly term: number;
  readonly day: CalendarDay;
  /** Past midnight; a multiple of 15. */
  readonly minute: number;
  readonly word: string;
}

const MILES = [2, 3, 5, 5, 10, 10, 10, 15, 25, 25];
const HOURS = [9, 10, 10, 11, 13, 14, 15, 16, 17, 18, 19, 20, 22];
const LEAVES_ASKED = 0.85;

/** @param today the first day asked about; nobody asks for later than within three weeks */
export function questions(count: number, today: CalendarDay): Asked[] {
  const next = chances(4711);
  const within = (most: number) => Math.floor(next() * most);
  return Array.from({ length: count }, () => {
    const number = drawn(townShares, next());
    const town = towns[number];
    if (!town) throw new Error("no such town");
    const away = () => (next() + next() - 1) * 2 * town.spread;
    const leaf = next() < LEAVES_ASKED;
    const term = leaf ? FIRST_LEAF + drawn(leafShares, next()) : FIRST_TWIG + drawn(twigShares, next());
    const word = wordOf(Math.floor(8 * (VOCABULARY / 8) ** next()), 3);
    return {
      town: number,
      centre: { latitude: town.latitude + away(), longitude: town.longitude + away() },
      metres: milesToMetres(MILES[within(MILES.length)] ?? 10),
      term,
      day: weekday(addDays(today, within(21)), next() < 0.8),
      minute: (HOURS[within(HOURS.length)] ?? 10) * 60 + 15 * within(4),
      // Some type the beginning of a word only.
      word: next() < 0.25 ? word.slice(0, 5) : word,
    };
  });
}

/** Most can come on working days. */
function weekday(day: CalendarDay, working: boolean): CalendarDay {
  return working && weekdayOf(day) > 5 ? addDays(day, 2) : day;
}

const near = ({ centre, metres }: Asked): Wish => ({
  ...NOTHING_ASKED,
  centre,
  radiusMetres: metres,
  order: "distance",
  shown: 25,
});

/** The 25 nearest of a specialty that are open then. */
export const nearestWish = (asked: Asked): Wish => ({
  ...near(asked),
  specialtyId: asId<SpecialtyId>(termId(asked.term)),
  open: { kind: "at", day: asked.day, minute: asked.minute },
});

/** The 25 best, with all that a caseworker usually asks. */
export const bestWish = (asked: Asked): Wish => ({
  ...nearestWish(asked),
  order: "best",
  language: "en",
  mode: "on_site",
  age: 34,
  accepting: true,
});

export const textWish = (asked: Asked): Wish => ({ ...near(asked), text: asked.word });

/** A Monday with no change of the clocks within the weeks that are asked about. */
export const TODAY = asCalendarDay("2026-11-23");
/** When the questions are asked. */
export const NOW = new Date(`${TODAY}T15:00:00Z`);
