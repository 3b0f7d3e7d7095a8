// Closes a case with a reason and a day to ask again. Where the agency wants it, a supervisor is asked first.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { useSay } from "#app/i18n/speech";
import { askApproval, readApprovalsOf } from "#app/models/case/approval.server";
import { closeCase, lacksApproval } from "#app/models/case/close.server";
import { CLOSING_REASONS } from "#app/models/case/codes";
import { ClosePageForm } from "#app/models/case/forms";
import { readCase } from "#app/models/case/read.server";
import { addMonths, localDay } from "#app/models/values/calendar-day";
import { type AgencyId, asId, type CaseId, idParam } from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActForm,
  Actions,
  ButtonLink,
  DateField,
  HiddenField,
  Notice,
  PageHeader,
  RadioGroup,
  SubmitButton,
  TextArea,
} from "#app/ui/parts";

const params = z.object({ caseId: idParam<CaseId>() });

export const handle: PageHandle = {
  title: (data) => ["case.close.title", { number: (data as { number?: string } | undefined)?.number ?? "" }],
};

export const loader = loaderFor("case:write", { params, records: true }, async ({ actor, db, params: { caseId } }) => {
  const found = await readCase(db, actor, caseId);
  if (!found.mayWrite) throw new Refusal("case.not-yours", 403);
  const agencyId = asId<AgencyId>(actor.agencyId ?? "");
  const today = localDay(await clock(db), actor.timeZone);
  return {
    caseId,
    number: found.number,
    name: `${found.client.givenName} ${found.client.familyName}`,
    lacksApproval: await lacksApproval(db, { id: caseId, agencyId }),
    asked: (await readApprovalsOf(db, caseId, "closure"))[0] ?? null,
    today,
    followUpOn: addMonths(today, 3),
  };
});

export const action = actionFor(
  "case:write",
  { params, form: ClosePageForm },
  async ({ actor, db, params: { caseId }, form }) => {
    if (form.intent === "ask") {
      await askApproval(db, actor, caseId, { kind: "closure" }, form.words);
      return redirectTo(`/agency/cases/${caseId}/close`, "case.approval.done");
    }
    await closeCase(db, actor, caseId, form);
    return redirectTo(`/agency/cases/${caseId}`, "case.close.closed");
  },
);

export default function CloseCasePage() {
  const { caseId, number, name, lacksApproval } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("case.close.title", { number })}
        lead={say("case.close.lead", { name })}
        back={{ to: `/agency/cases/${caseId}`, label: say("case.people.back") }}
      />
      {lacksApproval ? <Ask /> : <Close />}
    </>
  );
}

function Close() {
  const { caseId, today, followUpOn, asked } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <ActForm formId="close">
      <HiddenField name="intent" value="close" />
      {asked?.state === "granted" ? <Notice>{say("case.approval.closure-granted")}</Notice> : null}
      <p>{say("case.close.ends")}</p>
      <RadioGroup
        name="reason"
        label={say("case.close.reason")}
        options={CLOSING_REASONS.map((value) => ({ value, label: say(`case.reason.${value}`) }))}
      />
      <DateField
        name="followUpOn"
        label={say("case.close.follow-up")}
        hint={say("case.close.follow-up-hint")}
        defaultValue={followUpOn}
        min={today}
        optional
      />
      <TextArea name="words" label={say("case.close.words")} maxLength={2000} rows={3} optional />
      <Actions>
        <SubmitButton>{say("case.close.save")}</SubmitButton>
        <ButtonLink to={`/agency/cases/${caseId}`} look="quiet">
          {say("ui.form.cancel")}
        </ButtonLink>
      </Actions>
    </ActForm>
  );
}

function Ask() {
  const { asked } = useLoaderData<typeof loader>();
  const say = useSay();
  if (asked?.state === "asked")
    return (
      <Notice>
        {say("case.approval.closure-waits")}{" "}
        <Link to={`/agency/approvals/${asked.id}`}>{say("case.approval.open")}</Link>
      </Notice>
    );
  return (
    <ActForm formId="ask">
      <HiddenField name="intent" value="ask" />
      <Notice>{say("case.approval.closure-needed")}</Notice>
      {asked?.state === "refused" ? <p>{say("case.approval.sent-back", { words: asked.decisionWords })}</p> : null}
      <TextArea name="words" label={say("case.approval.ask-words")} maxLength={2000} rows={3} />
      <SubmitButton>{say("case.approval.ask")}</SubmitButton>
    </ActForm>
  );
}
