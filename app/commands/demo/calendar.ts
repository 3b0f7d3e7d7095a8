// The periods of the demo, counted from the day it is loaded. Pure.
import { addDays, addMonths, asCalendarDay, type CalendarDay } from "#app/models/values/calendar-day";

export interface DemoYear {
  readonly fiscal: { readonly startsOn: string; readonly endsOn: string };
  readonly agreement: { readonly startsOn: string; readonly endsOn: string };
}

/** The fiscal year from July to June that holds the day; agreements began two years ago and last another. */
export function calendarYearOf(today: CalendarDay): DemoYear {
  const year = Number(today.slice(0, 4)) - (Number(today.slice(5, 7)) < 7 ? 1 : 0);
  const startsOn = asCalendarDay(`${year}-07-01`);
  // A demo loaded in July tells stories of the spring before, so funds reach back.
  return {
    fiscal: { startsOn: addMonths(startsOn, -12), endsOn: addMonths(startsOn, 12) },
    agreement: { startsOn: addDays(today, -730), endsOn: addDays(today, 400) },
  };
}
