// Hours that hold only on some days, and the holidays a place keeps, as a provider adds and removes them. Says nothing of the week.
import { useFormats, useSay } from "#app/i18n/speech";
import type { OwnService } from "#app/models/organization/read-own.server";
import { MONTH_ANSWERS, NTH_ANSWERS, WEEKDAY_ANSWERS } from "#app/models/organization/rule-form";
import { HOLIDAY_SETS } from "#app/models/values/holidays";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { CheckboxGroup, RadioGroup, SelectField } from "./choice-fields";
import { RemoveForm } from "./own-service-parts";
import { Card } from "./parts";
import { DateField, HiddenField, NumberField, TextField } from "./text-fields";
import { HoursOf } from "./week-editor";
import { scheduleLines } from "./week-words";

type RuledHoursProps = Pick<OwnService, "ruled" | "holidays" | "ownHours"> & { mayEdit: boolean };

export function RuledHoursCard({ ruled, holidays, ownHours, mayEdit }: RuledHoursProps) {
  const say = useSay();
  const formats = useFormats();
  if (ruled.length === 0 && !mayEdit) return null;
  const wordsOf = (one: (typeof ruled)[number]) => scheduleLines([one.span], say, formats)?.join(" ") ?? "";
  return (
    <Card title={say("organization.rules.title")}>
      {ruled.length === 0 ? <p className="soft">{say("organization.rules.none")}</p> : null}
      <ul className="waiting">
        {ruled.map((one) => (
          <li key={one.id}>
            <div>{wordsOf(one)}</div>
            {mayEdit ? (
              <RemoveForm
                intent="remove-ruled-hours"
                id={one.id}
                label={say("organization.one.remove-exception", { days: wordsOf(one) })}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {mayEdit ? (
        <>
          <ActDetails formId="ruled-hours" summary={say("organization.rules.add")}>
            <RuledHoursForm ownHours={ownHours} />
          </ActDetails>
          <ActDetails formId="holidays" summary={say("organization.rules.holidays")}>
            <HolidaysForm holidays={holidays} />
          </ActDetails>
        </>
      ) : null}
    </Card>
  );
}

function RuledHoursForm({ ownHours }: Pick<OwnService, "ownHours">) {
  const say = useSay();
  const formats = useFormats();
  const nths = NTH_ANSWERS.map((value) => ({
    value,
    label: say(`directory.hours.nth.${value === "-1" ? "last" : value}`),
  }));
  return (
    <ActForm formId="ruled-hours">
      <HiddenField name="intent" value="ruled-hours" />
      <SelectField
        name="weekday"
        label={say("organization.rules.weekday")}
        options={WEEKDAY_ANSWERS.map((value) => ({ value, label: formats.weekday(Number(value)) }))}
      />
      <div className="field-row">
        <TextField name="opens" label={say("organization.one.opens-at")} size="short" maxLength={20} />
        <TextField name="closes" label={say("organization.one.closes-at")} size="short" maxLength={20} />
      </div>
      <CheckboxGroup
        name="nth"
        label={say("organization.rules.nth")}
        hint={say("organization.rules.nth-hint")}
        options={nths}
        inline
        optional
      />
      <NumberField
        name="everyWeeks"
        label={say("organization.rules.every-weeks")}
        hint={say("organization.rules.every-weeks-hint")}
        optional
      />
      <DateField
        name="anchorDay"
        label={say("organization.rules.anchor")}
        hint={say("organization.rules.anchor-hint")}
        optional
      />
      <SeasonFields />
      <fieldset className="usa-fieldset field" aria-describedby="ruled-dates-hint">
        <legend className="usa-legend">{say("organization.rules.dates")}</legend>
        <span className="usa-hint" id="ruled-dates-hint">
          {say("organization.rules.dates-hint")}
        </span>
        <div className="field-row">
          <DateField name="fromDay" label={say("organization.one.from-day")} optional />
          <DateField name="lastDay" label={say("organization.one.last-day")} optional />
        </div>
      </fieldset>
      <HoursOf defaultValue={ownHours ? "service" : "place"} />
      <SubmitButton look="secondary">{say("organization.rules.save")}</SubmitButton>
    </ActForm>
  );
}

function SeasonFields() {
  const say = useSay();
  const formats = useFormats();
  const months = MONTH_ANSWERS.map((value) => ({ value, label: formats.month(Number(value)) }));
  return (
    <fieldset className="usa-fieldset field" aria-describedby="ruled-season-hint">
      <legend className="usa-legend">{say("organization.rules.season")}</legend>
      <span className="usa-hint" id="ruled-season-hint">
        {say("organization.rules.season-hint")}
      </span>
      {(["first", "last"] as const).map((edge) => (
        <div key={edge} className="field-row">
          <SelectField
            name={`${edge}Month`}
            label={say(`organization.rules.${edge}-month`)}
            options={months}
            emptyLabel={say("organization.rules.all-year")}
            optional
          />
          <NumberField name={`${edge}Date`} label={say(`organization.rules.${edge}-date`)} optional />
        </div>
      ))}
    </fieldset>
  );
}

function HolidaysForm({ holidays }: Pick<OwnService, "holidays">) {
  const say = useSay();
  return (
    <ActForm formId="holidays">
      <HiddenField name="intent" value="holidays" />
      <RadioGroup
        name="holidays"
        label={say("organization.rules.holidays-of")}
        hint={say("organization.rules.holidays-hint")}
        options={[
          { value: "none", label: say("organization.rules.holidays-none") },
          ...HOLIDAY_SETS.map((value) => ({ value, label: say(`directory.hours.holidays.${value}`) })),
        ]}
        defaultValue={holidays ?? "none"}
      />
      <SubmitButton look="secondary">{say("organization.rules.save-holidays")}</SubmitButton>
    </ActForm>
  );
}
