// The last day for an answer: how far ahead it may lie, and weekdays where a place's own hours are not known. Knows no place.
import { addDays, type CalendarDay, daysBetween, weekdayOf } from "../values/calendar-day";

/** Further ahead nobody waits for an answer. */
export const LATEST_ANSWER_DAYS = 90;

/** The day so many working days after a day: from Friday, one is Monday. @param days 0 or more */
export function workingDaysAfter(day: CalendarDay, days: number): CalendarDay {
  let answer = day;
  for (let left = days; left > 0; ) {
    answer = addDays(answer, 1);
    if (weekdayOf(answer) <= 5) left -= 1;
  }
  return answer;
}

/** From today to the latest; the day itself still counts. */
export function mayBeAnswerBy(today: CalendarDay, day: CalendarDay): boolean {
  const ahead = daysBetween(today, day);
  return ahead >= 0 && ahead <= LATEST_ANSWER_DAYS;
}
