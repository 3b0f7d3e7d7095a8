// Harbor's programmes, told by deeds: rules, a cohort that was led on, somebody waiting, somebody who left.
import type { Actor } from "#app/access/actor";
import { makeCohort, moveCohort } from "#app/models/programme/cohort.server";
import { addRule, makeProgramme } from "#app/models/programme/edit.server";
import { applyFor, moveEnrolment } from "#app/models/programme/enrol.server";
import type { EnrolmentWish } from "#app/models/programme/forms";
import { readStages } from "#app/models/programme/read.server";
import { addDays } from "#app/models/values/calendar-day";
import { asId, type ProgrammeId, type ProgrammeStageId } from "#app/models/values/ids";
import { type Carried, casesUnderWay } from "./assessments";
import type { DemoForms } from "./forms";
import type { DemoStage } from "./stage";

type Cast = { readonly sol: Actor; readonly ines: Actor; readonly carl: Actor };

const WHY = "Agreed with the supervisor: the missing papers follow.";

export async function runProgrammes(stage: DemoStage, cast: Cast, forms: DemoForms): Promise<void> {
  const { sol } = cast;
  const today = await stage.today();
  stage.at(-28, 10);
  const { work, home, cohort, stages } = await stage.as(sol, async (db) => {
    const work = await makeProgramme(db, sol, {
      name: "Back to work",
      purpose: "Six months with a coach, from the first talk to the first job.",
      benefits: ["A coach, one hour a week", "A monthly travel card", "Course fees up to $600"],
      stages: ["Welcome", "Course", "Looking for a job", "First months in the job"],
    });
    await addRule(db, sol, work, { kind: "age", least: 18, most: null });
    const lonely = { match: "all", clauses: [{ question: "q7", is: "answered", value: "" }] } as const;
    await addRule(db, sol, work, {
      kind: "answers",
      formId: forms.wellBeing,
      condition: { ...lonely, clauses: [...lonely.clauses] },
    });
    const home = await makeProgramme(db, sol, {
      name: "Warm home",
      purpose: "Heating help for households through the winter.",
      benefits: ["Up to $400 toward heating bills"],
      stages: ["Papers checked", "Paid"],
    });
    await addRule(db, sol, home, { kind: "household", least: 2, most: null });
    const facts = { name: "Autumn group", place: "Harbor library, room 2" };
    const days = { startsOn: addDays(today, -20), endsOn: addDays(today, 160) };
    const cohort = await makeCohort(db, sol, work, { ...facts, ...days });
    return { work, home, cohort, stages: await readStages(db, work) };
  });
  const carried = await casesUnderWay(stage, cast);
  const lead = (one: Carried, programme: ProgrammeId, ...wishes: EnrolmentWish[]) =>
    stage.as(one.owner, async (db) => {
      const id = await applyFor(db, one.owner, one.caseId, { programme, exceptionWords: WHY });
      for (const wish of wishes) await moveEnrolment(db, one.owner, id, wish);
    });
  stage.at(-21, 11);
  for (const one of carried.slice(0, 3)) await lead(one, work, { intent: "enrol" }, { intent: "cohort", cohort });
  const [first, second, third, fourth] = carried;
  if (first) await lead(first, home);
  if (second) await lead(second, home, { intent: "waitlist" });
  if (third) await lead(third, home, { intent: "enrol" }, { intent: "complete" });
  if (fourth) await lead(fourth, work, { intent: "leave", code: "moved_away", words: "" });
  stage.at(-7, 15);
  const course = asId<ProgrammeStageId>(stages[1]?.id ?? "");
  await stage.as(sol, (db) => moveCohort(db, sol, cohort, course));
}
