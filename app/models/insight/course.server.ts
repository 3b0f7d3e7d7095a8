// Reads how far the referrals of a quarter came, and counts anew what has changed, every minute. Follows no single client.
import { and, eq, inArray, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import { asJob, type Db } from "#app/database/as-actor.server";
import { courseCounts, courseQuarters, programmes, specialties } from "#drizzle/schema";
import { everyMinute } from "../job/define";
import {
  COURSE_GROUPINGS,
  COURSE_STEPS,
  type CourseCount,
  type CourseGrouping,
  coursesOf,
  type GroupCourse,
  type StepFigure,
  wholeCourse,
} from "./course";
import type { Narrowed } from "./filters";
import type { Period } from "./period";

everyMinute("count-changed-courses", 3, async () => {
  await asJob("write", (db) => db.execute(sql`select app.count_changed_courses()`));
});

export interface Courses {
  /** Null: this quarter was never counted. */
  readonly countedAt: Date | null;
  /** All together; of one programme or area where it is asked for. */
  readonly whole: readonly StepFigure[];
  /** None where one programme or area is asked for: within it they would be few. */
  readonly groups: readonly (GroupCourse & { readonly name: string | null })[];
  /** What one can be chosen of. */
  readonly programmes: readonly { readonly value: string; readonly name: string }[];
  readonly areas: readonly string[];
}

/** @param narrowed one group of its grouping alone, as the grouping itself tells of it */
export async function readCourses(
  db: Db,
  actor: Actor,
  { from }: Period,
  grouping: CourseGrouping,
  narrowed: Narrowed | null = null,
): Promise<Courses> {
  const [fresh] = await db
    .select({ countedAt: courseQuarters.countedAt })
    .from(courseQuarters)
    .where(and(eq(courseQuarters.agencyId, agencyOf(actor)), eq(courseQuarters.quarter, from)));
  const rows = await readCounts(db, actor, from);
  const of = (name: string) => rows.filter((row) => row.grouping === name);
  const alone = narrowed && coursesOf(of(narrowed.grouping)).find(({ value }) => value === narrowed.value);
  const groups = narrowed ? [] : coursesOf(of(grouping));
  const named = await readProgrammeNames(db, actor);
  const names = grouping === "programme" ? named : await readSpecialtyNames(db, grouping, groups);
  const present = new Set(of("programme").map(({ value }) => value));
  return {
    countedAt: fresh?.countedAt ?? null,
    whole: narrowed ? (alone?.steps ?? []) : wholeCourse(of("all"), COURSE_GROUPINGS.map(of)),
    groups: groups.map((group) => ({ ...group, name: names.get(group.value) ?? null })),
    programmes: [...named].flatMap(([value, name]) => (present.has(value) ? [{ value, name }] : [])),
    areas: [...new Set(of("area").map(({ value }) => value))].filter((value) => value !== "").sort(),
  };
}

/** Of every grouping: what is told of all depends on what each of them holds back. */
const readCounts = (db: Db, actor: Actor, quarter: string) =>
  db
    .select({
      grouping: courseCounts.grouping,
      value: courseCounts.value,
      step: sql<CourseCount["step"]>`${courseCounts.step}`,
      days: courseCounts.days,
      count: courseCounts.count,
    })
    .from(courseCounts)
    .where(
      and(
        eq(courseCounts.agencyId, agencyOf(actor)),
        eq(courseCounts.quarter, quarter),
        inArray(courseCounts.step, [...COURSE_STEPS]),
      ),
    );

async function readProgrammeNames(db: Db, actor: Actor): Promise<Map<string, string>> {
  const rows = await db
    .select({ id: programmes.id, name: programmes.name })
    .from(programmes)
    .where(eq(programmes.agencyId, agencyOf(actor)))
    .orderBy(programmes.name);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function readSpecialtyNames(
  db: Db,
  grouping: CourseGrouping,
  groups: readonly GroupCourse[],
): Promise<Map<string, string>> {
  const known = groups.map(({ value }) => value).filter((id) => id !== "");
  if (grouping !== "specialty" || known.length === 0) return new Map();
  const rows = await db
    .select({ id: specialties.id, name: specialties.name })
    .from(specialties)
    .where(inArray(specialties.id, known));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
