// A service of an applicant: its boxes, and its specialties picked from the tree. Takes plain values.
import { Form } from "@remix-run/react";
import { useSay } from "#app/i18n/speech";
import type { LocationAnswer, ServiceAnswer } from "#app/models/application/answers";
import { SPOKEN_LANGUAGES } from "#app/models/client/spoken-languages";
import { TAKES_REFERRALS } from "#app/models/organization/codes";
import { COSTS, GROUPS_SERVED, MODES } from "#app/search/wish";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { CheckboxGroup, RadioGroup, SelectField } from "./choice-fields";
import { useLanguageName } from "./language-name";
import { Card } from "./layout-parts";
import { HiddenField, NumberField, TextArea, TextField } from "./text-fields";

type ServiceFormProps = {
  version: number;
  serviceKey: string;
  known: ServiceAnswer | null;
  locations: readonly LocationAnswer[];
};

export function ServiceForm({ version, serviceKey, known, locations }: ServiceFormProps) {
  const say = useSay();
  // With one place there is nothing to choose, unless somebody has unticked it.
  const offered = known?.locationKeys ?? (locations.length === 1 ? locations.map(({ key }) => key) : []);
  return (
    <ActForm formId="service">
      <HiddenField name="intent" value="service" />
      <HiddenField name="version" value={String(version)} />
      <HiddenField name="key" value={serviceKey} />
      <Card title={say("application.service.what")}>
        <TextField name="name" label={say("network.one.service-name")} defaultValue={known?.name} maxLength={200} />
        <TextArea
          name="description"
          label={say("network.one.description")}
          defaultValue={known?.description}
          rows={3}
          maxLength={5000}
          optional
        />
        <CheckboxGroup
          name="locationKeys"
          label={say("network.one.offered-at")}
          options={locations.map(({ key, name }) => ({ value: key, label: name }))}
          defaultValue={offered}
        />
        <CheckboxGroup
          name="modes"
          label={say("organization.given.modes")}
          options={MODES.map((value) => ({ value, label: say(`search.mode.${value}`) }))}
          defaultValue={known?.modes}
        />
      </Card>
      <WhomFields known={known} />
      <Card title={say("application.service.capacity")}>
        <RadioGroup
          name="takesReferrals"
          label={say("application.service.takes")}
          options={TAKES_REFERRALS.map((value) => ({ value, label: say(`directory.takes.${value}`) }))}
          defaultValue={known?.takesReferrals ?? "yes"}
          inline
        />
        <NumberField
          name="openPlaces"
          label={say("application.service.places")}
          hint={say("application.service.places-hint")}
          defaultValue={known?.openPlaces?.toString()}
          maxLength={5}
          optional
        />
      </Card>
      <SubmitButton>{say("application.service.save")}</SubmitButton>
    </ActForm>
  );
}

function WhomFields({ known }: { known: ServiceAnswer | null }) {
  const say = useSay();
  const languageName = useLanguageName();
  return (
    <Card title={say("application.service.whom")}>
      <CheckboxGroup
        name="serves"
        label={say("organization.given.serves")}
        hint={say("organization.given.serves-hint")}
        options={GROUPS_SERVED.map((value) => ({ value, label: say(`search.serves.${value}`) }))}
        defaultValue={known?.serves}
        inline
        optional
      />
      <div className="field-row">
        <NumberField
          name="minimumAge"
          label={say("network.one.minimum-age")}
          defaultValue={known?.minimumAge?.toString()}
          maxLength={3}
          optional
        />
        <NumberField
          name="maximumAge"
          label={say("network.one.maximum-age")}
          defaultValue={known?.maximumAge?.toString()}
          maxLength={3}
          optional
        />
      </div>
      <TextArea
        name="eligibility"
        label={say("network.one.eligibility")}
        defaultValue={known?.eligibility ?? undefined}
        rows={2}
        maxLength={2000}
        optional
      />
      <CheckboxGroup
        name="languages"
        label={say("organization.one.languages")}
        options={SPOKEN_LANGUAGES.map((value) => ({ value, label: languageName(value) }))}
        defaultValue={known?.languages}
        inline
        optional
      />
      <CostFields known={known} />
    </Card>
  );
}

function CostFields({ known }: { known: ServiceAnswer | null }) {
  const say = useSay();
  return (
    <>
      <SelectField
        name="cost"
        label={say("organization.given.cost")}
        options={COSTS.map((value) => ({ value, label: say(`search.cost.${value}`) }))}
        defaultValue={known?.cost ?? ""}
        emptyLabel={say("organization.given.cost-unknown")}
        optional
      />
      <TextField
        name="fees"
        label={say("organization.given.fees")}
        defaultValue={known?.fees ?? undefined}
        maxLength={1000}
        optional
      />
    </>
  );
}

export type SpecialtyShown = {
  readonly id: string;
  readonly name: string;
  /** From the root to the one above it. */
  readonly above: string;
};

type SpecialtiesFormProps = {
  version: number;
  find: string;
  picked: readonly SpecialtyShown[];
  found: readonly SpecialtyShown[];
};

/** What was picked stays ticked above what a search finds, so that searching again loses nothing that was saved. */
export function SpecialtiesForm({ version, find, picked, found }: SpecialtiesFormProps) {
  const say = useSay();
  const chosen = new Set(picked.map(({ id }) => id));
  const others = found.filter(({ id }) => !chosen.has(id));
  const options = [...picked, ...others].map(({ id, name, above }) => ({
    value: id,
    label: name,
    hint: above === "" ? undefined : above,
  }));
  return (
    <>
      <Form method="get" className="application-find" role="search">
        <label className="usa-label" htmlFor="find-specialty">
          {say("application.service.find")}
        </label>
        <div className="field-row">
          <input
            id="find-specialty"
            className="usa-input"
            type="search"
            name="find"
            defaultValue={find}
            maxLength={80}
            autoComplete="off"
          />
          <button type="submit" className="usa-button usa-button--outline">
            {say("application.service.find-button")}
          </button>
        </div>
      </Form>
      <ActForm formId="specialties">
        <HiddenField name="version" value={String(version)} />
        <CheckboxGroup
          name="specialtyIds"
          label={say("application.service.specialties")}
          hint={find !== "" && others.length === 0 ? say("application.service.found-none", { find }) : undefined}
          options={options}
          defaultValue={[...chosen]}
        />
        <SubmitButton>{say("application.service.save-specialties")}</SubmitButton>
      </ActForm>
    </>
  );
}
