// What was delivered, from who came and when. Computes units and finds what cannot be; never asks what was planned elsewhere.
import { isTimed, unitsOfTime } from "../authorization/units";
import { addDays, type CalendarDay, instantAt, type TimeZone } from "../values/calendar-day";
import type { UnitsHundredths } from "../values/money";
import { Refusal } from "../values/refusal";
import { type AttendanceState, isAttended } from "./forms";

/** What somebody recorded: the state, and for who came the half-open span that really passed. */
export interface AttendanceInput {
  readonly state: AttendanceState;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** Only where units are counted rather than timed; the planned units when left out. */
  readonly units?: UnitsHundredths | null;
  readonly note: string;
}

export interface Delivered {
  readonly state: AttendanceState;
  readonly units: UnitsHundredths;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

export interface SessionTerms {
  readonly unitType: string;
  readonly plannedUnits: UnitsHundredths;
  readonly startsAt: Date;
}

const FURTHEST = 24 * 3_600_000;

/** A span of a day's clock as instants; an end that is not later than its start is on the morning after. */
export function spanOn(day: CalendarDay, startMinute: number, endMinute: number, zone: TimeZone) {
  return {
    startedAt: instantAt(day, startMinute, zone),
    endedAt: endMinute > startMinute ? instantAt(day, endMinute, zone) : instantAt(addDays(day, 1), endMinute, zone),
  };
}

/**
 * Units for who came; none for who did not.
 * @throws Refusal 409 for a session that has not begun or a time still ahead, 422 for times that cannot be or more than planned
 */
export function deliveredOf(input: AttendanceInput, session: SessionTerms, now: Date): Delivered {
  if (session.startsAt > now) throw new Refusal("delivery.not-begun", 409);
  if (!isAttended(input.state)) return { state: input.state, units: 0n, startedAt: null, endedAt: null };
  const { startedAt, endedAt } = input;
  if (!startedAt || !endedAt || endedAt <= startedAt) throw new Refusal("delivery.times-missing", 422);
  if (endedAt > now) throw new Refusal("delivery.time-ahead", 409);
  if (Math.abs(startedAt.getTime() - session.startsAt.getTime()) > FURTHEST) {
    throw new Refusal("delivery.another-day", 422);
  }
  return { state: input.state, units: unitsDelivered(input, session, startedAt, endedAt), startedAt, endedAt };
}

function unitsDelivered(
  input: AttendanceInput,
  session: SessionTerms,
  startedAt: Date,
  endedAt: Date,
): UnitsHundredths {
  if (isTimed(session.unitType)) return unitsOfTime(session.unitType, endedAt.getTime() - startedAt.getTime());
  const units = input.units ?? session.plannedUnits;
  if (units > session.plannedUnits) throw new Refusal("delivery.more-than-planned", 422);
  return units;
}

/** What a person typed on the clock of the place, as instants. */
export function inputOf(
  form: {
    readonly state: AttendanceState;
    readonly startTime?: number | undefined;
    readonly endTime?: number | undefined;
    readonly units?: UnitsHundredths | undefined;
    readonly note: string;
  },
  session: { readonly serviceDay: CalendarDay; readonly timeZone: TimeZone },
): AttendanceInput {
  const { state, startTime, endTime, units = null, note } = form;
  if (startTime === undefined || endTime === undefined) return { state, startedAt: null, endedAt: null, units, note };
  return { state, ...spanOn(session.serviceDay, startTime, endTime, session.timeZone), units, note };
}
