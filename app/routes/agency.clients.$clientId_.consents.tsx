// A client's consents: what is in force, what ended, what was shown to whom. Records a new one and takes one back.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { REVOKE_REASONS } from "#app/models/consent/codes";
import { consentShape, RevokeConsentForm, witnessNeeded } from "#app/models/consent/forms";
import { type ConsentLine, readConsentingClient, readConsents, readDisclosures } from "#app/models/consent/read.server";
import { recordConsent, revokeConsent } from "#app/models/consent/record-consent.server";
import { recordRead } from "#app/models/event/record.server";
import { readNetworkProviders } from "#app/models/referral/read-draft.server";
import { addMonths, localDay } from "#app/models/values/calendar-day";
import { type ClientId, idParam } from "#app/models/values/ids";
import { ConsentFields, useConsentLabels } from "#app/ui/consent-form";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import {
  ActDetails,
  ActForm,
  Card,
  Columns,
  Empty,
  Facts,
  HiddenField,
  PageHeader,
  SelectField,
  Stack,
  StateTag,
  SubmitButton,
} from "#app/ui/parts";
import { DisclosureTable } from "#app/ui/referral-parts";

const params = z.object({ clientId: idParam<ClientId>() });
const form = z
  .discriminatedUnion("intent", [
    z.object({ intent: z.literal("record"), ...consentShape }),
    RevokeConsentForm.extend({ intent: z.literal("revoke") }),
  ])
  .superRefine((sent, context) => {
    if (sent.intent === "record") witnessNeeded(sent, context);
  });

export const handle: PageHandle = {
  title: titleFrom(({ client: { name } }: { client: { name: string } }) => ["consent.list.title", { name }]),
};

export const loader = loaderFor("client:read", { params, records: true }, async ({ actor, db, params }) => {
  const { clientId } = params;
  const client = await readConsentingClient(db, clientId);
  await recordRead(db, actor, "consent", { subjectType: "client", subjectId: clientId, clientId });
  const now = await clock(db);
  const today = localDay(now, actor.timeZone);
  const consents = await readConsents(db, clientId);
  const isInForce = (consent: ConsentLine) => consent.state === "active" && consent.endsAt > now;
  return {
    clientId,
    client,
    live: consents.filter(isInForce),
    past: consents.filter((consent) => !isInForce(consent)),
    disclosures: await readDisclosures(db, { clientId }),
    providers: await readNetworkProviders(db, actor),
    today,
    until: addMonths(today, 12),
  };
});

export const action = actionFor("consent:record", { params, form }, async ({ actor, db, params, form }) => {
  const { clientId } = params;
  if (form.intent === "record") await recordConsent(db, actor, clientId, form);
  else await revokeConsent(db, actor, clientId, form);
  return redirectTo(
    `/agency/clients/${clientId}/consents`,
    form.intent === "record" ? "consent.record.done" : "consent.revoke.done",
  );
});

export default function ConsentsPage() {
  const say = useSay();
  const consentLabels = useConsentLabels();
  const { clientId, client, live, past, disclosures, providers, today, until } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={say("consent.list.title", { name: client.name })}
        lead={say("consent.list.lead")}
        back={{ to: `/agency/clients/${clientId}`, label: say("consent.list.back", { name: client.name }) }}
      />
      <Columns
        main={
          <Stack>
            {live.length === 0 ? (
              <Empty title={say("consent.list.none")} icon="lock">
                {say("consent.list.none-lead")}
              </Empty>
            ) : null}
            {live.map((consent) => (
              <ConsentCard key={consent.id} consent={consent} />
            ))}
            <Card title={say("consent.shown.title")}>
              {disclosures.length > 0 ? (
                <DisclosureTable disclosures={disclosures} linked />
              ) : (
                <p className="soft">{say("consent.shown.none")}</p>
              )}
            </Card>
            {past.length > 0 ? (
              <ActDetails summary={say("consent.list.past")}>
                <Stack>
                  {past.map((consent) => (
                    <ConsentCard key={consent.id} consent={consent} />
                  ))}
                </Stack>
              </ActDetails>
            ) : null}
          </Stack>
        }
        aside={
          <Card title={say("consent.record.title")}>
            <ActForm formId="record" labels={consentLabels}>
              <HiddenField name="intent" value="record" />
              <ConsentFields organizations={providers} until={until} today={today} />
              <SubmitButton>{say("consent.record.button")}</SubmitButton>
            </ActForm>
          </Card>
        }
      />
    </>
  );
}

function ConsentCard({ consent }: { consent: ConsentLine }) {
  const say = useSay();
  const formats = useFormats();
  const { id, state, fields, organizationName, purpose, givenHow, witness, startsAt, endsAt, recordedBy } = consent;
  const since = formats.instant(startsAt);
  return (
    <Card title={organizationName ?? say("consent.list.anyone")} aside={<StateTag lifecycle="consent" state={state} />}>
      <Facts
        facts={[
          { name: say("consent.record.purpose"), value: say.any(`consent.purpose.${purpose}`) },
          {
            name: say("consent.record.fields"),
            value: formats.list(fields.map((field) => say.any(`consent.short.${field}`))),
          },
          {
            name: say("consent.record.given-how"),
            value: [say.any(`consent.given.${givenHow}`), witness ? say("consent.list.witness", { name: witness }) : ""]
              .filter((part) => part !== "")
              .join(". "),
          },
          { name: say("consent.record.until"), value: formats.instantDay(new Date(new Date(endsAt).getTime() - 1)) },
        ]}
      />
      <p className="soft">
        {recordedBy
          ? say("consent.list.since", { instant: since, name: recordedBy })
          : say("consent.list.since-unknown", { instant: since })}
      </p>
      {consent.revokedAt ? (
        <p className="soft">
          {say("consent.list.revoked", {
            instant: formats.instant(consent.revokedAt),
            reason: say.any(`consent.revoke-reason.${consent.revokedReason}`),
          })}
        </p>
      ) : null}
      {state === "active" ? <RevokeForm consentId={id} /> : null}
    </Card>
  );
}

function RevokeForm({ consentId }: { consentId: string }) {
  const say = useSay();
  return (
    <ActDetails summary={say("consent.revoke.open")} formId={`revoke-${consentId}`}>
      <ActForm formId={`revoke-${consentId}`}>
        <HiddenField name="intent" value="revoke" />
        <HiddenField name="consentId" value={consentId} />
        <SelectField
          name="reason"
          label={say("consent.revoke.reason")}
          options={REVOKE_REASONS.map((value) => ({ value, label: say(`consent.revoke-reason.${value}`) }))}
        />
        <SubmitButton look="danger">{say("consent.revoke.button")}</SubmitButton>
      </ActForm>
    </ActDetails>
  );
}
