// The way from a referral to help: how many came how far, and in how many days, by group. Tells no small number; asks nobody.
import { type Told, told } from "./held-back";
import { isTooFew } from "./suppression";

/** Sent; a provider accepted; the client came to a session; the service was completed. */
export const COURSE_STEPS = ["sent", "accepted", "started", "completed"] as const;
export type CourseStep = (typeof COURSE_STEPS)[number];

export const COURSE_GROUPINGS = ["specialty", "language", "age", "area", "programme"] as const;
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

/**
 * Of all, without groups: told by the same rule as a group, and no step whose sum would give away what a grouping holds back.
 * @param groupings each the counts of one grouping
 */
export function wholeCourse(
  counts: readonly CourseCount[],
  groupings: readonly (readonly CourseCount[])[] = [],
): readonly StepFigure[] {
  const [whole] = coursesOf(counts.map((count) => ({ ...count, value: "" })));
  const grouped = groupings.map((grouping) => toldSteps(groupsOf(grouping)));
  const isGiven = (step: CourseStep) => grouped.some((steps) => steps.get(step)?.told.total === null);
  return (whole?.steps ?? []).map((figure) =>
    isGiven(figure.step) ? { ...figure, count: null, medianDays: null } : figure,
  );
}

/**
 * Each group of one grouping, the largest that is told first. At each step the groups are parts of one whole: what is held back of one is not
 * to be worked out of the others. A step is not told either where so few fell out before it, or so few are left, that the two counts
 * together would tell on them. A programme or an area alone is one of these groups: picking it tells nothing that its grouping does not.
 */
export function coursesOf(counts: readonly CourseCount[]): GroupCourse[] {
  const groups = groupsOf(counts);
  const steps = toldSteps(groups);
  return groups
    .map(([value, group]) => {
      const figures = COURSE_STEPS.map((step): StepFigure => {
        if (steps.get(step)?.told.keys.has(value) !== true) return { step, count: null, medianDays: null };
        const reached = group.filter((one) => one.step === step);
        return { step, count: sumOf(reached), medianDays: step === "sent" ? null : medianDays(reached) };
      });
      return { value, steps: figures };
    })
    .sort(mostFirst);
}

type Group = readonly [value: string, counts: readonly CourseCount[]];

const groupsOf = (counts: readonly CourseCount[]): Group[] => [...Map.groupBy(counts, ({ value }) => value)];

interface ToldStep {
  readonly counts: ReadonlyMap<string, number>;
  readonly told: Told;
}

function toldSteps(groups: readonly Group[]): ReadonlyMap<CourseStep, ToldStep> {
  const steps = new Map<CourseStep, ToldStep>();
  for (const step of COURSE_STEPS) {
    const counts = new Map(groups.map(([key, group]) => [key, sumOf(group.filter((one) => one.step === step))]));
    steps.set(step, { counts, told: toldAfter([...steps.values()], counts) });
  }
  return steps;
}

/** What may be told of a step beside what is told of those before it: neither of a group nor of all that are held back is it known that a few fell out. */
function toldAfter(before: readonly ToldStep[], counts: ReadonlyMap<string, number>): Told {
  const parts = [...counts].map(([key, count]) => ({ key, count }));
  const fallen = (step: ToldStep, key: string) => (step.counts.get(key) ?? 0) - (counts.get(key) ?? 0);
  const held = new Set(
    [...counts.keys()].filter((key) => before.some((step) => step.told.keys.has(key) && isTooFew(fallen(step, key)))),
  );
  for (;;) {
    const answer = told(parts, (key) => held.has(key));
    // Whatever is held back then or now follows as one sum from the wholes; a whole that this grouping does not tell, another may.
    const leak = before.find((step) => {
      const hidden = parts.filter(({ key }) => !step.told.keys.has(key) || !answer.keys.has(key));
      return isTooFew(hidden.reduce((sum, { key }) => sum + fallen(step, key), 0));
    });
    if (answer.total === null || !leak) return answer;
    const [next] = parts
      .filter(({ key, count }) => answer.keys.has(key) && count > 0)
      .sort(
        (one, other) =>
          Number(fallen(leak, other.key) > 0) - Number(fallen(leak, one.key) > 0) || one.count - other.count,
      );
    if (!next) return { total: null, keys: new Set(), heldBack: parts.length };
    held.add(next.key);
  }
}

/** By what is told, then by name: the order tells no more than the counts. */
function mostFirst(one: GroupCourse, other: GroupCourse): number {
  return (other.steps[0]?.count ?? -1) - (one.steps[0]?.count ?? -1) || one.value.localeCompare(other.value);
}
