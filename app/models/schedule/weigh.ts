// Weighs planned sessions against the authorization, the calendar and what else is planned. Finds faults; refuses nothing.
import { PeriodCount, type PeriodLimit } from "../authorization/period";
import { type CalendarDay, localDay, type TimeZone } from "../values/calendar-day";
import { type Cents, priceUnits, sumCents, type UnitsHundredths } from "../values/money";
import type { Closure } from "./closures";
import type { PlannedSession } from "./plan";

/** What is in the way at the place, not within the authorization's days or its week's units, or somebody is elsewhere then. */
export type SessionMark = Closure["kind"] | "outside" | "over-period" | "practitioner-busy" | "client-busy";

/** A session that stands already, half open. */
export interface Busy {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly practitioner: boolean;
  readonly client: boolean;
  /** Of the group that is planned for: at the same time it is one and the same session. */
  readonly together: boolean;
}

export interface Terms {
  readonly rateCents: Cents;
  readonly startsOn: string;
  /** First day after. */
  readonly endsOn: string;
  readonly timeZone: TimeZone;
  /** What the authorization has left to plan. */
  readonly left: UnitsHundredths;
  /** So many units in each day, week or month at most, where that is limited; and what is planned or delivered there already. */
  readonly limit?: PeriodLimit | null;
  readonly taken?: readonly { readonly day: CalendarDay; readonly units: UnitsHundredths }[];
}

export interface WeighedSession extends PlannedSession {
  readonly units: UnitsHundredths;
  readonly cents: Cents;
  readonly marks: readonly SessionMark[];
  /** Why the place is shut then, where it is. */
  readonly closure: Closure | null;
}

export interface Weighed {
  readonly sessions: readonly WeighedSession[];
  readonly units: UnitsHundredths;
  readonly cents: Cents;
  /** What would be left afterwards; below zero when it is too much. */
  readonly leftAfter: UnitsHundredths;
  readonly marks: readonly SessionMark[];
}

/** @param closures what is in the way at the place, in the order of the sessions */
export function weigh(
  sessions: readonly (PlannedSession & { readonly units: UnitsHundredths })[],
  terms: Terms,
  closures: readonly (Closure | null)[],
  busy: readonly Busy[],
): Weighed {
  const count = new PeriodCount(terms.limit ?? null, terms.taken);
  const weighed = sessions.map((session, index) => {
    const closure = closures[index] ?? null;
    const marks = marksOf(session, terms, closure, busy);
    if (!count.fits(session.day, session.units)) marks.push("over-period");
    count.add(session.day, session.units);
    return {
      ...session,
      cents: priceUnits(session.units, terms.rateCents),
      marks,
      closure,
    };
  });
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

function marksOf(session: PlannedSession, terms: Terms, closure: Closure | null, busy: readonly Busy[]): SessionMark[] {
  const clashes = busy.filter(({ startsAt, endsAt }) => startsAt < session.endsAt && session.startsAt < endsAt);
  return [
    ...(closure ? [closure.kind] : []),
    ...(isInside(session, terms) ? [] : (["outside"] as const)),
    ...(clashes.some((other) => other.practitioner && !(other.together && isSameTime(other, session)))
      ? (["practitioner-busy"] as const)
      : []),
    ...(clashes.some(({ client }) => client) ? (["client-busy"] as const) : []),
  ];
}

const isSameTime = (other: Busy, { startsAt, endsAt }: PlannedSession): boolean =>
  other.startsAt.getTime() === startsAt.getTime() && other.endsAt.getTime() === endsAt.getTime();

/** By the local day of the authorization's zone, as the database's guard judges. */
function isInside(session: PlannedSession, terms: Terms): boolean {
  const first = localDay(session.startsAt, terms.timeZone);
  const last = localDay(new Date(session.endsAt.getTime() - 1), terms.timeZone);
  return first >= terms.startsOn && last < terms.endsOn;
}
