// Closes a case with a reason. Refused while a referral of it still waits or is under way.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { CLOSING_REASONS } from "#app/models/case/codes";
import { CloseCaseForm } from "#app/models/case/forms";
import { closeCase } from "#app/models/case/move.server";
import { readCase } from "#app/models/case/read.server";
import { type CaseId, idParam } from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Actions, ButtonLink, PageHeader, RadioGroup, SubmitButton, TextArea } from "#app/ui/parts";

const params = z.object({ caseId: idParam<CaseId>() });

export const handle: PageHandle = {
  title: (data) => ["case.close.title", { number: (data as { number?: string } | undefined)?.number ?? "" }],
};

export const loader = loaderFor("case:write", { params, records: true }, async ({ actor, db, params: { caseId } }) => {
  const found = await readCase(db, actor, caseId);
  if (!found.mayWrite) throw new Refusal("case.not-yours", 403);
  return { caseId, number: found.number, name: `${found.client.givenName} ${found.client.familyName}` };
});

export const action = actionFor(
  "case:write",
  { params, form: CloseCaseForm },
  async ({ actor, db, params: { caseId }, form }) => {
    await closeCase(db, actor, caseId, form);
    return redirectTo(`/agency/cases/${caseId}`, "case.close.closed");
  },
);

export default function CloseCasePage() {
  const { caseId, number, name } = useLoaderData<typeof loader>();
  const say = useSay();
  const back = `/agency/cases/${caseId}`;
  return (
    <>
      <PageHeader
        title={say("case.close.title", { number })}
        lead={say("case.close.lead", { name })}
        back={{ to: back, label: say("case.people.back") }}
      />
      <ActForm formId="close">
        <RadioGroup
          name="reason"
          label={say("case.close.reason")}
          options={CLOSING_REASONS.map((value) => ({ value, label: say(`case.reason.${value}`) }))}
        />
        <TextArea name="words" label={say("case.close.words")} maxLength={2000} rows={3} optional />
        <Actions>
          <SubmitButton>{say("case.close.save")}</SubmitButton>
          <ButtonLink to={back} look="quiet">
            {say("ui.form.cancel")}
          </ButtonLink>
        </Actions>
      </ActForm>
    </>
  );
}
