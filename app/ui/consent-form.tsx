// The questions of a new consent, as fields for the form around them. Knows the lists; records nothing.
import { useSay } from "#app/i18n/speech";
import { CONSENT_FIELDS, CONSENT_PURPOSES, USUAL_FIELDS, WAYS_GIVEN } from "../models/consent/codes";
import { CheckboxGroup, RadioGroup, SelectField } from "./choice-fields";
import { DateField, TextField } from "./text-fields";

type ConsentFieldsProps = {
  /** Providers a consent may be given for alone. */
  organizations: readonly { id: string; name: string }[];
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
    purpose: say("consent.record.purpose"),
    consentFields: say("consent.record.fields"),
    givenHow: say("consent.record.given-how"),
    witness: say("consent.record.witness"),
    until: say("consent.record.until"),
  };
}

export function ConsentFields({ organizations, until, today, chosen = USUAL_FIELDS }: ConsentFieldsProps) {
  const say = useSay();
  return (
    <>
      <p>{say("consent.record.lead")}</p>
      <SelectField
        name="organizationId"
        label={say("consent.record.whom")}
        hint={say("consent.record.whom-hint")}
        emptyLabel={say("consent.list.anyone")}
        options={organizations.map(({ id, name }) => ({ value: id, label: name }))}
        optional
      />
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
      <DateField
        name="until"
        label={say("consent.record.until")}
        hint={say("consent.record.until-hint")}
        defaultValue={until}
        min={today}
      />
    </>
  );
}
