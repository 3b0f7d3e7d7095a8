// The way from a referral to help: how many came how far, and in how many days, by group. Tells no small number; asks nobody.
import { told } from "./held-back";
import { isTooFew } from "./suppression";

/** Sent; a provider accepted; the client came to a session; the service was completed. */
export const COURSE_STEPS = ["sent", "accepted", "started", "completed"] as const;
export type CourseStep = (typeof COURSE_STEPS)[number];

export const COURSE_GROUPINGS = ["specialty", "language", "age", "area"] as const;
export type CourseGrouping = (typeof COURSE_GROUPINGS)[number];

/** So many reached a step so many days after the referral was sent. */
export interface CourseCount {
  readonly value: string;
  readonly step: CourseStep;
  readonly days: number;
  readonly count: number;
}

export interface StepFigure {
  readonly step: CourseStep;
  /** Null: held back. */
  readonly count: number | null;
  /** Days after which half of those who reached it had; null: held back, or nobody. */
  readonly medianDays: number | null;
}

export interface GroupCourse {
  readonly value: string;
  readonly steps: readonly StepFigure[];
}

const sumOf = (counts: readonly CourseCount[]) => counts.reduce((sum, { count }) => sum + count, 0);

/** The lower of the two in the middle: a day on which somebody truly got there. */
export function medianDays(counts: readonly Pick<CourseCount, "days" | "count">[]): number | null {
  const ordered = [...counts].sort((one, other) => one.days - other.days);
  const half = ordered.reduce((sum, { count }) => sum + count, 0) / 2;
  let passed = 0;
  for (const { days, count } of ordered) {
    passed += count;
    if (passed >= half && passed > 0) return days;
  }
  return null;
}

/** Of all, without groups: told by the same rule as a group. */
export const wholeCourse = (counts: readonly CourseCount[]): readonly StepFigure[] =>
  coursesOf(counts.map((count) => ({ ...count, value: "" })))[0]?.steps ?? [];

/**
 * Each group of one grouping, the largest that is told first. At each step the groups are parts of one whole: what is held back of one is not
 * to be worked out of the others. A step is not told either where so few fell out before it, or so few are left, that the two counts
 * together would tell on them.
 */
export function coursesOf(counts: readonly CourseCount[]): GroupCourse[] {
  const groups = [...Map.groupBy(counts, ({ value }) => value)];
  const at = (group: readonly CourseCount[], step: CourseStep) => sumOf(group.filter((count) => count.step === step));
  const shown = new Map(
    COURSE_STEPS.map((step) => [step, told(groups.map(([key, group]) => ({ key, count: at(group, step) }))).keys]),
  );
  return groups
    .map(([value, group]) => {
      let last: number | null = null;
      const steps = COURSE_STEPS.map((step): StepFigure => {
        const count = at(group, step);
        const tells = shown.get(step)?.has(value) === true && !(last !== null && isTooFew(last - count));
        if (!tells) return { step, count: null, medianDays: null };
        last = count;
        const reached = group.filter((one) => one.step === step);
        return { step, count, medianDays: step === "sent" ? null : medianDays(reached) };
      });
      return { value, steps };
    })
    .sort(mostFirst);
}

/** By what is told, then by name: the order tells no more than the counts. */
function mostFirst(one: GroupCourse, other: GroupCourse): number {
  return (other.steps[0]?.count ?? -1) - (one.steps[0]?.count ?? -1) || one.value.localeCompare(other.value);
}
