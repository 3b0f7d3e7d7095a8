// A consent as a card, and the form that takes it back. Takes plain values; asks nothing.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import { REVOKE_REASONS } from "../models/consent/codes";
import { useLanguageName } from "./language-name";
import { ActDetails, ActForm, Card, type Fact, Facts, HiddenField, SelectField, StateTag, SubmitButton } from "./parts";

export type ConsentView = {
  readonly id: string;
  readonly state: string;
  readonly fields: readonly string[];
  readonly organizationName: string | null;
  readonly specialtyName: string | null;
  readonly purpose: string;
  readonly givenHow: string;
  readonly witness: string | null;
  readonly documentId: string | null;
  readonly overrideCode: string | null;
  readonly overrideWords: string | null;
  readonly language: string;
  readonly textVersion: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly recordedBy: string | null;
  readonly revokedAt: Date | null;
  readonly revokedReason: string | null;
};

export function ConsentCard({ consent, clientId }: { consent: ConsentView; clientId: string }) {
  const say = useSay();
  const formats = useFormats();
  const { id, state, organizationName, specialtyName, recordedBy, startsAt, revokedAt, revokedReason } = consent;
  const whom =
    organizationName ??
    (specialtyName ? say("consent.list.specialty", { name: specialtyName }) : say("consent.list.anyone"));
  const since = formats.instant(startsAt);
  return (
    <Card title={whom} aside={<StateTag lifecycle="consent" state={state} />}>
      <Facts facts={useConsentFacts(consent)} />
      <p className="soft">
        {recordedBy
          ? say("consent.list.since", { instant: since, name: recordedBy })
          : say("consent.list.since-unknown", { instant: since })}
      </p>
      {revokedAt ? (
        <p className="soft">
          {say("consent.list.revoked", {
            instant: formats.instant(revokedAt),
            reason: say.any(`consent.revoke-reason.${revokedReason}`),
          })}
        </p>
      ) : null}
      <p>
        <Link to={`/agency/clients/${clientId}/consents/${id}`}>{say("consent.list.text")}</Link>
      </p>
      {state === "active" ? <RevokeForm consentId={id} /> : null}
    </Card>
  );
}

function useConsentFacts({ purpose, fields, givenHow, witness, documentId, ...consent }: ConsentView): Fact[] {
  const say = useSay();
  const formats = useFormats();
  const languageName = useLanguageName();
  const { overrideCode, overrideWords, language, textVersion, startsAt, endsAt } = consent;
  const given = [say.any(`consent.given.${givenHow}`), witness ? say("consent.list.witness", { name: witness }) : ""];
  const version = textVersion > 0 ? say("consent.list.version", { version: textVersion }) : "";
  return [
    { name: say("consent.record.purpose"), value: say.any(`consent.purpose.${purpose}`) },
    {
      name: say("consent.record.fields"),
      value: formats.list(fields.map((field) => say.any(`consent.short.${field}`))),
    },
    { name: say("consent.record.given-how"), value: given.filter((part) => part !== "").join(". ") },
    ...(overrideCode
      ? [
          {
            name: say("consent.override.code"),
            value: `${say.any(`consent.override-code.${overrideCode}`)}. ${overrideWords}`,
          },
        ]
      : []),
    ...(documentId
      ? [
          {
            name: say("consent.record.paper"),
            value: <Link to={`/documents/${documentId}`}>{say("consent.list.paper")}</Link>,
          },
        ]
      : []),
    {
      name: say("consent.record.language"),
      value: [languageName(language), version].filter((part) => part !== "").join(", "),
    },
    { name: say("consent.record.from"), value: formats.instantDay(startsAt) },
    { name: say("consent.record.until"), value: formats.instantDay(new Date(new Date(endsAt).getTime() - 1)) },
  ];
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
