// The last day for an answer, counted in working days. Knows Monday to Friday; holidays are the sender's to add by choosing another day.
import { addDays, type CalendarDay, daysBetween, weekdayOf } from "../values/calendar-day";
import type { Urgency } from "./codes";

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

/** What is proposed: the agency's own number of working days, one for what is urgent. */
export function proposedAnswerBy(today: CalendarDay, answerDays: number, urgency: Urgency): CalendarDay {
  return workingDaysAfter(today, urgency === "urgent" ? 1 : Math.max(1, answerDays));
}

/** From today to the latest; the day itself still counts. */
export function mayBeAnswerBy(today: CalendarDay, day: CalendarDay): boolean {
  const ahead = daysBetween(today, day);
  return ahead >= 0 && ahead <= LATEST_ANSWER_DAYS;
}
