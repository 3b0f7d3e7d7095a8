// What was delivered, from who came and when. Computes units and finds what cannot be; never asks what was planned elsewhere.
import { isTimed, unitsOfTime } from "../authorization/units";
import { addDays, type CalendarDay, instantAt, type TimeZone } from "../values/calendar-day";
import type { LocationId, PractitionerId } from "../values/ids";
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
  readonly goods?: readonly Good[];
  /** Left out: as planned. */
  readonly practitionerId?: PractitionerId | undefined;
  readonly locationId?: LocationId | undefined;
  /** When it was taken, if without a connection. */
  readonly takenAt?: Date | null;
  readonly documentId?: string | null;
}

/** What was handed out, and how many of it. */
export interface Good {
  readonly name: string;
  readonly count: number;
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

interface Typed {
  readonly startTime?: number | undefined;
  readonly endTime?: number | undefined;
  readonly units?: UnitsHundredths | undefined;
  readonly note: string;
  readonly goods?: readonly Good[];
  readonly practitionerId?: PractitionerId | undefined;
  readonly locationId?: LocationId | undefined;
}

/** What a person typed on the clock of the place, as instants. */
export function inputOf(
  form: Typed & { readonly state: AttendanceState },
  session: { readonly serviceDay: CalendarDay; readonly timeZone: TimeZone },
): AttendanceInput {
  const { startTime, endTime, units = null, ...rest } = form;
  if (startTime === undefined || endTime === undefined) return { ...rest, startedAt: null, endedAt: null, units };
  return { ...rest, ...spanOn(session.serviceDay, startTime, endTime, session.timeZone), units };
}

/** Came on time and stayed as long as was planned. */
export const asPlanned = ({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }): AttendanceInput => ({
  state: "present",
  startedAt: startsAt,
  endedAt: endsAt,
  note: "",
});
