// A provider's plan: which days, from when, for how long. Gives its sessions as instants; never asks who is free then.
import { z } from "zod";
import { isTimed, unitsOfTime } from "../authorization/units";
import {
  asCalendarDay,
  type CalendarDay,
  instantAt,
  localDay,
  parseCalendarDay,
  type TimeZone,
} from "../values/calendar-day";
import type { UnitsHundredths } from "../values/money";
import { expandRule, recurrenceRule } from "../values/recurrence";

export const MOST_SESSIONS = 366;
export const SHORTEST_MINUTES = 5;
export const LONGEST_MINUTES = 720;

const day = z
  .string()
  .refine((text) => parseCalendarDay(text) !== null)
  .transform((text) => asCalendarDay(text));

/** A plan as it is kept in the schedule's row. */
export const planShape = z.object({
  days: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("dates"), dates: z.array(day).min(1).max(MOST_SESSIONS) }),
    z.object({ kind: z.literal("rule"), rule: recurrenceRule }),
  ]),
  startMinute: z.int().min(0).max(1439),
  lengthMinutes: z.int().min(SHORTEST_MINUTES).max(LONGEST_MINUTES),
  /** Leave out days on which the place is closed. */
  skipsClosedDays: z.boolean().default(false),
});
export type Plan = z.output<typeof planShape>;

/** One planned session: its day on the place's calendar, and its half-open span. */
export interface PlannedSession {
  readonly day: CalendarDay;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/**
 * The sessions of a plan, earliest first. They keep their time on the wall over a clock change and their length in minutes
 * that really pass, because units are elapsed time.
 * @throws Refusal "recurrence.too-many-days" when a rule gives more than a year of days
 */
export function sessionsOf(plan: Plan, zone: TimeZone): PlannedSession[] {
  const days = plan.days.kind === "dates" ? [...new Set(plan.days.dates)].toSorted() : expandRule(plan.days.rule);
  return days.map((planned) => {
    const startsAt = instantAt(planned, plan.startMinute, zone);
    return {
      // A time that the clocks jump over at midnight may begin on another day than was named.
      day: localDay(startsAt, zone),
      startsAt,
      endsAt: new Date(startsAt.getTime() + plan.lengthMinutes * 60_000),
    };
  });
}

/**
 * Units of one session: computed from its length where units are time, else as stated, one by default.
 * @returns 0 when the session is shorter than one unit
 */
export function unitsOfSession(
  unitType: string,
  lengthMinutes: number,
  stated: UnitsHundredths | null,
): UnitsHundredths {
  return isTimed(unitType) ? unitsOfTime(unitType, lengthMinutes * 60_000) : (stated ?? 100n);
}
