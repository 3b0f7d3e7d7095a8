// How a service is given, for whom and at what cost, as its provider or the network desk keeps it. Takes plain values; what nobody said stays unsaid.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import { SPOKEN_LANGUAGES } from "#app/models/client/spoken-languages";
import type { OwnService } from "#app/models/organization/read-own.server";
import { COSTS, GROUPS_SERVED, MODES } from "#app/search/wish";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { CheckboxGroup, SelectField } from "./choice-fields";
import { Facts } from "./facts";
import { useLanguageName } from "./language-name";
import { Card } from "./layout-parts";
import { HiddenField, NumberField, TextArea } from "./text-fields";

type Given = Pick<
  OwnService,
  "modes" | "serves" | "givenLanguages" | "eligibility" | "minimumAge" | "maximumAge" | "cost" | "fees"
>;

const NOTHING_SAID: Given = {
  modes: [],
  serves: [],
  givenLanguages: [],
  eligibility: null,
  minimumAge: null,
  maximumAge: null,
  cost: null,
  fees: null,
};

type GivenCardProps = {
  service: Given;
  mayEdit: boolean;
  /** Where the page is on which its areas are kept; null: it is this one. */
  areasTo: string | null;
};

export function GivenCard({ service, mayEdit, areasTo }: GivenCardProps) {
  const say = useSay();
  const formats = useFormats();
  const languageName = useLanguageName();
  const labels = useGivenLabels();
  const { modes, serves, givenLanguages, eligibility, minimumAge, maximumAge, cost, fees } = service;
  return (
    <Card title={say("organization.given.title")}>
      <Facts
        facts={[
          {
            name: say("organization.given.modes"),
            value: formats.list(modes.map((code) => say.any(`search.mode.${code}`))),
          },
          {
            name: say("organization.given.serves"),
            value: formats.list(serves.map((code) => say.any(`search.serves.${code}`))),
          },
          {
            name: say("organization.given.languages"),
            value: formats.list(givenLanguages.map((code) => languageName(code))),
          },
          { name: say("organization.given.ages"), value: agesText(minimumAge, maximumAge, say) },
          { name: say("organization.given.eligibility"), value: eligibility },
          { name: say("organization.given.cost"), value: cost ? say.any(`search.cost.${cost}`) : null },
          { name: say("organization.given.fees"), value: fees },
        ]}
      />
      {areasTo ? (
        <p>
          <Link to={areasTo}>{say("organization.area.title")}</Link>
        </p>
      ) : null}
      {mayEdit ? (
        <ActDetails formId="given" summary={say("organization.given.edit")}>
          <ActForm formId="given" labels={labels}>
            <HiddenField name="intent" value="given" />
            <p className="soft">{say("organization.given.lead")}</p>
            <GivenFields known={service} />
            <SubmitButton look="secondary">{say("organization.given.save")}</SubmitButton>
          </ActForm>
        </ActDetails>
      ) : null}
    </Card>
  );
}

function agesText(from: number | null, until: number | null, say: ReturnType<typeof useSay>): string | null {
  if (from !== null && until !== null) return say("search.provider.ages-between", { from, until });
  if (from !== null) return say("search.provider.ages-from", { from });
  return until === null ? null : say("search.provider.ages-until", { until });
}

/** Of the boxes in which a mistake can be made, for the summary of errors. */
export function useGivenLabels(): Readonly<Record<string, string>> {
  const say = useSay();
  return { minimumAge: say("network.one.minimum-age"), maximumAge: say("network.one.maximum-age") };
}

/** The same answers wherever a service is written. */
export function GivenFields({ known = NOTHING_SAID }: { known?: Given }) {
  const say = useSay();
  return (
    <>
      <CheckboxGroup
        name="modes"
        label={say("organization.given.modes")}
        options={MODES.map((value) => ({ value, label: say(`search.mode.${value}`) }))}
        defaultValue={known.modes}
        optional
      />
      <CheckboxGroup
        name="serves"
        label={say("organization.given.serves")}
        hint={say("organization.given.serves-hint")}
        options={GROUPS_SERVED.map((value) => ({ value, label: say(`search.serves.${value}`) }))}
        defaultValue={known.serves}
        inline
        optional
      />
      <LanguagesField label={say("organization.given.languages")} known={known.givenLanguages} />
      <AgesFields known={known} />
      <CostFields known={known} />
    </>
  );
}

function AgesFields({ known }: { known: Given }) {
  const say = useSay();
  const years = (age: number | null) => (age === null ? undefined : String(age));
  return (
    <>
      <div className="field-row">
        <NumberField
          name="minimumAge"
          label={say("network.one.minimum-age")}
          defaultValue={years(known.minimumAge)}
          maxLength={3}
          optional
        />
        <NumberField
          name="maximumAge"
          label={say("network.one.maximum-age")}
          defaultValue={years(known.maximumAge)}
          maxLength={3}
          optional
        />
      </div>
      <TextArea
        name="eligibility"
        label={say("network.one.eligibility")}
        defaultValue={known.eligibility ?? undefined}
        rows={2}
        maxLength={2000}
        optional
      />
    </>
  );
}

function CostFields({ known }: { known: Given }) {
  const say = useSay();
  return (
    <>
      <SelectField
        name="cost"
        label={say("organization.given.cost")}
        options={COSTS.map((value) => ({ value, label: say(`search.cost.${value}`) }))}
        defaultValue={known.cost ?? ""}
        emptyLabel={say("organization.given.cost-unknown")}
        optional
      />
      <TextArea
        name="fees"
        label={say("organization.given.fees")}
        hint={say("organization.given.fees-hint")}
        defaultValue={known.fees ?? undefined}
        rows={2}
        maxLength={1000}
        optional
      />
    </>
  );
}

/** What an import knows and our list does not stays a choice, so that saving never loses it. */
export function LanguagesField({ label, known }: { label: string; known: readonly string[] }) {
  const languageName = useLanguageName();
  return (
    <CheckboxGroup
      name="languages"
      label={label}
      options={[...new Set([...SPOKEN_LANGUAGES, ...known])].map((value) => ({ value, label: languageName(value) }))}
      defaultValue={known}
      inline
      optional
    />
  );
}
