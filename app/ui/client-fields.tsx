// The fields of a client's record, for taking in and for changing. Takes plain values; checks nothing.
import { useSay } from "#app/i18n/speech";
import { TIME_ZONES } from "#app/models/agency/time-zones";
import { SAFE_CONTACTS } from "#app/models/client/safe-contacts";
import { SPOKEN_LANGUAGES } from "#app/models/client/spoken-languages";
import { RadioGroup, SelectField } from "./choice-fields";
import { useLanguageName } from "./language-name";
import { Card } from "./layout-parts";
import { DateField, TextArea, TextField } from "./text-fields";

type ClientValues = Readonly<Partial<Record<string, string | null | boolean | number | Date>>>;

interface FieldsProps {
  /** The value of a field so far, if it has one. */
  readonly given: (name: string) => string | undefined;
}

/** For the summary of errors of the form around the fields. */
export function useClientLabels(): Record<string, string> {
  const say = useSay();
  return {
    givenName: say("client.field.given-name"),
    familyName: say("client.field.family-name"),
    birthDay: say("client.field.born"),
    telephone: say("client.field.telephone"),
    email: say("client.field.e-mail"),
    safeContactNote: say("client.field.safe-contact-note"),
    addressLine: say("client.field.address"),
    city: say("client.field.town"),
    region: say("client.field.state"),
    postalCode: say("client.field.postal-code"),
    accessNeeds: say("client.field.access-needs"),
  };
}

export function ClientFields({ values = {} }: { values?: ClientValues }) {
  const given = (name: string) => {
    const value = values[name];
    return typeof value === "string" ? value : undefined;
  };
  return (
    <>
      <IdentityFields given={given} />
      <ContactFields given={given} />
      <LivingFields given={given} />
    </>
  );
}

function IdentityFields({ given }: FieldsProps) {
  const say = useSay();
  return (
    <Card title={say("client.field.identity")}>
      <TextField
        name="givenName"
        label={say("client.field.given-name")}
        defaultValue={given("givenName")}
        maxLength={100}
      />
      <TextField
        name="familyName"
        label={say("client.field.family-name")}
        defaultValue={given("familyName")}
        maxLength={100}
      />
      <TextField
        name="preferredName"
        label={say("client.field.preferred-name")}
        defaultValue={given("preferredName")}
        maxLength={100}
        optional
      />
      <TextField
        name="pronouns"
        label={say("client.field.pronouns")}
        defaultValue={given("pronouns")}
        maxLength={60}
        size="medium"
        optional
      />
      <DateField name="birthDay" label={say("client.field.born")} defaultValue={given("birthDay")} optional />
      <LanguageField value={given("language") ?? "en"} />
    </Card>
  );
}

function ContactFields({ given }: FieldsProps) {
  const say = useSay();
  return (
    <Card title={say("client.field.contact")}>
      <TextField
        name="telephone"
        type="tel"
        label={say("client.field.telephone")}
        defaultValue={given("telephone")}
        maxLength={40}
        size="medium"
        optional
      />
      <TextField
        name="email"
        type="email"
        label={say("client.field.e-mail")}
        defaultValue={given("email")}
        maxLength={200}
        optional
      />
      <RadioGroup
        name="safeContact"
        label={say("client.field.safe-contact")}
        defaultValue={given("safeContact") ?? "any"}
        options={SAFE_CONTACTS.map((value) => ({ value, label: say(`client.safe-contact.${value}`) }))}
      />
      <TextField
        name="safeContactNote"
        label={say("client.field.safe-contact-note")}
        hint={say("client.field.safe-contact-note-hint")}
        defaultValue={given("safeContactNote")}
        maxLength={500}
        optional
      />
      <SelectField
        name="timeZone"
        label={say("client.contact.zone")}
        defaultValue={given("timeZone")}
        emptyLabel={say("client.contact.zone-agency")}
        options={TIME_ZONES.map((value) => ({ value, label: value.replaceAll("_", " ") }))}
        optional
      />
      <TextArea
        name="accessNeeds"
        label={say("client.field.access-needs")}
        hint={say("client.field.access-needs-hint")}
        defaultValue={given("accessNeeds")}
        maxLength={1000}
        rows={3}
        optional
      />
    </Card>
  );
}

function LivingFields({ given }: FieldsProps) {
  const say = useSay();
  return (
    <Card title={say("client.field.living")}>
      <p className="usa-hint">{say("client.field.place-hint")}</p>
      <TextField
        name="addressLine"
        label={say("client.field.address")}
        defaultValue={given("addressLine")}
        maxLength={200}
        optional
      />
      <TextField name="city" label={say("client.field.town")} defaultValue={given("city")} maxLength={100} optional />
      <TextField
        name="region"
        label={say("client.field.state")}
        defaultValue={given("region")}
        maxLength={40}
        size="short"
        optional
      />
      <TextField
        name="postalCode"
        label={say("client.field.postal-code")}
        defaultValue={given("postalCode")}
        maxLength={12}
        size="short"
        inputMode="numeric"
        optional
      />
    </Card>
  );
}

function LanguageField({ value }: { value: string }) {
  const say = useSay();
  const languageName = useLanguageName();
  const known: readonly string[] = SPOKEN_LANGUAGES;
  const codes = known.includes(value) ? known : [value, ...known];
  return (
    <SelectField
      name="language"
      label={say("client.field.language")}
      defaultValue={value}
      emptyLabel={null}
      options={codes.map((code) => ({ value: code, label: languageName(code) }))}
    />
  );
}
