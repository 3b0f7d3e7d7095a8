// What the addresses of unmet need, coverage and the way to help ask for, the same for the page and its table. Reads no data.
import { z } from "zod";
import type { CalendarDay } from "../values/calendar-day";
import { idParam, type ProgrammeId, type SpecialtyId } from "../values/ids";
import { kilometresToMetres, milesToMetres } from "../values/place";
import { COURSE_GROUPINGS } from "./course";
import { COVERAGE_TIMES, type CoverageFilter } from "./coverage";
import { narrowing } from "./filters";
import { type Period, periodOf, periodParam, periodsBefore } from "./period";
import type { UnmetFilter } from "./unmet-need";

/** So many quarters before the one that runs can be chosen. */
const QUARTERS_BACK = 7;

const word = z
  .string()
  .trim()
  .max(80)
  .optional()
  .transform((text) => text || null)
  .catch(null);

const specialty = idParam<SpecialtyId>().optional().catch(undefined);

export const unmetQuery = z.object({
  period: periodParam,
  specialty,
  area: word,
  language: word,
  time: word,
});

export const unmetFilterOf = ({ specialty: id, area, language, time }: z.infer<typeof unmetQuery>): UnmetFilter => ({
  specialtyId: id ?? null,
  area,
  language,
  time,
});

/** In the agency's unit of distance. */
export const WITHINS = [5, 10, 25, 50] as const;
const USUAL_WITHIN = 10;

export const coverageQuery = z.object({
  period: periodParam,
  specialty,
  language: word,
  time: z.enum(COVERAGE_TIMES).optional().catch(undefined),
  within: z.coerce
    .number()
    .refine((number) => WITHINS.some((within) => within === number))
    .catch(USUAL_WITHIN),
});

export function coverageFilterOf(
  { language, time, within }: z.infer<typeof coverageQuery>,
  unit: string,
): CoverageFilter {
  const withinMetres = unit === "mile" ? milesToMetres(within) : kilometresToMetres(within);
  return { withinMetres, language, time: time ?? null };
}

/** The finance desk: what services cost is told by what was needed, or of one programme or area. */
export const costQuery = z.object({ period: periodParam, ...narrowing });

export const supervisionQuery = z.object({
  period: periodParam,
  programme: idParam<ProgrammeId>().optional().catch(undefined),
});

export const courseQuery = z.object({
  period: periodParam,
  by: z.enum(COURSE_GROUPINGS).catch("specialty"),
  ...narrowing,
});

export const inviteQuery = z.object({ specialty: idParam<SpecialtyId>(), area: z.string().trim().min(1).max(80) });

/**
 * The quarter that is asked for, where it is one of those that can be chosen; else the one that runs. Quarters alone: what a year
 * tells less what three of its quarters tell would be what the fourth keeps back.
 */
export function chosenQuarter(asked: Period | null, today: CalendarDay): { quarter: Period; quarters: Period[] } {
  const running = periodOf("quarter", today);
  const quarters = [running, ...periodsBefore("quarter", today, QUARTERS_BACK)];
  return { quarters, quarter: quarters.find(({ name }) => name === asked?.name) ?? running };
}
