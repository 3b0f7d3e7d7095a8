// Weighs planned sessions against the authorization, the calendar and what else is planned. Finds faults; refuses nothing.
import { addDays, asCalendarDay, type CalendarDay, localDay, type TimeZone } from "../values/calendar-day";
import { type Cents, priceUnits, sumCents, type UnitsHundredths } from "../values/money";
import type { PlannedSession } from "./plan";

/** closed: the place is closed that day. outside: not within the authorization. The others: somebody is elsewhere then. */
export type SessionMark = "closed" | "outside" | "practitioner-busy" | "client-busy";

/** A session that stands already, half open. */
export interface Busy {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly practitioner: boolean;
  readonly client: boolean;
}

export interface Terms {
  readonly rateCents: Cents;
  readonly startsOn: string;
  /** First day after. */
  readonly endsOn: string;
  readonly timeZone: TimeZone;
  /** What the authorization has left to plan. */
  readonly left: UnitsHundredths;
}

export interface WeighedSession extends PlannedSession {
  readonly units: UnitsHundredths;
  readonly cents: Cents;
  readonly marks: readonly SessionMark[];
}

export interface Weighed {
  readonly sessions: readonly WeighedSession[];
  readonly units: UnitsHundredths;
  readonly cents: Cents;
  /** What would be left afterwards; below zero when it is too much. */
  readonly leftAfter: UnitsHundredths;
  readonly marks: readonly SessionMark[];
}

export function weigh(
  sessions: readonly (PlannedSession & { readonly units: UnitsHundredths })[],
  terms: Terms,
  closedDays: ReadonlySet<CalendarDay>,
  busy: readonly Busy[],
): Weighed {
  const weighed = sessions.map((session) => ({
    ...session,
    cents: priceUnits(session.units, terms.rateCents),
    marks: marksOf(session, terms, closedDays, busy),
  }));
  const units = sessions.reduce((sum, session) => sum + session.units, 0n);
  return {
    sessions: weighed,
    units,
    // Each delivery is billed and rounded by itself, so the total is the sum of the lines.
    cents: sumCents(weighed.map(({ cents }) => cents)),
    leftAfter: terms.left - units,
    marks: [...new Set(weighed.flatMap(({ marks }) => marks))],
  };
}

function marksOf(
  session: PlannedSession,
  terms: Terms,
  closedDays: ReadonlySet<CalendarDay>,
  busy: readonly Busy[],
): SessionMark[] {
  const clashes = busy.filter(({ startsAt, endsAt }) => startsAt < session.endsAt && session.startsAt < endsAt);
  return [
    ...(closedDays.has(session.day) ? (["closed"] as const) : []),
    ...(isInside(session, terms) ? [] : (["outside"] as const)),
    ...(clashes.some(({ practitioner }) => practitioner) ? (["practitioner-busy"] as const) : []),
    ...(clashes.some(({ client }) => client) ? (["client-busy"] as const) : []),
  ];
}

/** By the local day of the authorization's zone, as the database's guard judges. */
function isInside(session: PlannedSession, terms: Terms): boolean {
  const first = localDay(session.startsAt, terms.timeZone);
  const last = localDay(new Date(session.endsAt.getTime() - 1), terms.timeZone);
  return first >= terms.startsOn && last < terms.endsOn;
}

/** The days of exceptions on which a place is closed; an exception is [from, until). */
export function closedDaysOf(
  exceptions: readonly { fromDay: string; untilDay: string }[],
  from: CalendarDay,
  until: CalendarDay,
): Set<CalendarDay> {
  const days = new Set<CalendarDay>();
  for (const { fromDay, untilDay } of exceptions) {
    let day = asCalendarDay(fromDay > from ? fromDay : from);
    for (; day < untilDay && day < until; day = addDays(day, 1)) days.add(day);
  }
  return days;
}
