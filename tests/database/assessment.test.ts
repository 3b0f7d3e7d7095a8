// Forms and what is filled in from them on real PostgreSQL: written and put into use by administrators, filled in by who carries the case, never rewritten.
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { beginAssessment, beginCorrection } from "#app/models/assessment/begin.server";
import { completeAssessment, discardAssessment, saveSection } from "#app/models/assessment/fill.server";
import { readAssessment, readAssessments, readSeries } from "#app/models/assessment/read.server";
import { beginDraft, changeForm, discardDraft, makeForm, writeDraft } from "#app/models/form/draft.server";
import { putQuestion, putSection } from "#app/models/form/edit";
import { publishDraft, retireForm } from "#app/models/form/publish.server";
import { readForm } from "#app/models/form/read.server";
import { asId, type CaseId, type FormId } from "#app/models/values/ids";
import { onStage, type Stage } from "#tests/stage/on-stage";

const FACTS = { name: "Well-being", purpose: "", sensitive: false };
const alone = {
  kind: "yes_no",
  label: "Alone?",
  help: "",
  required: true,
  shownIf: null,
  pointsYes: 2,
  pointsNo: 0,
} as const;
const ON = "2026-04-01";
const rosas = ({ cast }: Stage) => asId<CaseId>(cast.rosa.caseId);
const refused = (status: number) => ({ status });

/** Ada's form with one section s1 and one question q2, in use. */
async function formInUse({ as, cast }: Stage, sensitive = false): Promise<FormId> {
  return as(cast.ada, async (db) => {
    const id = await makeForm(db, cast.ada, { ...FACTS, sensitive });
    await writeDraft(db, id, (content) => putSection(content, { title: "Home", help: "", shownIf: null }));
    await writeDraft(db, id, (content) => putQuestion(content, "s1", alone));
    await publishDraft(db, cast.ada, id);
    return id;
  });
}

/** Ines begins it for Rosa and says yes. */
async function filled(stage: Stage, form: FormId) {
  const { as, cast } = stage;
  return as(cast.ines, async (db) => {
    const id = await beginAssessment(db, cast.ines, rosas(stage), { form, assessedOn: ON });
    await saveSection(db, id, "s1", { drawn: "q2", q2: "yes" });
    return id;
  });
}

test("Ada writes a form and puts it into use; an empty draft is refused, and nobody else may write one", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const id = await as(cast.ada, (db) => makeForm(db, cast.ada, FACTS));
    await expect(as(cast.ada, (db) => publishDraft(db, cast.ada, id))).rejects.toMatchObject(refused(409));
    await expect(as(cast.ines, (db) => makeForm(db, cast.ines, FACTS))).rejects.toThrow();
    await expect(as(cast.ines, (db) => writeDraft(db, id, (content) => content))).rejects.toThrow();
    await expect(as(cast.otto, (db) => readForm(db, id))).rejects.toMatchObject(refused(404));
    await expect(as(cast.ada, (db) => makeForm(db, cast.ada, { ...FACTS, name: "WELL-being" }))).rejects.toThrow();
    await as(cast.ada, (db) => discardDraft(db, cast.ada, id));
    await expect(as(cast.ada, (db) => writeDraft(db, id, (content) => content))).rejects.toMatchObject(refused(409));
  }));

test("the form is changed: what Ines filled in before stays under its version, and no one rewrites what was published", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const form = await formInUse(stage);
    const first = await filled(stage, form);
    await as(cast.ada, async (db) => {
      await beginDraft(db, cast.ada, form);
      await writeDraft(db, form, (content) => putQuestion(content, "s1", { ...alone, label: "Behind with rent?" }));
      await publishDraft(db, cast.ada, form);
    });
    const { versions } = await as(cast.ada, (db) => readForm(db, form));
    expect(versions.map(({ number, state, questions }) => ({ number, state, questions }))).toEqual([
      { number: 2, state: "published", questions: 2 },
      { number: 1, state: "retired", questions: 1 },
    ]);
    await as(cast.ines, (db) => completeAssessment(db, cast.ines, first, ON));
    const page = await as(cast.ines, (db) => readAssessment(db, cast.ines, first));
    expect(page).toMatchObject({ number: 1, versionState: "retired", state: "completed", answers: { q2: "yes" } });
    await expect(
      as(cast.ada, (db) =>
        db.execute(sql`update form_version set content = '{}' where form_id = ${form} and number = 1`),
      ),
    ).rejects.toThrow();
    await expect(
      as(cast.ines, (db) => db.execute(sql`update assessment set answers = '{"q2": "no"}' where id = ${first}`)),
    ).rejects.toThrow();
    await as(cast.ada, (db) => retireForm(db, cast.ada, form));
    await expect(
      as(cast.ines, (db) => beginAssessment(db, cast.ines, rosas(stage), { form, assessedOn: ON })),
    ).rejects.toMatchObject(refused(409));
  }));

test("Ines fills it in and Sol may too; Carl reads, and may not begin, answer, complete or correct", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const form = await formInUse(stage);
    const id = await filled(stage, form);
    const { carl, ines, sol } = cast;
    expect((await as(carl, (db) => readAssessments(db, carl, rosas(stage)))).rows).toHaveLength(1);
    for (const deed of [
      () => as(carl, (db) => beginAssessment(db, carl, rosas(stage), { form, assessedOn: ON })),
      () => as(carl, (db) => saveSection(db, id, "s1", { drawn: "q2", q2: "no" })),
      () => as(carl, (db) => completeAssessment(db, carl, id, ON)),
      () => as(carl, (db) => discardAssessment(db, carl, id)),
    ])
      await expect(deed()).rejects.toMatchObject(refused(403));
    await as(sol, (db) => saveSection(db, id, "s1", { drawn: "q2", q2: "" }));
    await expect(as(ines, (db) => completeAssessment(db, ines, id, ON))).rejects.toMatchObject(refused(409));
    expect(await as(ines, (db) => saveSection(db, id, "s1", { drawn: "q2", q2: "no" }))).toEqual({ kind: "review" });
    await as(ines, (db) => completeAssessment(db, ines, id, ON));
    await expect(as(ines, (db) => saveSection(db, id, "s1", { drawn: "q2" }))).rejects.toMatchObject(refused(409));
    await expect(as(cast.otto, (db) => readAssessment(db, cast.otto, id))).rejects.toMatchObject(refused(404));
  }));

test("a wrong answer is corrected by a new assessment; the old one stays readable, and is corrected once", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { ines } = cast;
    const form = await formInUse(stage);
    const wrong = await filled(stage, form);
    await expect(as(ines, (db) => beginCorrection(db, ines, wrong))).rejects.toMatchObject(refused(409));
    await as(ines, (db) => completeAssessment(db, ines, wrong, ON));
    const right = await as(ines, (db) => beginCorrection(db, ines, wrong));
    await as(ines, (db) => saveSection(db, right, "s1", { drawn: "q2", q2: "no" }));
    expect(await as(ines, (db) => readAssessment(db, ines, wrong))).toMatchObject({
      state: "completed",
      correctionId: right,
    });
    await as(ines, (db) => completeAssessment(db, ines, right, ON));
    expect(await as(ines, (db) => readAssessment(db, ines, wrong))).toMatchObject({
      state: "corrected",
      answers: { q2: "yes" },
    });
    const { filled: series } = await as(ines, (db) => readSeries(db, ines, rosas(stage), form));
    expect(series.map(({ id, scores }) => ({ id, scores: scores.length }))).toEqual([{ id: right, scores: 0 }]);
    await expect(as(ines, (db) => beginCorrection(db, ines, wrong))).rejects.toMatchObject(refused(409));
  }));

test("answers to a sensitive form are read by Ines and Sol; Carl finds none, also of a form that became sensitive later", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const { ada, carl, ines, sol } = cast;
    const form = await formInUse(stage);
    const id = await filled(stage, form);
    await as(carl, (db) => readAssessment(db, carl, id));
    await as(ada, (db) => changeForm(db, ada, form, { ...FACTS, sensitive: true }));
    await as(ines, (db) => readAssessment(db, ines, id));
    await as(sol, (db) => readAssessment(db, sol, id));
    await expect(as(carl, (db) => readAssessment(db, carl, id))).rejects.toMatchObject(refused(404));
    await expect(as(carl, (db) => readSeries(db, carl, rosas(stage), form))).rejects.toMatchObject(refused(404));
    expect((await as(carl, (db) => readAssessments(db, carl, rosas(stage)))).rows).toEqual([]);
    expect([...(await as(carl, (db) => db.execute(sql`select id from assessment where id = ${id}`)))]).toEqual([]);
  }));
