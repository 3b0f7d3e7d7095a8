// Makes cohorts and leads one to a stage at once, to be undone as one. Moves only those whom the actor may write about.
import { and, desc, eq, inArray, isNull, lt, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { cases, cohortMoves, cohorts, enrolments, programmeStages, programmes } from "#drizzle/schema";
import { CASE_IS_MINE, recordOnCase } from "../case/carry.server";
import type { CaseId, CohortId, ProgrammeId, ProgrammeStageId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { recordProgramme } from "./edit.server";
import { stageOf } from "./enrol.server";
import { programmeEvents } from "./events";
import type { CohortFacts } from "./forms";

/** @throws Refusal 404, 409 for a name that is there */
export async function makeCohort(
  db: Db,
  actor: Actor,
  programmeId: ProgrammeId,
  { endsOn, ...facts }: CohortFacts,
): Promise<CohortId> {
  const [found] = await db.select({ id: programmes.id }).from(programmes).where(eq(programmes.id, programmeId));
  if (!found) throw new Refusal("not-found", 404);
  const [made] = await db
    .insert(cohorts)
    .values({
      agencyId: agencyOf(actor),
      programmeId,
      ...facts,
      endsOn: endsOn ?? null,
      createdBy: actor.membershipId,
    })
    .returning({ id: cohorts.id });
  if (!made) throw new Error("no cohort was kept");
  await recordProgramme(db, actor, programmeId, programmeEvents["cohort-made"]({ programmeId, cohortId: made.id }));
  return made.id as CohortId;
}

/** @throws Refusal 404, 409 for a name that is there */
export async function changeCohort(
  db: Db,
  actor: Actor,
  cohortId: CohortId,
  { endsOn, ...facts }: CohortFacts,
): Promise<void> {
  const [row] = await db
    .update(cohorts)
    .set({ ...facts, endsOn: endsOn ?? null })
    .where(eq(cohorts.id, cohortId))
    .returning({ programmeId: cohorts.programmeId });
  if (!row) throw new Refusal("not-found", 404);
  const { programmeId } = row;
  await recordProgramme(db, actor, programmeId, programmeEvents["cohort-changed"]({ programmeId, cohortId }));
}

/**
 * Everybody enrolled who stands before the stage is led to it; who is further stays.
 * @returns how many were moved @throws Refusal 404; 409 when nobody stands before it
 */
export async function moveCohort(db: Db, actor: Actor, cohortId: CohortId, stageId: ProgrammeStageId): Promise<number> {
  const { programmeId } = await lockCohort(db, cohortId);
  const position = await stageOf(db, programmeId, stageId);
  const members = await membersToLead(db, cohortId, position);
  if (members.length === 0) throw new Refusal("programme.nobody-to-move", 409);
  const [move] = await db
    .insert(cohortMoves)
    .values({ agencyId: agencyOf(actor), programmeId, cohortId, stageId, movedBy: actor.membershipId })
    .returning({ id: cohortMoves.id });
  if (!move) throw new Error("no move was kept");
  await db
    .update(enrolments)
    .set({ stageBeforeId: sql`${enrolments.stageId}`, stageId, cohortMoveId: move.id, updatedAt: await clock(db) })
    .where(
      inArray(
        enrolments.id,
        members.map(({ enrolmentId }) => enrolmentId),
      ),
    );
  for (const { enrolmentId, ...ofCase } of members) {
    await recordOnCase(db, actor, ofCase, programmeEvents["stage-reached"]({ programmeId, enrolmentId, stageId }));
  }
  const event = programmeEvents["cohort-moved"]({ programmeId, cohortId, stageId, count: members.length });
  await recordProgramme(db, actor, programmeId, event);
  return members.length;
}

/**
 * Undoes the cohort's last move: whoever still stands where it led them goes back to where they stood.
 * @returns how many went back @throws Refusal 404; 409 when there is no move to undo
 */
export async function undoCohortMove(db: Db, actor: Actor, cohortId: CohortId): Promise<number> {
  const { programmeId } = await lockCohort(db, cohortId);
  const [move] = await db
    .select()
    .from(cohortMoves)
    .where(and(eq(cohortMoves.cohortId, cohortId), isNull(cohortMoves.undoneAt)))
    .orderBy(desc(cohortMoves.createdAt), desc(cohortMoves.id))
    .limit(1)
    .for("update");
  if (!move) throw new Refusal("programme.no-move", 409);
  const now = await clock(db);
  const back = await db
    .select({ enrolmentId: enrolments.id, ...OF_CASE, stageBeforeId: enrolments.stageBeforeId })
    .from(enrolments)
    .innerJoin(cases, eq(cases.id, enrolments.caseId))
    .where(and(eq(enrolments.cohortMoveId, move.id), eq(enrolments.state, "enrolled"), CASE_IS_MINE))
    .for("update", { of: enrolments });
  await db
    .update(enrolments)
    .set({
      stageId: sql`${enrolments.stageBeforeId}`,
      stageBeforeId: null,
      cohortMoveId: null,
      updatedAt: now,
    })
    .where(and(eq(enrolments.cohortMoveId, move.id), eq(enrolments.state, "enrolled")));
  await db.update(cohortMoves).set({ undoneAt: now, undoneBy: actor.membershipId }).where(eq(cohortMoves.id, move.id));
  for (const { enrolmentId, stageBeforeId, ...ofCase } of back) {
    const stageId = stageBeforeId ?? "";
    await recordOnCase(
      db,
      actor,
      asCarried(ofCase),
      programmeEvents["stage-undone"]({ programmeId, enrolmentId, stageId }),
    );
  }
  const event = programmeEvents["cohort-move-undone"]({ programmeId, cohortId, count: back.length });
  await recordProgramme(db, actor, programmeId, event);
  return back.length;
}

const OF_CASE = { id: enrolments.caseId, clientId: enrolments.clientId, agencyId: enrolments.agencyId };

const asCarried = <Row extends { readonly id: string }>(row: Row) => ({ ...row, id: row.id as CaseId });

async function membersToLead(db: Db, cohortId: CohortId, position: number) {
  const rows = await db
    .select({ enrolmentId: enrolments.id, ...OF_CASE })
    .from(enrolments)
    .innerJoin(programmeStages, eq(programmeStages.id, enrolments.stageId))
    .innerJoin(cases, eq(cases.id, enrolments.caseId))
    .where(
      and(
        eq(enrolments.cohortId, cohortId),
        eq(enrolments.state, "enrolled"),
        lt(programmeStages.position, position),
        CASE_IS_MINE,
      ),
    )
    .orderBy(enrolments.id)
    .for("update", { of: enrolments });
  return rows.map(asCarried);
}

async function lockCohort(db: Db, cohortId: CohortId): Promise<{ readonly programmeId: string }> {
  const [row] = await db
    .select({ programmeId: cohorts.programmeId })
    .from(cohorts)
    .where(eq(cohorts.id, cohortId))
    .for("update");
  if (!row) throw new Refusal("not-found", 404);
  return row;
}
