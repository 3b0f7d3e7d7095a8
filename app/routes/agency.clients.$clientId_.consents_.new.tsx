// Records a consent in two steps: what is asked, then the text in the client's language and how they said yes. Works without script.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { useSay } from "#app/i18n/speech";
import { wordConsent } from "#app/models/consent/consent-text.server";
import { readClientDocuments } from "#app/models/consent/documents.server";
import {
  AskConsentForm,
  AskedConsentQuery,
  addressOfAsked,
  consentHolds,
  consentShape,
} from "#app/models/consent/forms";
import { readConsentingClient } from "#app/models/consent/read.server";
import { recordConsent } from "#app/models/consent/record-consent.server";
import { recordRead } from "#app/models/event/record.server";
import { readNetworkProviders } from "#app/models/referral/read-draft.server";
import { addMonths, asCalendarDay, localDay } from "#app/models/values/calendar-day";
import { type ClientId, idParam } from "#app/models/values/ids";
import { readSpecialtyTree } from "#app/search/specialties.server";
import { ClientWords } from "#app/ui/client-words";
import { ConsentChoices, ConsentGiven, useConsentLabels } from "#app/ui/consent-form";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Actions, ButtonLink, Card, HiddenField, PageHeader, Stack, SubmitButton } from "#app/ui/parts";
import { specialtyOptions } from "#app/ui/specialty-options";

const params = z.object({ clientId: idParam<ClientId>() });
const form = z
  .discriminatedUnion("intent", [
    AskConsentForm.extend({ intent: z.literal("ask") }),
    z.object({ intent: z.literal("record"), ...consentShape }),
  ])
  .superRefine((sent, context) => {
    if (sent.intent === "record") consentHolds(sent, context);
    else consentHolds({ ...sent, givenHow: "", witness: null }, context);
  });

export const handle: PageHandle = { title: "consent.record.title" };

export const loader = loaderFor(
  "consent:record",
  { params, query: AskedConsentQuery, records: true },
  async ({ actor, db, params: { clientId }, query }) => {
    const client = await readConsentingClient(db, clientId);
    await recordRead(db, actor, "consent", { subjectType: "client", subjectId: clientId, clientId });
    const today = localDay(await clock(db), actor.timeZone);
    const { asked } = query;
    const from = asCalendarDay(asked?.from ?? today);
    return {
      clientId,
      name: client.name,
      ownLanguage: client.language,
      asked,
      shown: asked
        ? await wordConsent(db, actor, clientId, {
            ...asked,
            fields: asked.consentFields,
            from,
            until: asCalendarDay(asked.until),
          })
        : null,
      papers: asked ? await readClientDocuments(db, clientId) : [],
      providers: asked ? [] : await readNetworkProviders(db, actor),
      tree: asked ? [] : (await readSpecialtyTree(db)).map(({ id, name, depth }) => ({ id, name, depth })),
      today,
      until: addMonths(today, 12),
    };
  },
);

export const action = actionFor("consent:record", { params, form }, async ({ actor, db, params, form }) => {
  const here = `/agency/clients/${params.clientId}/consents`;
  if (form.intent === "ask") return redirectTo(`${here}/new?${addressOfAsked(form)}`);
  await recordConsent(db, actor, params.clientId, form);
  return redirectTo(here, "consent.record.done");
});

export default function NewConsentPage() {
  const say = useSay();
  const { clientId, name, asked } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={say("consent.record.title")}
        lead={say(asked ? "consent.record.read-lead" : "consent.record.ask-lead")}
        back={{ to: `/agency/clients/${clientId}/consents`, label: say("consent.list.title", { name }) }}
      />
      {asked ? <Given /> : <Asked />}
    </>
  );
}

function Asked() {
  const say = useSay();
  const labels = useConsentLabels();
  const { providers, tree, today, until, ownLanguage } = useLoaderData<typeof loader>();
  return (
    <Card>
      <ActForm formId="ask" labels={labels}>
        <HiddenField name="intent" value="ask" />
        <ConsentChoices
          organizations={providers}
          today={today}
          until={until}
          more={{ specialties: specialtyOptions(tree), language: ownLanguage }}
        />
        <SubmitButton>{say("consent.record.show")}</SubmitButton>
      </ActForm>
    </Card>
  );
}

function Given() {
  const say = useSay();
  const labels = useConsentLabels();
  const { clientId, asked, shown, papers } = useLoaderData<typeof loader>();
  if (!asked || !shown) return null;
  const single = {
    organizationId: asked.organizationId,
    specialtyId: asked.specialtyId,
    purpose: asked.purpose,
    from: asked.from,
    until: asked.until,
    language: shown.language,
  };
  return (
    <Stack>
      <Card title={say("consent.record.text")}>
        <ClientWords text={shown.wording} language={shown.language} />
      </Card>
      <Card title={say("consent.record.answer")}>
        <ActForm formId="record" labels={labels}>
          <HiddenField name="intent" value="record" />
          {Object.entries(single).map(([key, value]) =>
            value ? <HiddenField key={key} name={key} value={value} /> : null,
          )}
          {asked.consentFields.map((field) => (
            <HiddenField key={field} name="consentFields" value={field} />
          ))}
          <ConsentGiven papers={papers} />
          <Actions>
            <SubmitButton>{say("consent.record.button")}</SubmitButton>
            <ButtonLink to={`/agency/clients/${clientId}/consents/new`} look="quiet">
              {say("consent.record.change")}
            </ButtonLink>
          </Actions>
        </ActForm>
      </Card>
    </Stack>
  );
}
