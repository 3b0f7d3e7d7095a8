// Programmes on real PostgreSQL: made by supervisors and administrators, joined by who carries the case, cohorts led on and back as one.
import { expect, test } from "vitest";
import { restrictCase } from "#app/models/case/people.server";
import { makeCohort, moveCohort, undoCohortMove } from "#app/models/programme/cohort.server";
import { addRule, closeProgramme, makeProgramme, placeStage, removeStage } from "#app/models/programme/edit.server";
import { applyFor, moveEnrolment } from "#app/models/programme/enrol.server";
import {
  countInStages,
  readCohort,
  readEnrolment,
  readProgramme,
  readProgrammes,
} from "#app/models/programme/read.server";
import { asId, type CaseId, type ProgrammeStageId } from "#app/models/values/ids";
import { onStage, type Stage } from "#tests/stage/on-stage";

const FACTS = { name: "Back to work", purpose: "", benefits: ["A travel card"], stages: ["Welcome", "Course", "Job"] };
const SPRING = { name: "Spring", place: "Library", startsOn: "2026-04-01" } as never;
const refused = (status: number, code?: string) => (code ? { status, code } : { status });
const rosas = ({ cast }: Stage) => asId<CaseId>(cast.rosa.caseId);

const made = (stage: Stage) => stage.as(stage.cast.sol, (db) => makeProgramme(db, stage.cast.sol, FACTS));

async function enrolled(stage: Stage) {
  const { as, cast } = stage;
  const programme = await made(stage);
  const id = await as(cast.ines, async (db) => {
    const enrolment = await applyFor(db, cast.ines, rosas(stage), { programme, exceptionWords: "" });
    await moveEnrolment(db, cast.ines, enrolment, { intent: "enrol" });
    return enrolment;
  });
  return { programme, id };
}

test("Sol makes a programme; a caseworker does not, and Otto of the other agency sees nothing of it", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const id = await made(stage);
    const page = await as(cast.ines, (db) => readProgramme(db, cast.ines, id));
    expect(page.stages.map(({ name }) => name)).toEqual(FACTS.stages);
    await expect(as(cast.ines, (db) => makeProgramme(db, cast.ines, { ...FACTS, name: "Mine" }))).rejects.toThrow();
    await expect(
      as(cast.sol, (db) => makeProgramme(db, cast.sol, { ...FACTS, name: "BACK to work" })),
    ).rejects.toThrow();
    await expect(as(cast.otto, (db) => readProgramme(db, cast.otto, id))).rejects.toMatchObject(refused(404));
    await expect(as(cast.ines, (db) => closeProgramme(db, cast.ines, id))).rejects.toMatchObject(refused(404));
  }));

test("Ines applies for Rosa once; against the rules she says why, and a closed programme takes nobody", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const programme = await made(stage);
    await as(cast.ada, (db) => addRule(db, cast.ada, programme, { kind: "household", least: 2, most: null }));
    const apply = (exceptionWords: string) =>
      as(cast.ines, (db) => applyFor(db, cast.ines, rosas(stage), { programme, exceptionWords }));
    await expect(apply("")).rejects.toMatchObject(refused(409, "programme.eligibility-unknown"));
    const id = await apply("Her sister moves in next week.");
    const found = await as(cast.ines, (db) => readEnrolment(db, cast.ines, id));
    expect(found).toMatchObject({ state: "applied", eligibility: "unknown", stageId: null });
    await expect(apply("Again.")).rejects.toThrow();
    await as(cast.ines, (db) => moveEnrolment(db, cast.ines, id, { intent: "leave", code: "no_place", words: "" }));
    await expect(as(cast.ines, (db) => moveEnrolment(db, cast.ines, id, { intent: "enrol" }))).rejects.toMatchObject(
      refused(409),
    );
    await as(cast.sol, (db) => closeProgramme(db, cast.sol, programme));
    await expect(apply("Once more.")).rejects.toMatchObject(refused(409, "programme.closed"));
  }));

test("Carl reads that Rosa is enrolled and moves nothing; Ines goes from stage to stage and completes it", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { programme, id } = await enrolled(stage);
    const { stages } = await as(cast.carl, (db) => readProgramme(db, cast.carl, programme));
    const at = (place: number) => asId<ProgrammeStageId>(stages[place]?.id ?? "");
    const go = (who: typeof cast.ines, stageId: ProgrammeStageId) =>
      as(who, (db) => moveEnrolment(db, who, id, { intent: "stage", stageId }));
    await expect(go(cast.carl, at(1))).rejects.toMatchObject(refused(403));
    await go(cast.ines, at(1));
    const counted = await as(cast.carl, (db) => readProgrammes(db, cast.carl));
    expect(counted.map(({ enrolled: count }) => count)).toEqual([1]);
    await as(cast.ines, (db) => moveEnrolment(db, cast.ines, id, { intent: "complete" }));
    const found = await as(cast.carl, (db) => readEnrolment(db, cast.carl, id));
    expect(found).toMatchObject({ state: "completed", stageId: at(1), mayWrite: false });
    await expect(go(cast.ines, at(2))).rejects.toMatchObject(refused(409));
    const listed = await as(cast.ada, (db) => readProgrammes(db, cast.ada));
    expect(listed.map(({ enrolled: count }) => count)).toEqual([0]);
  }));

test("Sol leads a cohort on at once and undoes it; Ines does not, and a second undo finds nothing", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { programme, id } = await enrolled(stage);
    const cohort = await as(cast.sol, (db) => makeCohort(db, cast.sol, programme, SPRING));
    await as(cast.ines, (db) => moveEnrolment(db, cast.ines, id, { intent: "cohort", cohort }));
    const { stages } = await as(cast.sol, (db) => readCohort(db, cast.sol, cohort));
    const course = asId<ProgrammeStageId>(stages[1]?.id ?? "");
    const lead = (who: typeof cast.sol) => as(who, (db) => moveCohort(db, who, cohort, course));
    await expect(lead(cast.ines)).rejects.toThrow();
    expect(await lead(cast.sol)).toBe(1);
    await expect(lead(cast.sol)).rejects.toMatchObject(refused(409));
    const stageNow = async () => (await as(cast.sol, (db) => readCohort(db, cast.sol, cohort))).members[0]?.stage;
    expect(await stageNow()).toBe("Course");
    expect(await as(cast.sol, (db) => undoCohortMove(db, cast.sol, cohort))).toBe(1);
    expect(await stageNow()).toBe("Welcome");
    await expect(as(cast.sol, (db) => undoCohortMove(db, cast.sol, cohort))).rejects.toMatchObject(refused(409));
  }));

test("Ada puts stages in another order and takes one away: Rosa goes where Ada says, also of a hidden case; Ines may not, and nobody gets back there", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { programme, id } = await enrolled(stage);
    const stages = () => as(cast.ada, async (db) => (await readProgramme(db, cast.ada, programme)).stages);
    const [welcome, course, job] = (await stages()).map((one) => asId<ProgrammeStageId>(one.id));
    if (!welcome || !course || !job) throw new Error("three stages");
    await expect(
      as(cast.ines, (db) => placeStage(db, cast.ines, programme, { stageId: job, to: "up" })),
    ).rejects.toThrow();
    await as(cast.ada, (db) => placeStage(db, cast.ada, programme, { stageId: job, to: "up" }));
    await as(cast.ada, (db) => placeStage(db, cast.ada, programme, { stageId: welcome, to: "up" }));
    expect((await stages()).map(({ name }) => name)).toEqual(["Welcome", "Job", "Course"]);
    await as(cast.ines, (db) => restrictCase(db, cast.ines, rosas(stage)));
    expect(await as(cast.ada, (db) => countInStages(db, programme))).toEqual({ [welcome]: 1 });
    expect(await as(cast.ines, (db) => countInStages(db, programme))).toEqual({});
    const remove = (who: typeof cast.ada, into: ProgrammeStageId) =>
      as(who, (db) => removeStage(db, who, programme, { stageId: welcome, into }));
    await expect(remove(cast.ines, job)).rejects.toMatchObject(refused(404));
    await expect(remove(cast.ada, welcome)).rejects.toMatchObject(refused(409, "programme.other-stage"));
    expect(await remove(cast.ada, job)).toBe(1);
    expect(await stages()).toMatchObject([
      { name: "Job", position: 1 },
      { name: "Course", position: 2 },
    ]);
    expect(await as(cast.ines, (db) => readEnrolment(db, cast.ines, id))).toMatchObject({ stageId: job });
    const back = { intent: "stage", stageId: welcome } as const;
    await expect(as(cast.ines, (db) => moveEnrolment(db, cast.ines, id, back))).rejects.toMatchObject(refused(404));
  }));
