// How the searches of one programme begin, as a form: name, radius, order, filters that stand open, what is shown. Takes plain values.
import { useSay } from "#app/i18n/speech";
import { COLUMNS, FILTERS, type Setup, USUAL_COLUMNS, USUAL_FILTERS } from "#app/models/search/setup";
import { DISTANCES, ORDERS, USUAL_DISTANCE } from "#app/search/wish";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { Checkbox, CheckboxGroup, SelectField } from "./choice-fields";
import { nameOfUnit } from "./distance-unit";
import { Actions } from "./layout-parts";
import { HiddenField, TextField } from "./text-fields";

type SetupFormProps = {
  setup: Setup | null;
  unit: "mile" | "kilometre";
};

export function SetupForm({ setup, unit }: SetupFormProps) {
  const say = useSay();
  const within = setup?.within ?? USUAL_DISTANCE;
  const unitWord = nameOfUnit(say, unit);
  return (
    <ActForm formId="setup">
      <HiddenField name="intent" value="keep" />
      <TextField
        name="name"
        label={say("search.setup.name")}
        hint={say("search.setup.name-hint")}
        defaultValue={setup?.name}
        maxLength={80}
      />
      <SelectField
        name="within"
        label={say("search.setup.within")}
        defaultValue={within === 0 ? "any" : String(within)}
        emptyLabel={null}
        options={[
          ...DISTANCES.map((value) => ({ value: String(value), label: `${value} ${unitWord}` })),
          { value: "any", label: say("search.form.anywhere") },
        ]}
      />
      <SelectField
        name="sort"
        label={say("search.setup.sort")}
        defaultValue={setup?.sort ?? "best"}
        emptyLabel={null}
        options={ORDERS.map((value) => ({ value, label: say(`search.results.orders.${value}`) }))}
      />
      <CheckboxGroup
        name="filters"
        label={say("search.setup.filters")}
        hint={say("search.setup.filters-hint")}
        defaultValue={setup?.filters ?? USUAL_FILTERS}
        options={FILTERS.map((value) => ({ value, label: say(`search.setup.filter.${value}`) }))}
        inline
        optional
      />
      <CheckboxGroup
        name="columns"
        label={say("search.setup.columns")}
        defaultValue={setup?.columns ?? USUAL_COLUMNS}
        options={COLUMNS.map((value) => ({ value, label: say(`search.setup.column.${value}`) }))}
        inline
        optional
      />
      <Checkbox name="usual" label={say("search.setup.usual-tick")} defaultChecked={setup?.usual ?? false} />
      <Actions>
        <SubmitButton>{say("search.setup.save")}</SubmitButton>
      </Actions>
    </ActForm>
  );
}
