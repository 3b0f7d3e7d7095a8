// Shares a client's facts without their consent: one provider, a month at most, a reason in words. Says first who is told.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { useSay } from "#app/i18n/speech";
import { CONSENT_FIELDS, CONSENT_PURPOSES, OVERRIDE_CODES, USUAL_FIELDS } from "#app/models/consent/codes";
import { OverrideConsentForm } from "#app/models/consent/forms";
import { readConsentingClient } from "#app/models/consent/read.server";
import { overrideConsent } from "#app/models/consent/record-consent.server";
import { recordRead } from "#app/models/event/record.server";
import { readNetworkProviders } from "#app/models/referral/read-draft.server";
import { addDays, localDay } from "#app/models/values/calendar-day";
import { type ClientId, idParam } from "#app/models/values/ids";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActForm,
  Actions,
  ButtonLink,
  Card,
  CheckboxGroup,
  DateField,
  Notice,
  PageHeader,
  SelectField,
  Stack,
  SubmitButton,
  TextArea,
} from "#app/ui/parts";

const params = z.object({ clientId: idParam<ClientId>() });
/** Proposed; a month is the most. */
const USUAL_DAYS = 7;

export const handle: PageHandle = { title: "consent.override.title" };

export const loader = loaderFor("consent:override", { params, records: true }, async ({ actor, db, params }) => {
  const { clientId } = params;
  const client = await readConsentingClient(db, clientId);
  await recordRead(db, actor, "consent", { subjectType: "client", subjectId: clientId, clientId });
  const today = localDay(await clock(db), actor.timeZone);
  return {
    clientId,
    name: client.name,
    providers: await readNetworkProviders(db, actor),
    today,
    until: addDays(today, USUAL_DAYS),
  };
});

export const action = actionFor(
  "consent:override",
  { params, form: OverrideConsentForm },
  async ({ actor, db, params, form }) => {
    await overrideConsent(db, actor, params.clientId, form);
    return redirectTo(`/agency/clients/${params.clientId}/consents`, "consent.override.done");
  },
);

export default function OverridePage() {
  const say = useSay();
  const { clientId, name, today, until } = useLoaderData<typeof loader>();
  const back = `/agency/clients/${clientId}/consents`;
  return (
    <>
      <PageHeader
        title={say("consent.override.title")}
        lead={say("consent.override.when")}
        back={{ to: back, label: say("consent.list.title", { name }) }}
      />
      <Stack>
        <Notice tone="warning">{say("consent.override.told")}</Notice>
        <Card>
          <ActForm formId="override">
            <WhatIsShared />
            <SelectField
              name="code"
              label={say("consent.override.code")}
              options={OVERRIDE_CODES.map((value) => ({ value, label: say(`consent.override-code.${value}`) }))}
            />
            <TextArea
              name="words"
              label={say("consent.override.words")}
              hint={say("consent.override.words-hint")}
              maxLength={2000}
            />
            <DateField
              name="until"
              label={say("consent.record.until")}
              hint={say("consent.override.until-hint")}
              defaultValue={until}
              min={today}
            />
            <Actions>
              <SubmitButton look="danger">{say("consent.override.button")}</SubmitButton>
              <ButtonLink to={back} look="quiet">
                {say("ui.form.cancel")}
              </ButtonLink>
            </Actions>
          </ActForm>
        </Card>
      </Stack>
    </>
  );
}

function WhatIsShared() {
  const say = useSay();
  const { providers } = useLoaderData<typeof loader>();
  return (
    <>
      <SelectField
        name="organizationId"
        label={say("consent.override.whom")}
        options={providers.map(({ id, name: label }) => ({ value: id, label }))}
      />
      <SelectField
        name="purpose"
        label={say("consent.record.purpose")}
        emptyLabel={null}
        options={CONSENT_PURPOSES.map((value) => ({ value, label: say(`consent.purpose.${value}`) }))}
      />
      <CheckboxGroup
        name="consentFields"
        label={say("consent.override.fields")}
        defaultValue={USUAL_FIELDS}
        options={CONSENT_FIELDS.map((value) => ({ value, label: say(`consent.field.${value}`) }))}
      />
    </>
  );
}
