// The care plan and the open tasks on a case's page: how far it is, what comes next. Takes plain values.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { Card } from "./layout-parts";
import { StateTag, ToneTag } from "./state-tag";
import type { TaskOfList } from "./task-parts";

type Version = {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly nextReviewOn: string | null;
};

type CasePlanProps = {
  caseId: string;
  plans: readonly Version[];
  tasks: readonly TaskOfList[];
  mayWrite: boolean;
};

/** Of the open tasks the page shows so many; the list has the rest. */
const SHOWN = 5;

export function CasePlan({ caseId, plans, tasks, mayWrite }: CasePlanProps) {
  const say = useSay();
  const standing = plans.filter(({ state }) => state === "draft" || state === "agreed");
  return (
    <Card
      title={say("case.page.plan")}
      aside={
        plans.length > 0 ? <Link to={`/agency/cases/${caseId}/plan`}>{say("case.page.plan-versions")}</Link> : null
      }
    >
      {plans.length === 0 ? <p className="soft">{say("case.page.plan-none")}</p> : null}
      {standing.map((plan) => (
        <PlanLine key={plan.id} plan={plan} />
      ))}
      {standing.length === 0 && mayWrite ? (
        <ActForm formId="draft-plan" action={`/agency/cases/${caseId}/plan`}>
          <SubmitButton look="secondary">{say("case.page.plan-start")}</SubmitButton>
        </ActForm>
      ) : null}
      <h3>{say("case.page.tasks")}</h3>
      {tasks.length === 0 ? <p className="soft">{say("case.page.tasks-none")}</p> : null}
      <ul className="plain-list">
        {tasks.slice(0, SHOWN).map((task) => (
          <li key={task.id}>
            <TaskOfCase task={task} />
          </li>
        ))}
      </ul>
      <p className="case-links">
        <Link to={`/agency/cases/${caseId}/tasks`}>{say("case.page.all-tasks")}</Link>
        <Link to={`/agency/cases/${caseId}/contract`}>{say("case.page.contract")}</Link>
      </p>
    </Card>
  );
}

function PlanLine({ plan: { id, version, state, nextReviewOn } }: { plan: Version }) {
  const say = useSay();
  const formats = useFormats();
  return (
    <p>
      <Link to={`/agency/plans/${id}`}>{say("plan.versions.version", { version })}</Link>{" "}
      <StateTag lifecycle="plan" state={state} />{" "}
      {nextReviewOn ? say("plan.versions.next-review", { day: formats.day(nextReviewOn) }) : null}
    </p>
  );
}

function TaskOfCase({ task }: { task: TaskOfList }) {
  const say = useSay();
  const formats = useFormats();
  return (
    <>
      {task.kind === "review" ? say("plan.task.review-of") : task.words}
      {" · "}
      {task.who}
      {task.dueOn ? ` · ${say("plan.task.until", { day: formats.day(task.dueOn) })}` : ""}{" "}
      {task.overdue ? <ToneTag tone="act">{say("plan.task.overdue")}</ToneTag> : null}
    </>
  );
}
