// Makes programmes and writes what they give, their stages and their rules. Touches who is enrolled only where their stage is taken away.
import { and, asc, eq, isNull, max, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { programmeStages, programmes } from "#drizzle/schema";
import type { HouseEvent } from "../event/define";
import { recordEvent } from "../event/record.server";
import type { ProgrammeId, ProgrammeStageId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { programmeEvents } from "./events";
import { MOST_STAGES, type ProgrammeFacts } from "./forms";
import { MOST_RULES, type Rule } from "./rules";

export function recordProgramme(db: Db, actor: Actor, id: string, event: HouseEvent): Promise<void> {
  return recordEvent(db, actor, event, { subjectType: "programme", subjectId: id, agencyId: agencyOf(actor) });
}

/** @param stages their names in order, at least one @throws Refusal 409 for a name that is there */
export async function makeProgramme(
  db: Db,
  actor: Actor,
  { stages, ...facts }: ProgrammeFacts & { readonly stages: readonly string[] },
): Promise<ProgrammeId> {
  const agencyId = agencyOf(actor);
  const [made] = await db
    .insert(programmes)
    .values({ agencyId, ...facts, createdBy: actor.membershipId })
    .returning({ id: programmes.id });
  if (!made) throw new Error("no programme was kept");
  const programmeId = made.id;
  await db
    .insert(programmeStages)
    .values(stages.map((name, place) => ({ agencyId, programmeId, position: place + 1, name })));
  await recordProgramme(db, actor, programmeId, programmeEvents.made({}));
  return programmeId as ProgrammeId;
}

/** @throws Refusal 404, 409 for a name that is there */
export async function changeProgramme(db: Db, actor: Actor, id: ProgrammeId, facts: ProgrammeFacts): Promise<void> {
  await write(db, id, facts);
  await recordProgramme(db, actor, id, programmeEvents.changed({}));
}

/** Adds a stage at the end. @throws Refusal 404, 409 when there are as many as there may be */
export async function addStage(db: Db, actor: Actor, programmeId: ProgrammeId, name: string): Promise<void> {
  await lockProgramme(db, programmeId);
  const [{ last } = { last: 0 }] = await db
    .select({ last: max(programmeStages.position) })
    .from(programmeStages)
    .where(and(eq(programmeStages.programmeId, programmeId), isNull(programmeStages.removedAt)));
  const position = (last ?? 0) + 1;
  if (position > MOST_STAGES) throw new Refusal("programme.too-many-stages", 409);
  await db.insert(programmeStages).values({ agencyId: agencyOf(actor), programmeId, position, name });
  await recordProgramme(db, actor, programmeId, programmeEvents.changed({}));
}

/** @throws Refusal 404 */
export async function renameStage(
  db: Db,
  actor: Actor,
  programmeId: ProgrammeId,
  { stageId, name }: { readonly stageId: ProgrammeStageId; readonly name: string },
): Promise<void> {
  const changed = await db
    .update(programmeStages)
    .set({ name })
    .where(and(eq(programmeStages.id, stageId), eq(programmeStages.programmeId, programmeId)))
    .returning({ id: programmeStages.id });
  if (changed.length === 0) throw new Refusal("not-found", 404);
  await recordProgramme(db, actor, programmeId, programmeEvents.changed({}));
}

/** Changes places with the stage before or after it; nobody's own stage changes. At the end of the row it stays. @throws Refusal 404 */
export async function placeStage(
  db: Db,
  actor: Actor,
  programmeId: ProgrammeId,
  { stageId, to }: { readonly stageId: ProgrammeStageId; readonly to: "up" | "down" },
): Promise<void> {
  const stages = await lockStages(db, programmeId);
  const place = stages.findIndex(({ id }) => id === stageId);
  const moved = stages[place];
  const other = stages[to === "up" ? place - 1 : place + 1];
  if (!moved) throw new Refusal("not-found", 404);
  if (!other) return;
  const put = (id: string, position: number) =>
    db.update(programmeStages).set({ position }).where(eq(programmeStages.id, id));
  await put(moved.id, ASIDE);
  await put(other.id, moved.position);
  await put(moved.id, other.position);
  await recordProgramme(db, actor, programmeId, programmeEvents.changed({}));
}

/** A place no stage has: two cannot be in one while they change. */
const ASIDE = 20;

/**
 * Takes a stage away; whoever stands in it goes to another one of the programme.
 * @returns how many were moved @throws Refusal 404, 409 for the last stage there is
 */
export async function removeStage(
  db: Db,
  actor: Actor,
  programmeId: ProgrammeId,
  { stageId, into }: { readonly stageId: ProgrammeStageId; readonly into: ProgrammeStageId },
): Promise<number> {
  const stages = await lockStages(db, programmeId);
  if (!stages.some(({ id }) => id === stageId)) throw new Refusal("not-found", 404);
  if (into === stageId || !stages.some(({ id }) => id === into)) throw new Refusal("programme.other-stage", 409);
  const [row] = await db.execute<{ moved: number }>(
    sql`select app.remove_stage(${stageId}::uuid, ${into}::uuid) as moved`,
  );
  const moved = row?.moved ?? 0;
  await recordProgramme(db, actor, programmeId, programmeEvents["stage-removed"]({ stageId, into, count: moved }));
  return moved;
}

/** The stages that stand, in order, held for as long as they are changed. */
async function lockStages(db: Db, programmeId: ProgrammeId) {
  await lockProgramme(db, programmeId);
  return db
    .select({ id: programmeStages.id, position: programmeStages.position })
    .from(programmeStages)
    .where(and(eq(programmeStages.programmeId, programmeId), isNull(programmeStages.removedAt)))
    .orderBy(asc(programmeStages.position));
}

/** @throws Refusal 404, 409 when there are as many as there may be */
export async function addRule(db: Db, actor: Actor, id: ProgrammeId, rule: Rule): Promise<void> {
  const { rules } = await lockProgramme(db, id);
  if (rules.length >= MOST_RULES) throw new Refusal("programme.too-many-rules", 409);
  await writeRules(db, actor, id, [...rules, rule]);
}

/** @param place counted from nought @throws Refusal 404 also when another was removed meanwhile */
export async function removeRule(db: Db, actor: Actor, id: ProgrammeId, place: number): Promise<void> {
  const { rules } = await lockProgramme(db, id);
  if (place >= rules.length) throw new Refusal("not-found", 404);
  await writeRules(db, actor, id, rules.toSpliced(place, 1));
}

/** Nobody applies while it is closed; who is in goes on. @throws Refusal 404 */
export async function closeProgramme(db: Db, actor: Actor, id: ProgrammeId): Promise<void> {
  await write(db, id, { closedAt: await clock(db) });
  await recordProgramme(db, actor, id, programmeEvents.closed({}));
}

/** @throws Refusal 404 */
export async function reopenProgramme(db: Db, actor: Actor, id: ProgrammeId): Promise<void> {
  await write(db, id, { closedAt: null });
  await recordProgramme(db, actor, id, programmeEvents.reopened({}));
}

async function writeRules(db: Db, actor: Actor, id: ProgrammeId, rules: readonly Rule[]): Promise<void> {
  await write(db, id, { rules });
  await recordProgramme(db, actor, id, programmeEvents["rules-changed"]({ rules: rules.length }));
}

async function write(db: Db, id: ProgrammeId, facts: Partial<typeof programmes.$inferInsert>): Promise<void> {
  const changed = await db
    .update(programmes)
    .set({ ...facts, updatedAt: sql`app.clock()` })
    .where(eq(programmes.id, id))
    .returning({ id: programmes.id });
  if (changed.length === 0) throw new Refusal("not-found", 404);
}

async function lockProgramme(db: Db, id: ProgrammeId): Promise<{ readonly rules: readonly Rule[] }> {
  const [row] = await db
    .select({ rules: programmes.rules })
    .from(programmes)
    .where(eq(programmes.id, id))
    .for("update");
  if (!row) throw new Refusal("not-found", 404);
  return { rules: row.rules as readonly Rule[] };
}
