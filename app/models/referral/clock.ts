// The clock of an offer, counted in the working hours of the place that is asked. Knows hours and days; never what time it is now.
import {
  addDays,
  type CalendarDay,
  daysBetween,
  firstInstantFrom,
  localDay,
  type TimeZone,
  weekdayOf,
} from "../values/calendar-day";
import { type DatedHours, type DaySpan, spansOfDay, type WeeklyHours } from "../values/weekly-hours";
import { LATEST_ANSWER_DAYS, workingDaysAfter } from "./answer-by";
import type { Urgency } from "./codes";

/** When a place works, on its own clock. */
export interface WorkingHours {
  readonly hours: WeeklyHours;
  readonly exceptions: readonly DatedHours[];
  readonly timeZone: TimeZone;
}

export interface OfferClock {
  readonly remindAt: Date;
  /** Until when an answer is awaited; then the provider's administrator is told. */
  readonly answerUntil: Date;
  /** When the next best provider has its turn. */
  readonly moveOnAt: Date;
  /** When the offer ends unanswered. */
  readonly lapseAt: Date;
}

type Stretch = { readonly from: Date; readonly until: Date };

const MINUTE = 60_000;
/** A place whose hours nobody has told answers on weekdays, nine to five. */
const USUAL_DAY: readonly DaySpan[] = [{ opensMinute: 540, closesMinute: 1020 }];
/** A place that is closed for longer than this answers no sooner for being waited for. */
const MOST_CLOSED_DAYS = 45;
/** At the latest a usual working day before the end, or when half of the time is over. */
const REMINDER_MINUTES = 480;

/**
 * @param from when it was asked   @param answerBy the day chosen; the close of that day, or of the next on which it works
 * @param graceDays working days of the place between the last moment and the next provider's turn, and again until the end
 */
export function offerClock(place: WorkingHours, from: Date, answerBy: CalendarDay, graceDays: number): OfferClock {
  const today = localDay(from, place.timeZone);
  const { day, until: answerUntil } = closingFrom(place, answerBy < today ? today : answerBy, from);
  const moveOn = closingAfter(place, { day, until: answerUntil }, graceDays);
  const lapse = closingAfter(place, moveOn, graceDays);
  return {
    remindAt: reminderBefore(place, from, answerUntil, day),
    answerUntil,
    moveOnAt: moveOn.until,
    lapseAt: lapse.until,
  };
}

/** The day until which an answer is proposed: so many of the place's own working days after today, one for what is urgent. */
export function answerDayAt(place: WorkingHours, from: Date, answerDays: number, urgency: Urgency): CalendarDay {
  const today = localDay(from, place.timeZone);
  let day = today;
  for (let left = urgency === "urgent" ? 1 : Math.max(1, answerDays); left > 0; left -= 1) {
    day = closingFrom(place, addDays(day, 1), from).day;
  }
  const latest = addDays(today, LATEST_ANSWER_DAYS);
  return daysBetween(latest, day) > 0 ? latest : day;
}

type Closing = { readonly day: CalendarDay; readonly until: Date };

/** The last close of the first working day from this one on that is still ahead. */
function closingFrom(place: WorkingHours, first: CalendarDay, after: Date): Closing {
  for (let ahead = 0; ahead <= MOST_CLOSED_DAYS; ahead += 1) {
    const day = addDays(first, ahead);
    const last = stretchesOf(place, day).at(-1);
    if (last && last.until > after) return { day, until: last.until };
  }
  // Closed for weeks on end: counted as if nobody had told its hours.
  const day = workingDaysAfter(addDays(first, -1), 1);
  return { day, until: firstInstantFrom(day, 1020, place.timeZone) };
}

function closingAfter(place: WorkingHours, closing: Closing, workingDays: number): Closing {
  let found = closing;
  for (let left = workingDays; left > 0; left -= 1) found = closingFrom(place, addDays(found.day, 1), found.until);
  return found;
}

function stretchesOf({ hours, exceptions, timeZone }: WorkingHours, day: CalendarDay): Stretch[] {
  const spans = spansOfDay(hours, exceptions, day) ?? (weekdayOf(day) <= 5 ? USUAL_DAY : []);
  return spans
    .map(({ opensMinute, closesMinute }) => ({
      from: firstInstantFrom(day, opensMinute, timeZone),
      until: firstInstantFrom(day, closesMinute, timeZone),
    }))
    .filter(({ from, until }) => from < until);
}

function reminderBefore(place: WorkingHours, from: Date, until: Date, lastDay: CalendarDay): Date {
  const open: Stretch[] = [];
  for (let day = localDay(from, place.timeZone); day <= lastDay; day = addDays(day, 1)) {
    for (const stretch of stretchesOf(place, day)) {
      const begins = stretch.from < from ? from : stretch.from;
      const ends = stretch.until > until ? until : stretch.until;
      if (begins < ends) open.push({ from: begins, until: ends });
    }
  }
  const minutesOf = (stretch: Stretch) => (stretch.until.getTime() - stretch.from.getTime()) / MINUTE;
  const whole = open.reduce((sum, stretch) => sum + minutesOf(stretch), 0);
  let left = Math.min(REMINDER_MINUTES, whole / 2);
  for (const stretch of open.toReversed()) {
    const minutes = minutesOf(stretch);
    if (left <= minutes) return new Date(stretch.until.getTime() - left * MINUTE);
    left -= minutes;
  }
  return from < until ? from : until;
}
