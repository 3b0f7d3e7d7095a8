// Rows of boxes in a form: credentials, education, employment, rates. One more than is filled in, so that there is always one to begin.
import { useFormats, useSay } from "#app/i18n/speech";
import type { CredentialAnswer, PractitionerAnswer, RateAnswer, ServiceAnswer } from "#app/models/application/answers";
import { MOST_ROWS } from "#app/models/application/codes";
import { UNIT_TYPES } from "#app/models/organization/unit-types";
import { CREDENTIAL_KINDS } from "#app/models/practitioner/credential-forms";
import { addDays, asCalendarDay } from "#app/models/values/calendar-day";
import { plainMoney } from "#app/models/values/money";
import { useEnteredRows } from "./application-entered";
import { SelectField } from "./choice-fields";
import { DateField, MoneyField, NumberField, TextField } from "./text-fields";

/** The filled ones and one more; a form that came back shows as many as were sent. */
function useRows<Row>(name: string, known: readonly Row[], most = MOST_ROWS): (Row | null)[] {
  const entered = useEnteredRows(name);
  const count = Math.min(most, Math.max(known.length + 1, entered));
  return Array.from({ length: count }, (_, position) => known[position] ?? null);
}

export type CredentialTypeShown = { readonly code: string; readonly name: string; readonly heldBy: string };

type CredentialRowsProps = { known: readonly CredentialAnswer[]; types: readonly CredentialTypeShown[] };

/** What the agency asks for stands first, under its own name. */
export function CredentialRows({ known, types }: CredentialRowsProps) {
  const say = useSay();
  const rows = useRows("credentials", known);
  return rows.map((row, position) => {
    const name = (field: string) => `credentials[${position}].${field}`;
    return (
      <fieldset key={name("what")} className="application-row">
        <legend>{say("application.credential.legend", { count: position + 1 })}</legend>
        <div className="field-row">
          <SelectField
            name={name("what")}
            label={say("application.credential.kind")}
            options={[
              ...types.map(({ code, name: called }) => ({ value: `type:${code}`, label: called })),
              ...CREDENTIAL_KINDS.map((kind) => ({ value: `kind:${kind}`, label: say(`credential.kinds.${kind}`) })),
            ]}
            defaultValue={row ? whatOf(row) : undefined}
            optional
          />
          <TextField
            name={name("issuer")}
            label={say("application.credential.issuer")}
            defaultValue={row?.issuer ?? undefined}
            maxLength={160}
            optional
          />
          <TextField
            name={name("number")}
            label={say("application.credential.number")}
            defaultValue={row?.number ?? undefined}
            maxLength={80}
            optional
          />
        </div>
        <div className="field-row">
          <DateField
            name={name("issuedOn")}
            label={say("application.credential.issued")}
            defaultValue={row?.issuedOn ?? undefined}
            optional
          />
          <DateField
            name={name("lastDay")}
            label={say("application.credential.last-day")}
            defaultValue={row?.expiresOn ? addDays(asCalendarDay(row.expiresOn), -1) : undefined}
            optional
          />
        </div>
      </fieldset>
    );
  });
}

const whatOf = ({ typeCode, kind }: CredentialAnswer) => (typeCode ? `type:${typeCode}` : `kind:${kind}`);

export function EducationRows({ known }: { known: PractitionerAnswer["education"] }) {
  const say = useSay();
  const rows = useRows("education", known);
  return rows.map((row, position) => {
    const name = (field: string) => `education[${position}].${field}`;
    return (
      <fieldset key={name("school")} className="application-row">
        <legend>{say("application.education.legend", { count: position + 1 })}</legend>
        <div className="field-row">
          <TextField
            name={name("school")}
            label={say("application.education.school")}
            defaultValue={row?.school}
            maxLength={200}
            optional
          />
          <TextField
            name={name("degree")}
            label={say("application.education.degree")}
            defaultValue={row?.degree ?? undefined}
            maxLength={200}
            optional
          />
          <NumberField
            name={name("year")}
            label={say("application.education.year")}
            defaultValue={row?.year?.toString()}
            maxLength={4}
            optional
          />
        </div>
      </fieldset>
    );
  });
}

export function EmploymentRows({ known }: { known: PractitionerAnswer["employment"] }) {
  const say = useSay();
  const rows = useRows("employment", known);
  return rows.map((row, position) => {
    const name = (field: string) => `employment[${position}].${field}`;
    return (
      <fieldset key={name("employer")} className="application-row">
        <legend>{say("application.employment.legend", { count: position + 1 })}</legend>
        <div className="field-row">
          <TextField
            name={name("employer")}
            label={say("application.employment.employer")}
            defaultValue={row?.employer}
            maxLength={200}
            optional
          />
          <TextField
            name={name("title")}
            label={say("application.employment.job")}
            defaultValue={row?.title ?? undefined}
            maxLength={200}
            optional
          />
          <NumberField
            name={name("fromYear")}
            label={say("application.employment.from")}
            defaultValue={row?.fromYear?.toString()}
            maxLength={4}
            optional
          />
          <NumberField
            name={name("untilYear")}
            label={say("application.employment.until")}
            defaultValue={row?.untilYear?.toString()}
            maxLength={4}
            optional
          />
        </div>
      </fieldset>
    );
  });
}

type RateRowsProps = { known: readonly RateAnswer[]; services: readonly ServiceAnswer[]; most: number };

export function RateRows({ known, services, most }: RateRowsProps) {
  const say = useSay();
  const rows = useRows("rates", known, most);
  return rows.map((row, position) => {
    const name = (field: string) => `rates[${position}].${field}`;
    return (
      <fieldset key={name("rate")} className="application-row">
        <legend>{say("application.rate.legend", { count: position + 1 })}</legend>
        <div className="field-row">
          <SelectField
            name={name("serviceKey")}
            label={say("word.service")}
            options={services.map((service) => ({ value: service.key, label: service.name }))}
            defaultValue={row?.serviceKey ?? ""}
            optional
          />
          <SelectField
            name={name("unitType")}
            label={say("application.rate.unit")}
            options={UNIT_TYPES.map((value) => ({ value, label: say(`word.per-unit.${value}`) }))}
            defaultValue={row?.unitType ?? "hour"}
            emptyLabel={null}
          />
          <MoneyField
            name={name("rate")}
            label={say("application.rate.rate")}
            defaultValue={row ? plainMoney(BigInt(row.rateCents)) : undefined}
            optional
          />
        </div>
      </fieldset>
    );
  });
}

/** Labels of all boxes by name, for the summary of errors: "Licence 2, Given by". */
export function useRowLabels(): Record<string, string> {
  const say = useSay();
  const labels: Record<string, string> = {};
  const name = (list: string, legend: (count: number) => string, boxes: Readonly<Record<string, string>>) => {
    for (let position = 0; position < MOST_ROWS; position += 1) {
      for (const [box, label] of Object.entries(boxes))
        labels[`${list}[${position}].${box}`] = `${legend(position + 1)}, ${label}`;
    }
  };
  name("credentials", (count) => say("application.credential.legend", { count }), {
    what: say("application.credential.kind"),
    issuer: say("application.credential.issuer"),
    issuedOn: say("application.credential.issued"),
    lastDay: say("application.credential.last-day"),
  });
  name("education", (count) => say("application.education.legend", { count }), {
    school: say("application.education.school"),
    year: say("application.education.year"),
  });
  name("employment", (count) => say("application.employment.legend", { count }), {
    employer: say("application.employment.employer"),
    fromYear: say("application.employment.from"),
    untilYear: say("application.employment.until"),
  });
  name("rates", (count) => say("application.rate.legend", { count }), {
    serviceKey: say("word.service"),
    unitType: say("application.rate.unit"),
    rate: say("application.rate.rate"),
  });
  return labels;
}

/** "Licence 1234, State Board, holds until Fri, Jan 2, 2027". */
export function useCredentialWords(): (credential: CredentialAnswer) => string {
  const say = useSay();
  const formats = useFormats();
  return ({ kind, number, issuer, expiresOn }) =>
    [
      [say.any(`credential.kinds.${kind}`), number].filter(Boolean).join(" "),
      issuer,
      expiresOn
        ? say("application.credential.until", { day: formats.day(addDays(asCalendarDay(expiresOn), -1)) })
        : null,
    ]
      .filter(Boolean)
      .join(", ");
}
