// When a provider's next report is due: as long after the last, or after it began, as the agency wants it. Knows days; reads nothing.

import type { ReportEvery } from "../agency/report-every";
import { addDays, addMonths, type CalendarDay } from "../values/calendar-day";

const AFTER: Readonly<Record<ReportEvery, (day: CalendarDay) => CalendarDay>> = {
  week: (day) => addDays(day, 7),
  two_weeks: (day) => addDays(day, 14),
  month: (day) => addMonths(day, 1),
  quarter: (day) => addMonths(day, 3),
  half_year: (day) => addMonths(day, 6),
};

/** @param lastOn the day of the last report; null where there was none */
export const nextReportOn = (every: ReportEvery, begunOn: CalendarDay, lastOn: CalendarDay | null): CalendarDay =>
  AFTER[every](lastOn ?? begunOn);
