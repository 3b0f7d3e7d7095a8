// Finds what keeps a place shut at a session: a public holiday, a dated closing, dated hours that do not reach. Leaves no session out itself.
import { type ExceptionRow, openingHours } from "#app/search/hours";
import { addDays, type CalendarDay, localMinute, type TimeZone } from "../values/calendar-day";
import { type HolidayName, holidaysBetween, isHolidaySet } from "../values/holidays";
import { type DaySpan, spansOfDay } from "../values/weekly-hours";
import type { PlannedSession } from "./plan";

/** "hours": it is open that day, but not for the whole of the session. */
export type Closure =
  | { readonly kind: "holiday"; readonly name: HolidayName }
  | { readonly kind: "closed"; readonly reason: string | null }
  | { readonly kind: "hours"; readonly reason: string | null };

/** What a place says of single days; `own` exceptions are of the service there and go before those of the whole place. */
export interface PlaceDays {
  readonly exceptions: readonly (ExceptionRow & { readonly reason: string | null })[];
  /** The code of the set of public holidays it keeps; dated hours of its own go before them. */
  readonly holidays: string | null;
}

/**
 * What is in the way of each session, in their order; null where nothing is.
 * The week itself is not asked: a session may well be held where and when the door is shut, as at a client's home.
 * @param sessions earliest first
 */
export function closuresOf(
  place: PlaceDays,
  sessions: readonly PlannedSession[],
  zone: TimeZone,
): readonly (Closure | null)[] {
  const [first, last] = [sessions[0], sessions.at(-1)];
  if (!first || !last) return [];
  const until = addDays(last.day, 1);
  const { exceptions: dated } = openingHours([], place.exceptions, first.day, until, place.holidays);
  const names = holidayNames(place.holidays, first.day, until);
  return sessions.map((session) => {
    const open = spansOfDay(null, dated, session.day);
    if (open === null) return null;
    const said = exceptionOn(place, session.day);
    const name = names.get(session.day);
    if (!said && name) return { kind: "holiday", name };
    const reason = said?.reason ?? null;
    if (open.length === 0) return { kind: "closed", reason };
    return open.some((span) => holdsAll(span, session, zone)) ? null : { kind: "hours", reason };
  });
}

function holidayNames(code: string | null, from: CalendarDay, until: CalendarDay): ReadonlyMap<string, HolidayName> {
  if (code === null || !isHolidaySet(code)) return new Map();
  return new Map(holidaysBetween(code, from, until).map(({ day, name }) => [day, name]));
}

function exceptionOn({ exceptions }: PlaceDays, day: CalendarDay) {
  const ofDay = exceptions.filter(({ fromDay, untilDay }) => fromDay <= day && day < untilDay);
  return ofDay.find(({ own }) => own) ?? ofDay[0];
}

function holdsAll({ opensMinute, closesMinute }: DaySpan, session: PlannedSession, zone: TimeZone): boolean {
  const begins = localMinute(session.startsAt, zone);
  const ends = begins + (session.endsAt.getTime() - session.startsAt.getTime()) / 60_000;
  return opensMinute <= begins && ends <= closesMinute;
}
