// The demo's score cards: made by the house's own job, and open since; Northside has not answered yet.
import { makeCards, SETTLE_DAYS } from "#app/models/insight/make-cards.server";
import { periodOf } from "#app/models/insight/period";
import { type CalendarDay, daysBetween } from "#app/models/values/calendar-day";
import type { DemoStage } from "./stage";

const OPEN_SINCE = 15;

/** Two weeks ago; where the quarter was not settled then and is now, on the day it was. */
export async function makeScoreCards(stage: DemoStage, today: CalendarDay): Promise<void> {
  const settled = daysBetween(periodOf("quarter", today).from, today) - SETTLE_DAYS;
  stage.at(settled >= 0 ? -Math.min(settled, OPEN_SINCE) : -OPEN_SINCE, 6);
  await stage.asWorker(makeCards);
}
