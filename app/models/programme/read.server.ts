// Reads programmes, cohorts and who is enrolled for the screens. Writes only that clients' names were read.
import { and, asc, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import {
  cases,
  clients,
  cohortMoves,
  cohorts,
  enrolments,
  forms,
  formVersions,
  memberships,
  people,
  programmeStages,
  programmes,
} from "#drizzle/schema";
import { CASE_IS_MINE, type CaseState } from "../case/carry.server";
import { recordRead } from "../event/record.server";
import type { FormContent } from "../form/content";
import type { CaseId, CohortId, EnrolmentId, ProgrammeId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { gatherKnown } from "./known.server";
import type { EnrolmentState } from "./lifecycle";
import { judgeRules, type Outcome, type Rule } from "./rules";

const MOST = 200;
const LIVE = ["applied", "waitlisted", "enrolled"];

/** Those that take people first, by name. Counts are of cases the reader may read. */
export function readProgrammes(db: Db, actor: Actor) {
  const count = (states: readonly string[]) =>
    sql<number>`(select count(*)::int from ${enrolments} e where e.programme_id = programme.id and e.state in ${sql`(${sql.join(
      states.map((state) => sql`${state}`),
      sql`, `,
    )})`})`;
  return db
    .select({
      id: programmes.id,
      name: programmes.name,
      purpose: programmes.purpose,
      closedAt: programmes.closedAt,
      enrolled: count(["enrolled"]),
      waiting: count(["applied", "waitlisted"]),
    })
    .from(programmes)
    .where(eq(programmes.agencyId, agencyOf(actor)))
    .orderBy(sql`${programmes.closedAt} is not null`, asc(sql`lower(${programmes.name})`))
    .limit(MOST);
}

export type ProgrammeLine = Awaited<ReturnType<typeof readProgrammes>>[number];

/** A programme with its stages, rules, cohorts, and who is in it as far as the reader may know. @throws Refusal 404 */
export async function readProgramme(db: Db, actor: Actor, programmeId: ProgrammeId) {
  const [row] = await db.select().from(programmes).where(eq(programmes.id, programmeId));
  if (!row) throw new Refusal("not-found", 404);
  const rules = row.rules as readonly Rule[];
  const members = await readMembers(db, actor, eq(enrolments.programmeId, programmeId), programmeId);
  const { id: _, agencyId: __, createdBy: ___, ...facts } = row;
  return {
    ...facts,
    id: programmeId,
    rules,
    forms: await formsOfRules(db, rules),
    stages: await readStages(db, programmeId),
    cohorts: await readCohorts(db, programmeId),
    members: members.filter(({ state }) => LIVE.includes(state)),
  };
}

export type ProgrammePage = Awaited<ReturnType<typeof readProgramme>>;

export function readStages(db: Db, programmeId: string) {
  return db
    .select({ id: programmeStages.id, position: programmeStages.position, name: programmeStages.name })
    .from(programmeStages)
    .where(and(eq(programmeStages.programmeId, programmeId), isNull(programmeStages.removedAt)))
    .orderBy(asc(programmeStages.position));
}

/** How many stand in each stage, hidden cases too: numbers alone, for who decides on a stage. */
export async function countInStages(db: Db, programmeId: ProgrammeId): Promise<Readonly<Record<string, number>>> {
  const rows = await db.execute<{ stage_id: string; members: number }>(
    sql`select stage_id, members from app.stage_members(${programmeId}::uuid)`,
  );
  return Object.fromEntries([...rows].map(({ stage_id, members }) => [stage_id, members]));
}

export function readCohorts(db: Db, programmeId: string) {
  return db
    .select({
      id: cohorts.id,
      name: cohorts.name,
      place: cohorts.place,
      startsOn: cohorts.startsOn,
      endsOn: cohorts.endsOn,
      members: sql<number>`(select count(*)::int from ${enrolments} e where e.cohort_id = cohort.id)`,
    })
    .from(cohorts)
    .where(eq(cohorts.programmeId, programmeId))
    .orderBy(desc(cohorts.startsOn), desc(cohorts.id))
    .limit(MOST);
}

/** One cohort, who goes through it, and the move that may be undone. @throws Refusal 404 */
export async function readCohort(db: Db, actor: Actor, cohortId: CohortId) {
  const [row] = await db
    .select({ cohort: cohorts, programme: programmes.name })
    .from(cohorts)
    .innerJoin(programmes, eq(programmes.id, cohorts.programmeId))
    .where(eq(cohorts.id, cohortId));
  if (!row) throw new Refusal("not-found", 404);
  const { programmeId, name, place, startsOn, endsOn } = row.cohort;
  const [last] = await db
    .select({ stage: programmeStages.name, at: cohortMoves.createdAt, by: people.name })
    .from(cohortMoves)
    .innerJoin(programmeStages, eq(programmeStages.id, cohortMoves.stageId))
    .innerJoin(memberships, eq(memberships.id, cohortMoves.movedBy))
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(and(eq(cohortMoves.cohortId, cohortId), isNull(cohortMoves.undoneAt)))
    .orderBy(desc(cohortMoves.createdAt), desc(cohortMoves.id))
    .limit(1);
  return {
    id: cohortId,
    programmeId,
    programme: row.programme,
    name,
    place,
    startsOn,
    endsOn,
    stages: await readStages(db, programmeId),
    members: await readMembers(db, actor, eq(enrolments.cohortId, cohortId), programmeId),
    lastMove: last ?? null,
  };
}

type Condition = ReturnType<typeof eq>;

/** In the order of their stages. */
async function readMembers(db: Db, actor: Actor, which: Condition, programmeId: string) {
  const agencyId = agencyOf(actor);
  await recordRead(db, actor, "programme-members", { subjectType: "programme", subjectId: programmeId, agencyId });
  const rows = await db
    .select({
      id: enrolments.id,
      state: enrolments.state,
      caseId: enrolments.caseId,
      caseNumber: cases.number,
      name: sql<string>`${clients.givenName} || ' ' || ${clients.familyName}`,
      stage: programmeStages.name,
      position: programmeStages.position,
      cohort: cohorts.name,
      since: enrolments.createdAt,
    })
    .from(enrolments)
    .innerJoin(cases, eq(cases.id, enrolments.caseId))
    .innerJoin(clients, eq(clients.id, enrolments.clientId))
    .leftJoin(programmeStages, eq(programmeStages.id, enrolments.stageId))
    .leftJoin(cohorts, eq(cohorts.id, enrolments.cohortId))
    .where(which)
    .orderBy(asc(enrolments.state), asc(programmeStages.position), asc(enrolments.createdAt), asc(enrolments.id))
    .limit(MOST);
  return rows.map((row) => ({ ...row, state: row.state as EnrolmentState }));
}

export type Member = Awaited<ReturnType<typeof readMembers>>[number];

/** What a case's client is or was enrolled in, what is going on first. */
export async function readEnrolmentsOfCase(db: Db, caseId: CaseId) {
  const rows = await db
    .select({
      id: enrolments.id,
      programmeId: enrolments.programmeId,
      programme: programmes.name,
      state: enrolments.state,
      stage: programmeStages.name,
      cohort: cohorts.name,
      since: enrolments.createdAt,
      endedAt: enrolments.endedAt,
      reasonCode: enrolments.reasonCode,
    })
    .from(enrolments)
    .innerJoin(programmes, eq(programmes.id, enrolments.programmeId))
    .leftJoin(programmeStages, eq(programmeStages.id, enrolments.stageId))
    .leftJoin(cohorts, eq(cohorts.id, enrolments.cohortId))
    .where(eq(enrolments.caseId, caseId))
    .orderBy(sql`${enrolments.endedAt} is not null`, desc(enrolments.createdAt))
    .limit(50);
  return rows.map((row) => ({ ...row, state: row.state as EnrolmentState }));
}

export type EnrolmentLine = Awaited<ReturnType<typeof readEnrolmentsOfCase>>[number];

/** Each programme that takes people, with what its rules say of this case's client. @throws Refusal 404 */
export async function readEligibility(db: Db, actor: Actor, caseId: CaseId) {
  const open = await db
    .select({
      id: programmes.id,
      name: programmes.name,
      purpose: programmes.purpose,
      benefits: programmes.benefits,
      rules: programmes.rules,
    })
    .from(programmes)
    .where(and(eq(programmes.agencyId, agencyOf(actor)), isNull(programmes.closedAt)))
    .orderBy(asc(sql`lower(${programmes.name})`))
    .limit(MOST);
  const rules = open.flatMap((programme) => programme.rules as readonly Rule[]);
  const known = await gatherKnown(db, actor, caseId, rules);
  return {
    forms: await formsOfRules(db, rules),
    programmes: open.map((programme) => ({
      ...programme,
      ...judgeRules(programme.rules as readonly Rule[], known),
    })),
  };
}

/** One enrolment with where it may go next. @throws Refusal 404 */
export async function readEnrolment(db: Db, actor: Actor, id: EnrolmentId) {
  const [row] = await db
    .select({
      enrolment: enrolments,
      programme: programmes.name,
      benefits: programmes.benefits,
      caseNumber: cases.number,
      caseState: cases.state,
      mine: CASE_IS_MINE,
      name: sql<string>`${clients.givenName} || ' ' || ${clients.familyName}`,
    })
    .from(enrolments)
    .innerJoin(programmes, eq(programmes.id, enrolments.programmeId))
    .innerJoin(cases, eq(cases.id, enrolments.caseId))
    .innerJoin(clients, eq(clients.id, enrolments.clientId))
    .where(eq(enrolments.id, id));
  if (!row) throw new Refusal("not-found", 404);
  const { enrolment, mine, caseState, ...of } = row;
  const { clientId, programmeId } = enrolment;
  await recordRead(db, actor, "enrolment", { subjectType: "enrolment", subjectId: id, clientId });
  return {
    ...enrolment,
    ...of,
    id,
    state: enrolment.state as EnrolmentState,
    eligibility: enrolment.eligibility as Outcome,
    mayWrite: mine && (caseState as CaseState) !== "closed",
    stages: await readStages(db, programmeId),
    cohorts: await readCohorts(db, programmeId),
  };
}

export interface FormOfRule {
  readonly id: string;
  readonly name: string;
  readonly content: FormContent;
}

/** What the forms ask that rules look at: the version in use, or else the newest. */
async function formsOfRules(db: Db, rules: readonly Rule[]): Promise<FormOfRule[]> {
  const ids = rules.flatMap((rule) => (rule.kind === "answers" ? [rule.formId] : []));
  if (ids.length === 0) return [];
  const rows = await db
    .selectDistinctOn([forms.id], { id: forms.id, name: forms.name, content: formVersions.content })
    .from(forms)
    .innerJoin(formVersions, eq(formVersions.formId, forms.id))
    .where(inArray(forms.id, [...new Set(ids)]))
    .orderBy(forms.id, sql`${formVersions.state} <> 'published'`, desc(formVersions.number));
  return rows.map((row) => ({ ...row, content: row.content as FormContent }));
}

/** A form that is in use, with what it asks, for a rule to look at. @throws Refusal 404 */
export async function readFormForRule(db: Db, actor: Actor, formId: string): Promise<FormOfRule> {
  const [row] = await db
    .select({ id: forms.id, name: forms.name, content: formVersions.content })
    .from(forms)
    .innerJoin(formVersions, and(eq(formVersions.formId, forms.id), eq(formVersions.state, "published")))
    .where(and(eq(forms.id, formId), eq(forms.agencyId, agencyOf(actor))));
  if (!row) throw new Refusal("not-found", 404);
  return { ...row, content: row.content as FormContent };
}

/** @throws Refusal 404 */
export async function readProgrammeName(db: Db, programmeId: ProgrammeId): Promise<string> {
  const [row] = await db.select({ name: programmes.name }).from(programmes).where(eq(programmes.id, programmeId));
  if (!row) throw new Refusal("not-found", 404);
  return row.name;
}
