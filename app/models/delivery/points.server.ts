// The milestones and results an agency asks of its referrals: added, worded, ordered and retired by an administrator. Deletes none.
import { asc, eq } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { progressPoints, specialties } from "#drizzle/schema";
import type { HouseEvent } from "../event/define";
import { recordEvent } from "../event/record.server";
import type { ProgressPointId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { pointEvents } from "./events";
import type { NewPoint } from "./progress-forms";

export type ProgressPoint = typeof progressPoints.$inferSelect;

export const MOST_POINTS = 60;

/** The whole list of an agency in its order, also what is retired, with the name of the specialty each is for. */
export async function readPoints(db: Db, actor: Actor) {
  return db
    .select({
      id: progressPoints.id,
      kind: progressPoints.kind,
      words: progressPoints.words,
      unit: progressPoints.unit,
      choices: progressPoints.choices,
      specialty: specialties.name,
      retiredAt: progressPoints.retiredAt,
    })
    .from(progressPoints)
    .leftJoin(specialties, eq(specialties.id, progressPoints.specialtyId))
    .where(eq(progressPoints.agencyId, agencyOf(actor)))
    .orderBy(asc(progressPoints.position))
    .limit(MOST_POINTS);
}

/** At the end of the list. What does not belong to its kind is left out. @throws Refusal 409 when the list is full */
export async function addPoint(db: Db, actor: Actor, point: NewPoint): Promise<ProgressPointId> {
  const points = await lockPoints(db, actor);
  if (points.length >= MOST_POINTS) throw new Refusal("progress.points-full", 409, { most: MOST_POINTS });
  const { words, kind, specialtyId } = point;
  const [added] = await db
    .insert(progressPoints)
    .values({
      agencyId: agencyOf(actor),
      specialtyId: specialtyId ?? null,
      kind,
      words,
      unit: kind === "number" ? point.unit : "",
      choices: kind === "choice" ? point.choices : [],
      position: (points.at(-1)?.position ?? 0) + 1,
    })
    .returning({ id: progressPoints.id });
  if (!added) throw new Error("the point was not kept");
  await record(db, actor, pointEvents.added({ pointId: added.id, kind }));
  return added.id as ProgressPointId;
}

/** What was said of it before keeps the words of that day. @throws Refusal 404 */
export async function rewordPoint(db: Db, actor: Actor, id: ProgressPointId, words: string): Promise<void> {
  await lockPoint(db, actor, id);
  await db.update(progressPoints).set({ words }).where(eq(progressPoints.id, id));
  await record(db, actor, pointEvents.reworded({ pointId: id }));
}

/** Changes places with its neighbour among those in use; at the end of the list it stays. @throws Refusal 404 */
export async function movePoint(db: Db, actor: Actor, id: ProgressPointId, way: "up" | "down"): Promise<void> {
  const { point, points } = await lockPoint(db, actor, id);
  const used = points.filter(({ retiredAt }) => retiredAt === null);
  const neighbour = used[used.findIndex((one) => one.id === id) + (way === "up" ? -1 : 1)];
  if (!neighbour || point.retiredAt) return;
  // No two stand at one place, not even for a moment.
  const aside = Math.min(...points.map(({ position }) => position)) - 1;
  await place(db, point.id, aside);
  await place(db, neighbour.id, point.position);
  await place(db, point.id, neighbour.position);
  await record(db, actor, pointEvents.moved({ pointId: id }));
}

/** Nothing new is said of it; what was said stays on its referrals. @throws Refusal 404 */
export async function retirePoint(db: Db, actor: Actor, id: ProgressPointId): Promise<void> {
  const { point } = await lockPoint(db, actor, id);
  if (point.retiredAt) return;
  await db
    .update(progressPoints)
    .set({ retiredAt: await clock(db) })
    .where(eq(progressPoints.id, id));
  await record(db, actor, pointEvents.retired({ pointId: id }));
}

/** @throws Refusal 404 */
export async function restorePoint(db: Db, actor: Actor, id: ProgressPointId): Promise<void> {
  await lockPoint(db, actor, id);
  await db.update(progressPoints).set({ retiredAt: null }).where(eq(progressPoints.id, id));
  await record(db, actor, pointEvents.restored({ pointId: id }));
}

const place = (db: Db, id: string, position: number) =>
  db.update(progressPoints).set({ position }).where(eq(progressPoints.id, id));

/** The whole list: what is done to one depends on where the others stand. */
function lockPoints(db: Db, actor: Actor): Promise<ProgressPoint[]> {
  return db
    .select()
    .from(progressPoints)
    .where(eq(progressPoints.agencyId, agencyOf(actor)))
    .orderBy(asc(progressPoints.position))
    .for("update");
}

async function lockPoint(db: Db, actor: Actor, id: ProgressPointId) {
  const points = await lockPoints(db, actor);
  const point = points.find((one) => one.id === id);
  if (!point) throw new Refusal("not-found", 404);
  return { point, points };
}

const record = (db: Db, actor: Actor, event: HouseEvent) =>
  recordEvent(db, actor, event, {
    subjectType: "agency",
    subjectId: agencyOf(actor),
    agencyId: agencyOf(actor),
  });
