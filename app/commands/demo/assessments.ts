// What the demo's caseworkers asked their clients: before the form was changed, after it, and one still being filled in.
import { sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import { beginAssessment } from "#app/models/assessment/begin.server";
import { completeAssessment, saveSection } from "#app/models/assessment/fill.server";
import type { Answers } from "#app/models/form/evaluate";
import { addDays } from "#app/models/values/calendar-day";
import { asId, type CaseId, type FormId } from "#app/models/values/ids";
import { changeForms, type DemoForms } from "./forms";
import type { DemoStage } from "./stage";

type Cast = { readonly ada: Actor; readonly ines: Actor; readonly carl: Actor };
export type Carried = { readonly caseId: CaseId; readonly owner: Actor };

const before: readonly Answers[] = [
  { q2: "4", q3: "c6", q7: "yes", q8: "2", q10: "yes", q11: "Somebody to eat with." },
  { q2: "3", q3: "c5", q7: "no", q10: "no" },
];
const after: Answers = {
  q2: "2",
  q3: "c5",
  q7: "yes",
  q8: "5",
  q10: "yes",
  q13: ["c15"],
  q11: "A payment plan for the electricity.",
};

/** On each case under way one from before; on the newest of them a second under the changed form, and a sensitive one begun. */
export async function assessClients(stage: DemoStage, cast: Cast, forms: DemoForms): Promise<void> {
  const today = await stage.today();
  const carried = await casesUnderWay(stage, cast);
  const fill = async (days: number, { caseId, owner }: Carried, form: FormId, answers: Answers) => {
    stage.at(days, 13);
    await stage.as(owner, async (db) => {
      const assessedOn = addDays(today, days);
      const id = await beginAssessment(db, owner, caseId, { form, assessedOn });
      for (const section of ["s1", "s9"]) {
        await saveSection(db, id, section, { ...answers, drawn: Object.keys(answers).join(" ") });
      }
      await completeAssessment(db, owner, id, assessedOn);
    });
  };
  for (const [number, one] of carried.entries())
    await fill(-31, one, forms.wellBeing, before[number % before.length] ?? {});
  await changeForms(stage, cast.ada, forms);
  const [first] = carried;
  if (!first) return;
  await fill(-6, first, forms.wellBeing, after);
  await stage.as(first.owner, (db) =>
    beginAssessment(db, first.owner, first.caseId, { form: forms.safety, assessedOn: today }),
  );
}

/** The cases that Ines or Carl carries and that are under way. */
export async function casesUnderWay(stage: DemoStage, { ines, carl }: Pick<Cast, "ines" | "carl">): Promise<Carried[]> {
  const rows = await stage.asGuards((db) =>
    db.execute<{ id: string; owner_membership_id: string }>(
      sql`select id, owner_membership_id from "case" where state = 'active' and agency_id = ${ines.agencyId}::uuid order by id`,
    ),
  );
  return [...rows].flatMap(({ id, owner_membership_id: owner }) => {
    const actor = [ines, carl].find(({ membershipId }) => membershipId === owner);
    return actor ? [{ caseId: asId<CaseId>(id), owner: actor }] : [];
  });
}
