// Makes programmes and writes what they give, their stages and their rules. Never touches who is enrolled.
import { and, eq, max, sql } from "drizzle-orm";
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
    .where(eq(programmeStages.programmeId, programmeId));
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
