// Ends an agreement before its time: what that touches is shown first. Never for days that are past.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { TERMINATION_CODES, TerminateForm } from "#app/models/organization/agreement-forms";
import { readAgreement } from "#app/models/organization/read-agreement.server";
import { readEffects } from "#app/models/organization/read-standing.server";
import { terminateAgreement } from "#app/models/organization/terminate-agreement.server";
import { addDays, asCalendarDay } from "#app/models/values/calendar-day";
import { type AgreementId, idParam } from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { ActForm, Card, Columns, DateField, PageHeader, RadioGroup, SubmitButton, TextArea } from "#app/ui/parts";
import { EffectCard } from "#app/ui/standing-parts";

const params = z.object({ agreementId: idParam<AgreementId>() });

export const handle: PageHandle = {
  title: titleFrom(({ number }: { number: string }) => ["agreement.end.title", { number }]),
};

export const loader = loaderFor("agreement:manage", { params }, async ({ actor, db, params: { agreementId } }) => {
  const { id, number, organizationId, noticeDays, today, lastDay, state, termination } = await readAgreement(
    db,
    actor,
    agreementId,
  );
  if (!["active", "suspended"].includes(state) || termination) throw new Refusal("directory.not-in-force", 409);
  const usual = addDays(today, noticeDays);
  const fits = usual < lastDay;
  return {
    ...{ id, number, organizationId, noticeDays, today, lastDay },
    usual: fits ? usual : asCalendarDay(lastDay),
    effects: await readEffects(db, organizationId),
  };
});

export const action = actionFor(
  "agreement:manage",
  { params, form: TerminateForm },
  async ({ actor, db, params: { agreementId }, form }) => {
    await terminateAgreement(db, actor, agreementId, form);
    return redirectTo(`/network/agreements/${agreementId}`, "agreement.end.done");
  },
);

export default function EndAgreementPage() {
  const { id, number, organizationId, noticeDays, today, lastDay, usual, effects } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("agreement.end.title", { number })}
        lead={say("agreement.end.lead")}
        back={{ to: `/network/agreements/${id}`, label: say("agreement.end.back", { number }) }}
      />
      <Columns
        main={
          <Card>
            <ActForm formId="end">
              <DateField
                name="lastDay"
                label={say("agreement.end.last-day")}
                hint={say("agreement.end.last-day-hint", { days: noticeDays })}
                defaultValue={usual}
                min={today}
                max={lastDay}
              />
              <RadioGroup
                name="code"
                label={say("agreement.end.why")}
                options={TERMINATION_CODES.map((value) => ({ value, label: say(`agreement.end.code.${value}`) }))}
              />
              <TextArea
                name="words"
                label={say("agreement.end.words")}
                hint={say("agreement.end.words-hint")}
                rows={4}
                maxLength={1000}
              />
              <SubmitButton look="danger">{say("agreement.end.save")}</SubmitButton>
            </ActForm>
          </Card>
        }
        aside={<EffectCard effects={effects} organizationId={organizationId} before />}
      />
    </>
  );
}
