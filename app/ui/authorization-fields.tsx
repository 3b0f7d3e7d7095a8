// The boxes for what an authorization allows: units in all, units in each period, last day. Takes plain values; judges nothing.
import type { ReactNode } from "react";
import { useSay } from "#app/i18n/speech";
import { PERIODS } from "#app/models/authorization/period";
import { SelectField } from "./choice-fields";
import { DateField, NumberField } from "./text-fields";

type TermsFieldsProps = {
  units?: string | undefined;
  period?: string | null | undefined;
  unitsPerPeriod?: string | undefined;
  lastDay: string;
  /** The first day, where it is asked for. */
  first?: ReactNode;
};

export function TermsFields({ units, period, unitsPerPeriod, lastDay, first }: TermsFieldsProps) {
  const say = useSay();
  return (
    <>
      <NumberField
        name="units"
        label={say("authorization.new.units")}
        hint={say("authorization.new.units-hint")}
        maxLength={10}
        defaultValue={units}
      />
      <fieldset className="usa-fieldset">
        <legend className="usa-label">{say("authorization.new.per-period")}</legend>
        <p className="soft">{say("authorization.new.per-period-hint")}</p>
        <div className="field-row">
          <NumberField
            name="unitsPerPeriod"
            label={say("authorization.new.period-units")}
            maxLength={10}
            optional
            defaultValue={unitsPerPeriod}
          />
          <SelectField
            name="period"
            label={say("authorization.new.period-of")}
            optional
            emptyLabel={say("authorization.new.period-none")}
            defaultValue={period ?? ""}
            options={PERIODS.map((value) => ({ value, label: say(`word.period.${value}`) }))}
          />
        </div>
      </fieldset>
      <div className="field-row">
        {first}
        <DateField name="lastDay" label={say("authorization.new.last-day")} defaultValue={lastDay} />
      </div>
    </>
  );
}
