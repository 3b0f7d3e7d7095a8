// When a service at a location is open, from the rows of its week and its exceptions. Reads no clock: the instant is given.
import { addDays, asCalendarDay, type CalendarDay, type TimeZone } from "#app/models/values/calendar-day";
import { holidayClosings } from "#app/models/values/holidays";
import { type SpanFacts, spanOfRow } from "#app/models/values/span-row";
import {
  type DatedHours,
  isOpenAt,
  nextClosing,
  nextOpening,
  type OpenState,
  type WeeklyHours,
} from "#app/models/values/weekly-hours";

/** A row of the week; `own` is of the service there, otherwise of the whole location. */
export type SpanRow = SpanFacts & { readonly own: boolean };

/** A row of the exceptions: the days [fromDay, untilDay), closed or open in one span. */
export type ExceptionRow = {
  readonly fromDay: string;
  readonly untilDay: string;
  readonly closed: boolean;
  readonly opensMinute: number | null;
  readonly closesMinute: number | null;
  readonly own: boolean;
};

export type OpeningHours = { readonly hours: WeeklyHours; readonly exceptions: readonly DatedHours[] };

export type Opening = {
  readonly state: OpenState;
  /** When open: until when. Null: not within the days looked at, which is how "always" looks. */
  readonly closesAt: Date | null;
  /** When closed or unknown: when it next opens, where that is known. */
  readonly opensAt: Date | null;
};

/**
 * Hours of the service at that place where it has its own, else those of the location; on any one day the service's own
 * exceptions before the location's, and both before the public holidays on which the location is closed.
 * @param from first day of interest   @param until first day that is not: exceptions outside are left out
 * @param holidays the code of the location's set of public holidays
 */
export function openingHours(
  spans: readonly SpanRow[],
  exceptions: readonly ExceptionRow[],
  from: CalendarDay,
  until: CalendarDay,
  holidays: string | null = null,
): OpeningHours {
  const own = spans.filter((span) => span.own);
  const week = own.length > 0 ? own : spans;
  const ownDays = datedHours(
    exceptions.filter((exception) => exception.own),
    from,
    until,
  );
  const placeDays = datedHours(
    exceptions.filter((exception) => !exception.own),
    from,
    until,
  );
  const overruled = new Set(ownDays.map(({ day }) => day));
  const dated = [...ownDays, ...placeDays.filter(({ day }) => !overruled.has(day))];
  return {
    hours: week.length > 0 ? week.map(spanOfRow) : null,
    exceptions: [...dated, ...holidayClosings(holidays, dated, from, until)],
  };
}

/** Whether it is open at an instant, and the edge that comes next. */
export function openingAt({ hours, exceptions }: OpeningHours, zone: TimeZone, instant: Date): Opening {
  const state = isOpenAt(hours, exceptions, zone, instant);
  return {
    state,
    closesAt: state === "open" ? nextClosing(hours, exceptions, zone, instant) : null,
    opensAt: state === "open" ? null : nextOpening(hours, exceptions, zone, instant),
  };
}

function datedHours(rows: readonly ExceptionRow[], from: CalendarDay, until: CalendarDay): DatedHours[] {
  return rows.flatMap((row) => {
    const first = later(asCalendarDay(row.fromDay), from);
    const end = asCalendarDay(row.untilDay) < until ? asCalendarDay(row.untilDay) : until;
    const spans =
      row.closed || row.opensMinute === null || row.closesMinute === null
        ? []
        : [{ opensMinute: row.opensMinute, closesMinute: row.closesMinute }];
    const days: DatedHours[] = [];
    for (let day = first; day < end; day = addDays(day, 1)) days.push({ day, spans });
    return days;
  });
}

const later = (one: CalendarDay, other: CalendarDay) => (one > other ? one : other);
