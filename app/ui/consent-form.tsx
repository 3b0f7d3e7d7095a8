// The questions of a new consent, as fields for the form around them. Knows the lists; records nothing.
import { useSay } from "#app/i18n/speech";
import { SPOKEN_LANGUAGES } from "../models/client/spoken-languages";
import { CONSENT_FIELDS, CONSENT_PURPOSES, USUAL_FIELDS, WAYS_GIVEN } from "../models/consent/codes";
import { CheckboxGroup, type Option, RadioGroup, SelectField } from "./choice-fields";
import { useLanguageName } from "./language-name";
import { DateField, TextField } from "./text-fields";

type Named = { readonly id: string; readonly name: string };

type ConsentFieldsProps = {
  /** Providers a consent may be given for alone. */
  organizations: readonly Named[];
  /** The last day proposed. */
  until: string;
  today: string;
  chosen?: readonly string[];
};

/** For the summary of errors of the form around the fields. */
export function useConsentLabels(): Record<string, string> {
  const say = useSay();
  return {
    organizationId: say("consent.record.whom"),
    specialtyId: say("consent.record.specialty"),
    purpose: say("consent.record.purpose"),
    consentFields: say("consent.record.fields"),
    givenHow: say("consent.record.given-how"),
    witness: say("consent.record.witness"),
    documentId: say("consent.record.paper"),
    language: say("consent.record.language"),
    from: say("consent.record.from"),
    until: say("consent.record.until"),
  };
}

/** Both parts at once, where there is no room for two steps. */
export function ConsentFields(props: ConsentFieldsProps) {
  const say = useSay();
  return (
    <>
      <p>{say("consent.record.lead")}</p>
      <ConsentChoices {...props} />
      <ConsentGiven />
    </>
  );
}

type ConsentChoicesProps = ConsentFieldsProps & {
  /** Given where a consent may be for a specialty, begin later, or be read in another language. */
  more?: { readonly specialties: readonly Option[]; readonly language: string };
};

/** What is agreed: who, what for, which facts, from when until when. */
export function ConsentChoices({ organizations, until, today, chosen = USUAL_FIELDS, more }: ConsentChoicesProps) {
  const say = useSay();
  return (
    <>
      <SelectField
        name="organizationId"
        label={say("consent.record.whom")}
        hint={say("consent.record.whom-hint")}
        emptyLabel={say(more ? "consent.record.not-one" : "consent.list.anyone")}
        options={organizations.map(({ id, name }) => ({ value: id, label: name }))}
        optional
      />
      {more ? <SpecialtyChoice specialties={more.specialties} /> : null}
      <SelectField
        name="purpose"
        label={say("consent.record.purpose")}
        emptyLabel={null}
        options={CONSENT_PURPOSES.map((value) => ({ value, label: say(`consent.purpose.${value}`) }))}
      />
      <CheckboxGroup
        name="consentFields"
        label={say("consent.record.fields")}
        defaultValue={chosen}
        options={CONSENT_FIELDS.map((value) => ({ value, label: say(`consent.field.${value}`) }))}
      />
      {more ? (
        <DateField
          name="from"
          label={say("consent.record.from")}
          hint={say("consent.record.from-hint")}
          min={today}
          optional
        />
      ) : null}
      <DateField
        name="until"
        label={say("consent.record.until")}
        hint={say("consent.record.until-hint")}
        defaultValue={until}
        min={today}
      />
      {more ? <LanguageChoice language={more.language} /> : null}
    </>
  );
}

function SpecialtyChoice({ specialties }: { specialties: readonly Option[] }) {
  const say = useSay();
  return (
    <SelectField
      name="specialtyId"
      label={say("consent.record.specialty")}
      hint={say("consent.record.specialty-hint")}
      emptyLabel={say("consent.list.anyone")}
      options={specialties}
      optional
    />
  );
}

function LanguageChoice({ language }: { language: string }) {
  const say = useSay();
  const languageName = useLanguageName();
  return (
    <SelectField
      name="language"
      label={say("consent.record.language")}
      hint={say("consent.record.language-hint")}
      emptyLabel={null}
      options={SPOKEN_LANGUAGES.map((value) => ({ value, label: languageName(value) }))}
      defaultValue={language}
    />
  );
}

/** How the client said yes, and what shows it. */
export function ConsentGiven({ papers = [] }: { papers?: readonly Named[] }) {
  const say = useSay();
  return (
    <>
      <RadioGroup
        name="givenHow"
        label={say("consent.record.given-how")}
        options={WAYS_GIVEN.map((value) => ({ value, label: say(`consent.given.${value}`) }))}
      />
      <TextField
        name="witness"
        label={say("consent.record.witness")}
        hint={say("consent.record.witness-hint")}
        maxLength={200}
        optional
      />
      {papers.length > 0 ? (
        <SelectField
          name="documentId"
          label={say("consent.record.paper")}
          hint={say("consent.record.paper-hint")}
          emptyLabel={say("consent.record.no-paper")}
          options={papers.map(({ id, name }) => ({ value: id, label: name }))}
          optional
        />
      ) : null}
    </>
  );
}
