// Gathers what is known of a client for a programme's rules: age, household, newest answers. What the reader may not read is not known.
import { and, desc, eq, inArray } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { assessments, cases, clients } from "#drizzle/schema";
import { readRelations } from "../client/relation.server";
import type { Answers } from "../form/evaluate";
import { asCalendarDay, localDay, yearsBetween } from "../values/calendar-day";
import type { CaseId, ClientId } from "../values/ids";
import { Refusal } from "../values/refusal";
import type { Known, Rule } from "./rules";

/** @throws Refusal 404 */
export async function gatherKnown(db: Db, actor: Actor, caseId: CaseId, rules: readonly Rule[]): Promise<Known> {
  const [row] = await db
    .select({ clientId: cases.clientId, birthDay: clients.birthDay })
    .from(cases)
    .innerJoin(clients, eq(clients.id, cases.clientId))
    .where(eq(cases.id, caseId));
  if (!row) throw new Refusal("not-found", 404);
  const today = localDay(await clock(db), actor.timeZone);
  const relations = await readRelations(db, row.clientId as ClientId);
  return {
    age: row.birthDay ? Math.max(0, yearsBetween(asCalendarDay(row.birthDay), today)) : null,
    household: relations.length === 0 ? null : 1 + relations.filter(({ livesTogether }) => livesTogether).length,
    answers: await newestAnswers(db, caseId, rules),
  };
}

async function newestAnswers(db: Db, caseId: CaseId, rules: readonly Rule[]): Promise<Map<string, Answers>> {
  const formIds = rules.flatMap((rule) => (rule.kind === "answers" ? [rule.formId] : []));
  if (formIds.length === 0) return new Map();
  const rows = await db
    .selectDistinctOn([assessments.formId], { formId: assessments.formId, answers: assessments.answers })
    .from(assessments)
    .where(
      and(
        eq(assessments.caseId, caseId),
        eq(assessments.state, "completed"),
        inArray(assessments.formId, [...new Set(formIds)]),
      ),
    )
    .orderBy(assessments.formId, desc(assessments.assessedOn), desc(assessments.id));
  return new Map(rows.map(({ formId, answers }) => [formId, answers as Answers]));
}
