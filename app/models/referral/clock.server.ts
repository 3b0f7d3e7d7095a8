// Winds the clocks of offers: reads when the places asked are at work and says when each stroke comes. Strikes nothing.
import { eq } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { fetchHours } from "#app/search/details.server";
import { hoursOf } from "#app/search/judge.server";
import { agencies } from "#drizzle/schema";
import { asCalendarDay, type CalendarDay, localDay } from "../values/calendar-day";
import { answerDayAt, type OfferClock, offerClock, type WorkingHours } from "./clock";
import type { Urgency } from "./codes";

/** By place; one that is not there has no hours. */
export async function readWorkingHours(
  db: Db,
  placeIds: readonly string[],
  around: CalendarDay,
): Promise<ReadonlyMap<string, WorkingHours>> {
  const found = await fetchHours(db, [...placeIds], around);
  return new Map(found.map((place) => [place.id, { ...hoursOf(place, around), timeZone: place.timeZone }]));
}

/** As the columns of an offer want it. */
export type Wound = OfferClock & { readonly dueAt: Date };

interface Asked {
  readonly now: Date;
  /** The last day for an answer as the agency, or the provider for its waiting list, chose it. */
  readonly answerBy: string;
  readonly graceDays: number;
}

/** The clock of each place that is asked; one whose hours the asker may not read has none. */
export async function windClocks(
  db: Db,
  placeIds: readonly string[],
  asked: Asked,
): Promise<ReadonlyMap<string, Wound>> {
  const places = await readWorkingHours(db, placeIds, localDay(asked.now, "UTC"));
  return new Map([...places].map(([id, place]) => [id, wind(place, asked)]));
}

/** For whoever answers by a link alone, who reads no directory: weekdays from nine to five on the place's clock. */
export const windUsual = (asked: Asked, timeZone: string): Wound =>
  wind({ hours: null, exceptions: [], timeZone }, asked);

function wind(place: WorkingHours, { now, answerBy, graceDays }: Asked): Wound {
  const clock = offerClock(place, now, asCalendarDay(answerBy), graceDays);
  return { ...clock, dueAt: clock.remindAt };
}

/** The day an answer is proposed for: counted where it takes longest, for one day holds for all who are asked. */
export async function proposeAnswerDay(
  db: Db,
  placeIds: readonly string[],
  asked: { readonly now: Date; readonly answerDays: number; readonly urgency: Urgency; readonly today: CalendarDay },
): Promise<CalendarDay> {
  const usual: WorkingHours = { hours: null, exceptions: [], timeZone: "UTC" };
  const places = [...(await readWorkingHours(db, placeIds, asked.today)).values()];
  const days = (places.length > 0 ? places : [usual]).map((place) =>
    answerDayAt(place, asked.now, asked.answerDays, asked.urgency),
  );
  return days.toSorted().at(-1) ?? asked.today;
}

/** How the agency lets its offers run. */
export async function readClockRules(db: Db, agencyId: string) {
  const [rules] = await db
    .select({
      answerDays: agencies.answerDays,
      graceDays: agencies.graceDays,
      whenUnanswered: agencies.whenUnanswered,
    })
    .from(agencies)
    .where(eq(agencies.id, agencyId));
  return rules ?? { answerDays: 3, graceDays: 1, whenUnanswered: "propose" };
}
