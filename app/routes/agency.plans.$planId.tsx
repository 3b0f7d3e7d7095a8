// One version of a care plan: a draft is written and signed here; an agreed one is carried out, reviewed and followed by a new version.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { askApproval } from "#app/models/case/approval.server";
import { readColleagues } from "#app/models/case/colleagues.server";
import { moveTask, setTask } from "#app/models/case/task.server";
import { endPlan } from "#app/models/plan/agree.server";
import { changePlanWords, discardPlan, draftPlan } from "#app/models/plan/draft.server";
import { PlanPageForm } from "#app/models/plan/forms";
import { lockDraft, lockPlan } from "#app/models/plan/lock.server";
import { addGoal, changeGoal, planService, removeGoal, unplanService } from "#app/models/plan/parts.server";
import { readNeedOptions, readPlan } from "#app/models/plan/read.server";
import { beginReview } from "#app/models/plan/review.server";
import { type CarePlanId, idParam } from "#app/models/values/ids";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { ButtonLink, Card, Columns, Facts, Notice, PageHeader, Stack, StateTag } from "#app/ui/parts";
import { maySign, PlanHistory, PlanNext, PlanWordsForm } from "#app/ui/plan-aside";
import { GoalsCard, ServicesCard } from "#app/ui/plan-parts";
import { TasksCard } from "#app/ui/task-parts";

const params = z.object({ planId: idParam<CarePlanId>() });

export const handle: PageHandle = {
  title: titleFrom(({ plan: { clientName: name } }: { plan: { clientName: string } }) => ["plan.page.title", { name }]),
};

export const loader = loaderFor("case:read", { params, records: true }, async ({ actor, db, params: { planId } }) => {
  const plan = await readPlan(db, actor, planId);
  return {
    plan,
    needs: plan.mayWrite && plan.state === "draft" ? await readNeedOptions(db, plan.caseId) : [],
    colleagues: plan.mayWrite ? await readColleagues(db, actor) : [],
    me: actor.membershipId,
  };
});

export const action = actionFor(
  "case:write",
  { params, form: PlanPageForm },
  async ({ actor, db, params: { planId }, form }) => {
    const page = `/agency/plans/${planId}`;
    switch (form.intent) {
      case "words":
        await changePlanWords(db, planId, form);
        return redirectTo(page, "plan.page.words-saved");
      case "goal":
        await addGoal(db, planId, form);
        return redirectTo(page, "plan.goal.saved");
      case "change-goal":
        await changeGoal(db, planId, form.goalId, form);
        return redirectTo(page, "plan.goal.saved");
      case "remove-goal":
        await removeGoal(db, planId, form.goalId);
        return redirectTo(page, "plan.goal.removed");
      case "service":
        await planService(db, planId, form);
        return redirectTo(page, "plan.service.saved");
      case "remove-service":
        await unplanService(db, planId, form.serviceId);
        return redirectTo(page, "plan.service.removed");
      case "task": {
        const { carried } = await lockPlan(db, planId);
        await setTask(db, actor, carried.id, form, planId);
        return redirectTo(page, "plan.task.saved");
      }
      case "move-task":
        await moveTask(db, actor, form);
        return redirectTo(page, "plan.task.ended");
      case "ask": {
        const { carried, revision } = await lockDraft(db, planId);
        await askApproval(db, actor, carried.id, { kind: "plan", planId, revision }, form.words);
        return redirectTo(page, "case.approval.done");
      }
      case "discard":
        await discardPlan(db, actor, planId);
        return redirectTo(page, "plan.page.discarded");
      case "new-version": {
        const { carried } = await lockPlan(db, planId);
        return redirectTo(`/agency/plans/${await draftPlan(db, actor, carried.id)}`, "plan.versions.started");
      }
      case "review-now":
        return redirectTo(`/agency/reviews/${await beginReview(db, actor, planId)}`);
      case "end":
        await endPlan(db, actor, planId);
        return redirectTo(page, "plan.page.ended");
    }
  },
);

export default function PlanPage() {
  const { plan, needs, colleagues, me } = useLoaderData<typeof loader>();
  const say = useSay();
  const { caseId, caseNumber: number, clientName: name, state, mayWrite, goals } = plan;
  const isDraft = state === "draft";
  return (
    <>
      <PageHeader
        title={say("plan.page.title", { name })}
        beside={<StateTag lifecycle="plan" state={state} />}
        lead={say("plan.page.version", { version: plan.version, number })}
        back={{ to: `/agency/cases/${caseId}`, label: say("plan.page.back", { number }) }}
        actions={
          <>
            {isDraft && mayWrite && maySign(plan) ? (
              <ButtonLink to={`/agency/plans/${plan.id}/sign`}>{say("plan.page.sign", { name })}</ButtonLink>
            ) : null}
            <ButtonLink to={`/agency/plans/${plan.id}/print`} look="secondary" icon="print">
              {say("plan.page.print")}
            </ButtonLink>
          </>
        }
      />
      {isDraft ? <Notice>{say("plan.page.draft", { name })}</Notice> : null}
      {mayWrite ? null : <Notice>{say("plan.page.read-only", { owner: plan.ownerName })}</Notice>}
      <Columns
        main={
          <Stack>
            <AboutCard />
            <GoalsCard goals={goals} mayChange={isDraft && mayWrite} />
            <ServicesCard
              services={plan.services}
              goals={goals}
              needs={needs}
              caseId={caseId}
              mayChange={isDraft && mayWrite}
              mayRefer={state === "agreed" && mayWrite}
            />
            <TasksCard
              tasks={plan.tasks}
              colleagues={colleagues}
              goals={goals}
              me={me}
              mayWrite={mayWrite && (isDraft || state === "agreed")}
              all={`/agency/cases/${caseId}/tasks`}
            />
          </Stack>
        }
        aside={
          <Stack>
            {mayWrite ? <PlanNext plan={plan} /> : null}
            <PlanHistory plan={plan} />
          </Stack>
        }
      />
    </>
  );
}

function AboutCard() {
  const { plan } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  const { clientName: name } = plan;
  return (
    <Card title={say("plan.page.about")}>
      <Facts
        columns={2}
        facts={[
          { name: say("plan.page.summary", { name }), value: plan.summary || say("plan.page.summary-none") },
          { name: say("plan.page.starts"), value: formats.day(plan.startsOn) },
          ...(plan.nextReviewOn
            ? [{ name: say("plan.page.next-review"), value: formats.day(plan.nextReviewOn) }]
            : [{ name: say("plan.page.months"), value: String(plan.reviewMonths) }]),
          ...(plan.signedAt
            ? [
                {
                  name: say("plan.page.signed"),
                  value: say("plan.page.signed-value", {
                    day: formats.instantDay(plan.signedAt),
                    name: plan.signedName ?? name,
                  }),
                },
                {
                  name: say("plan.page.signed-how"),
                  value: [say.any(`consent.given.${plan.signedHow}`), plan.witness ?? ""].filter(Boolean).join(": "),
                },
              ]
            : []),
        ]}
      />
      {plan.signedDocumentId ? (
        <p>
          <Link to={`/documents/${plan.signedDocumentId}`} reloadDocument>
            {say("plan.page.paper-file")}
          </Link>
        </p>
      ) : null}
      {plan.state === "draft" && plan.mayWrite ? <PlanWordsForm plan={plan} /> : null}
    </Card>
  );
}
