// The periods of the demo, counted from the day it is loaded. Pure.
import { addDays, addMonths, asCalendarDay, type CalendarDay } from "#app/models/values/calendar-day";

export interface DemoYear {
  readonly fiscal: { readonly startsOn: string; readonly endsOn: string };
  readonly agreement: { readonly startsOn: string; readonly endsOn: string };
}

/** What a story promises lies at most so many days ahead of the day it is told on. */
const LONGEST_PROMISE_DAYS = 200;

/** The fiscal year from July to June that holds the day, and the one before it; from winter on the one after it too. Agreements began two years ago and last another. */
export function calendarYearOf(today: CalendarDay): DemoYear {
  const year = Number(today.slice(0, 4)) - (Number(today.slice(5, 7)) < 7 ? 1 : 0);
  const startsOn = asCalendarDay(`${year}-07-01`);
  const ends = [12, 24].map((months) => addMonths(startsOn, months));
  const endsOn = ends.find((day) => day > addDays(today, LONGEST_PROMISE_DAYS)) ?? addMonths(startsOn, 24);
  // A demo loaded in July tells stories of the spring before, so funds reach back.
  return {
    fiscal: { startsOn: addMonths(startsOn, -12), endsOn },
    agreement: { startsOn: addDays(today, -730), endsOn: addDays(today, 400) },
  };
}
