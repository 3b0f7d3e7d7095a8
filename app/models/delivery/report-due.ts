// When a provider's next report is due: a month after the last, or after it began. Knows days; reads nothing.
import { addMonths, type CalendarDay } from "../values/calendar-day";

/** @param lastOn the day of the last report; null where there was none */
export const nextReportOn = (begunOn: CalendarDay, lastOn: CalendarDay | null): CalendarDay =>
  addMonths(lastOn ?? begunOn, 1);
