// Reads how far the referrals of a quarter came, and counts anew what has changed, every minute. Follows no single client.
import { and, eq, inArray, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import { asJob, type Db } from "#app/database/as-actor.server";
import { courseCounts, courseQuarters, specialties } from "#drizzle/schema";
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
import type { Period } from "./period";

everyMinute("count-changed-courses", 3, async () => {
  await asJob("write", (db) => db.execute(sql`select app.count_changed_courses()`));
});

export interface Courses {
  /** Null: this quarter was never counted. */
  readonly countedAt: Date | null;
  readonly whole: readonly StepFigure[];
  readonly groups: readonly (GroupCourse & { readonly name: string | null })[];
}

export async function readCourses(db: Db, actor: Actor, { from }: Period, grouping: CourseGrouping): Promise<Courses> {
  const mine = and(eq(courseCounts.agencyId, agencyOf(actor)), eq(courseCounts.quarter, from));
  const [fresh] = await db
    .select({ countedAt: courseQuarters.countedAt })
    .from(courseQuarters)
    .where(and(eq(courseQuarters.agencyId, agencyOf(actor)), eq(courseQuarters.quarter, from)));
  const rows = await db
    .select({
      grouping: courseCounts.grouping,
      value: courseCounts.value,
      step: sql<CourseCount["step"]>`${courseCounts.step}`,
      days: courseCounts.days,
      count: courseCounts.count,
    })
    .from(courseCounts)
    .where(and(mine, inArray(courseCounts.step, [...COURSE_STEPS])));
  const of = (one: string) => rows.filter((row) => row.grouping === one);
  const groups = coursesOf(of(grouping));
  const names =
    grouping === "specialty"
      ? await readNames(
          db,
          groups.map(({ value }) => value),
        )
      : new Map();
  return {
    countedAt: fresh?.countedAt ?? null,
    whole: wholeCourse(of("all"), COURSE_GROUPINGS.map(of)),
    groups: groups.map((group) => ({ ...group, name: names.get(group.value) ?? null })),
  };
}

async function readNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const known = ids.filter((id) => id !== "");
  if (known.length === 0) return new Map();
  const rows = await db
    .select({ id: specialties.id, name: specialties.name })
    .from(specialties)
    .where(inArray(specialties.id, known));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
