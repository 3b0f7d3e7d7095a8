// One question to a supervisor, about a care plan or a closing: what is asked, and the answer. Nobody answers their own.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { clientLanguage } from "#app/i18n/languages";
import { useSay } from "#app/i18n/speech";
import { decideApproval, readApproval, withdrawApproval } from "#app/models/case/approval.server";
import { ApprovalForm } from "#app/models/case/forms";
import { readPlan } from "#app/models/plan/read.server";
import { type ApprovalId, asId, type CarePlanId, idParam } from "#app/models/values/ids";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActDetails,
  ActForm,
  Card,
  HiddenField,
  Notice,
  PageHeader,
  Stack,
  StateTag,
  SubmitButton,
  TextArea,
} from "#app/ui/parts";
import { PlanSheet } from "#app/ui/plan-sheet";

const params = z.object({ approvalId: idParam<ApprovalId>() });

export const handle: PageHandle = { title: "case.approval.title" };

export const loader = loaderFor(
  "case:read",
  { params, records: true },
  async ({ actor, db, params: { approvalId } }) => {
    const approval = await readApproval(db, actor, approvalId);
    const plan = approval.planId ? await readPlan(db, actor, asId<CarePlanId>(approval.planId)) : null;
    return { approval, plan, houseName: actor.houseName, supervises: actor.role === "supervisor" };
  },
);

export const action = actionFor(
  "case:write",
  { params, form: ApprovalForm },
  async ({ actor, db, params: { approvalId }, form }) => {
    const page = `/agency/approvals/${approvalId}`;
    if (form.intent === "withdraw") {
      await withdrawApproval(db, actor, approvalId);
      return redirectTo(page, "case.approval.withdrawn");
    }
    await decideApproval(db, actor, approvalId, form.intent, form.words ?? "");
    return redirectTo(page, form.intent === "grant" ? "case.approval.granted" : "case.approval.refused");
  },
);

export default function ApprovalPage() {
  const { approval, plan, houseName, supervises } = useLoaderData<typeof loader>();
  const say = useSay();
  const { caseNumber: number, clientName: name, state } = approval;
  const asked = state === "asked";
  return (
    <>
      <PageHeader
        title={plan ? say("case.approval.plan-title", { name }) : say("case.approval.closure-title", { number })}
        beside={<StateTag lifecycle="approval" state={state} />}
        lead={say("case.approval.lead", { name, number, asker: approval.askedByName })}
        back={{ to: `/agency/cases/${approval.caseId}`, label: say("case.approval.back", { number }) }}
      />
      <Stack>
        {approval.stale ? <Notice>{say("case.approval.stale")}</Notice> : null}
        {approval.words ? (
          <Card title={say("case.approval.asked")}>
            <p className="note-words">{approval.words}</p>
          </Card>
        ) : null}
        {plan ? (
          <Card>
            <PlanSheet plan={plan} houseName={houseName} language={clientLanguage(plan.clientLanguage)} />
          </Card>
        ) : null}
        {approval.decisionWords ? (
          <Card title={say("case.approval.answer")}>
            <p className="note-words">{approval.decisionWords}</p>
          </Card>
        ) : null}
        {asked && supervises && !approval.mine ? <Decide /> : null}
        {approval.mine && (asked || state === "granted") ? (
          <ActForm formId="withdraw">
            <HiddenField name="intent" value="withdraw" />
            <SubmitButton look="secondary">{say("case.approval.withdraw")}</SubmitButton>
          </ActForm>
        ) : null}
      </Stack>
    </>
  );
}

function Decide() {
  const say = useSay();
  return (
    <Card title={say("case.approval.title")} look="act">
      <ActForm formId="grant">
        <HiddenField name="intent" value="grant" />
        <TextArea name="words" label={say("case.approval.grant-words")} maxLength={2000} rows={2} optional />
        <SubmitButton>{say("case.approval.grant")}</SubmitButton>
      </ActForm>
      <ActDetails summary={say("case.approval.refuse")} formId="refuse">
        <ActForm formId="refuse">
          <HiddenField name="intent" value="refuse" />
          <TextArea name="words" label={say("case.approval.refuse-words")} maxLength={2000} rows={3} />
          <SubmitButton look="danger">{say("case.approval.refuse")}</SubmitButton>
        </ActForm>
      </ActDetails>
    </Card>
  );
}
