// How a service is given, for whom and at what cost, as its provider keeps it. Takes plain values; what nobody said stays unsaid.
import { useSay } from "#app/i18n/speech";
import type { OwnService } from "#app/models/organization/read-own.server";
import { COSTS, GROUPS_SERVED, MODES } from "#app/search/wish";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { CheckboxGroup, SelectField } from "./choice-fields";
import { Facts } from "./facts";
import { Card } from "./layout-parts";
import { HiddenField } from "./text-fields";

type GivenProps = Pick<OwnService, "modes" | "serves" | "cost"> & { mayEdit: boolean };

export function GivenCard({ modes, serves, cost, mayEdit }: GivenProps) {
  const say = useSay();
  return (
    <Card title={say("organization.given.title")}>
      <Facts
        facts={[
          {
            name: say("organization.given.modes"),
            value: modes.map((code) => say.any(`search.mode.${code}`)).join(", "),
          },
          {
            name: say("organization.given.serves"),
            value: serves.map((code) => say.any(`search.serves.${code}`)).join(", "),
          },
          { name: say("organization.given.cost"), value: cost ? say.any(`search.cost.${cost}`) : null },
        ]}
      />
      {mayEdit ? (
        <ActDetails formId="given" summary={say("organization.given.edit")}>
          <GivenForm modes={modes} serves={serves} cost={cost} />
        </ActDetails>
      ) : null}
    </Card>
  );
}

function GivenForm({ modes, serves, cost }: Omit<GivenProps, "mayEdit">) {
  const say = useSay();
  return (
    <ActForm formId="given">
      <HiddenField name="intent" value="given" />
      <p className="soft">{say("organization.given.lead")}</p>
      <CheckboxGroup
        name="modes"
        label={say("organization.given.modes")}
        options={MODES.map((value) => ({ value, label: say(`search.mode.${value}`) }))}
        defaultValue={modes}
        optional
      />
      <CheckboxGroup
        name="serves"
        label={say("organization.given.serves")}
        hint={say("organization.given.serves-hint")}
        options={GROUPS_SERVED.map((value) => ({ value, label: say(`search.serves.${value}`) }))}
        defaultValue={serves}
        inline
        optional
      />
      <SelectField
        name="cost"
        label={say("organization.given.cost")}
        options={COSTS.map((value) => ({ value, label: say(`search.cost.${value}`) }))}
        defaultValue={cost ?? ""}
        emptyLabel={say("organization.given.cost-unknown")}
        optional
      />
      <SubmitButton look="secondary">{say("organization.given.save")}</SubmitButton>
    </ActForm>
  );
}
