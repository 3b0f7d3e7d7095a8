// The fields of the search, one for each filter, with what each value would leave. Takes plain values; counts nothing itself.
import type { ReactNode } from "react";
import { useSay } from "#app/i18n/speech";
import { SPOKEN_LANGUAGES } from "#app/models/client/spoken-languages";
import type { Filter } from "#app/models/search/setup";
import type { FacetName } from "#app/search/facets";
import type { Facets } from "#app/search/facets.server";
import type { SearchQuery } from "#app/search/query";
import { ACCESS_NEEDS, COSTS, DISTANCES, GROUPS_SERVED, MODES, type OpenWish, type Wish } from "#app/search/wish";
import { Checkbox, CheckboxGroup, SelectField } from "./choice-fields";
import { useLanguageName } from "./language-name";
import { WeekGrid } from "./search-week-grid";
import { specialtyOptions } from "./specialty-options";
import { DateField, TextField, TimeField } from "./text-fields";

export type FieldsProps = {
  readonly query: SearchQuery;
  readonly wish: Wish;
  readonly tree: readonly { readonly id: string; readonly name: string; readonly depth: number }[];
  readonly client: { readonly clientName: string; readonly clientArea: string; readonly clientLanguage: string } | null;
  readonly facets: Facets;
};

export function FilterField({ filter, ...props }: FieldsProps & { filter: Filter }): ReactNode {
  const say = useSay();
  const counted = useCounted(props.facets);
  const { query } = props;
  switch (filter) {
    case "specialty":
      return <SpecialtyField {...props} />;
    case "place":
      return <PlaceFields {...props} />;
    case "open":
      return <OpenFields open={query.open} counted={counted} />;
    case "language":
      return <LanguageField {...props} counted={counted} />;
    case "accepting":
    case "network":
      return (
        <Checkbox
          name={filter}
          label={counted(filter, "on", say(`search.form.${filter}`))}
          defaultChecked={filter === "network" ? query.networkOnly : query.accepting}
        />
      );
    case "credentials":
      return <Checkbox name="credentials" label={say("search.form.credentials")} defaultChecked={query.credentials} />;
    case "access":
      return (
        <CheckboxGroup
          name="access"
          label={say("search.form.access")}
          defaultValue={query.access}
          options={ACCESS_NEEDS.map((code) => ({
            value: code,
            label: counted("accessibility", code, say(`directory.accessibility.${code}`)),
          }))}
          inline
          optional
        />
      );
    case "age":
      return <AgeField {...props} />;
    case "words":
      return (
        <TextField
          name="q"
          type="search"
          label={say("search.form.words")}
          defaultValue={query.text}
          maxLength={100}
          optional
        />
      );
    default:
      return <ChoiceField filter={filter} query={query} counted={counted} />;
  }
}

type Counted = (facet: FacetName, value: string, label: string) => string;

/** "Spanish (12)": what choosing it would leave, where that was counted. */
function useCounted(facets: Facets): Counted {
  const say = useSay();
  return (facet, value, label) => {
    const found = facets.counts[facet].find((one) => one.value === value);
    return found ? say("search.form.counted", { label, count: found.count }) : label;
  };
}

function SpecialtyField({ query, tree }: FieldsProps) {
  const say = useSay();
  return (
    <SelectField
      name="specialty"
      label={say("search.form.specialty")}
      defaultValue={query.specialty === "any" || query.specialty === null ? "" : query.specialty}
      emptyLabel={say("search.form.specialty-any")}
      options={specialtyOptions(tree)}
      optional
    />
  );
}

function PlaceFields({ query, client }: FieldsProps) {
  const say = useSay();
  const { within, unit } = query;
  const usual = DISTANCES.map(String);
  const offered = usual.includes(String(within)) || within === 0 ? usual : [String(within), ...usual];
  return (
    <>
      <TextField
        name="place"
        label={say("search.form.from")}
        hint={
          client?.clientArea
            ? say("search.form.from-hint-client", { name: client.clientName, area: client.clientArea })
            : say("search.form.from-hint")
        }
        defaultValue={query.place}
        maxLength={200}
        optional
      />
      <div className="field-pair">
        <SelectField
          name="within"
          label={say("search.form.within")}
          defaultValue={within === 0 ? "any" : String(within)}
          emptyLabel={null}
          options={[
            ...offered.map((value) => ({ value, label: value })),
            { value: "any", label: say("search.form.anywhere") },
          ]}
        />
        <SelectField
          name="unit"
          label={say("search.form.unit")}
          defaultValue={unit}
          emptyLabel={null}
          options={[
            { value: "mile", label: say("search.form.miles") },
            { value: "kilometre", label: say("search.form.kilometres") },
          ]}
        />
      </div>
    </>
  );
}

function OpenFields({ open, counted }: { open: OpenWish; counted: Counted }) {
  const say = useSay();
  const at = open.kind === "at" ? open : null;
  return (
    <>
      <SelectField
        name="open"
        label={say("search.form.open")}
        defaultValue={open.kind === "any" ? "" : open.kind}
        emptyLabel={say("search.form.open-any")}
        options={[
          ...(["now", "evenings", "weekends"] as const).map((value) => ({
            value,
            label: counted("open", value, say(`search.form.open-${value}`)),
          })),
          { value: "at", label: say("search.form.open-at") },
          { value: "free", label: say("search.form.open-free") },
        ]}
        optional
      />
      <div className="field-pair open-at">
        <DateField name="day" label={say("search.form.day")} defaultValue={at?.day} optional />
        <TimeField
          name="time"
          label={say("search.form.time")}
          defaultValue={at ? clockTime(at.minute) : undefined}
          optional
        />
      </div>
      <WeekGrid picked={open.kind === "free" ? open.parts : []} />
    </>
  );
}

function LanguageField({ query, client, counted, facets }: FieldsProps & { counted: Counted }) {
  const say = useSay();
  const languageName = useLanguageName();
  const language = query.language ?? "any";
  const spoken = facets.counts.language.map(({ value }) => value);
  // Those that are spoken nearby first, the most usual on top.
  const codes = [...new Set([...spoken, ...(language === "any" ? [] : [language]), ...SPOKEN_LANGUAGES])];
  const fromRecord = client !== null && client.clientLanguage === language;
  return (
    <SelectField
      name="language"
      label={say("search.form.language")}
      hint={fromRecord ? say("search.form.language-client", { name: client.clientName }) : undefined}
      defaultValue={language === "any" ? "" : language}
      emptyLabel={say("search.form.language-any")}
      options={codes.map((code) => ({ value: code, label: counted("language", code, languageName(code)) }))}
      optional
    />
  );
}

/** The age a record says is a choice that needs no typing, and stays out of the address. */
function AgeField({ query, wish, client }: FieldsProps) {
  const say = useSay();
  const typed = typeof query.age === "number" ? String(query.age) : "";
  const fromRecord = query.age === null && wish.age !== null;
  if (client && (fromRecord || query.age === "any")) {
    return (
      <SelectField
        name="age"
        label={say("search.form.age")}
        defaultValue={query.age === "any" ? "any" : ""}
        emptyLabel={
          fromRecord
            ? say("search.form.age-client", { age: wish.age ?? "", name: client.clientName })
            : say("search.form.age-record", { name: client.clientName })
        }
        options={[{ value: "any", label: say("search.form.age-any") }]}
        optional
      />
    );
  }
  return (
    <TextField
      name="age"
      label={say("search.form.age")}
      hint={say("search.form.age-hint")}
      defaultValue={typed}
      size="short"
      inputMode="numeric"
      maxLength={3}
      optional
    />
  );
}

type ChoiceProps = { filter: "mode" | "serves" | "cost"; query: SearchQuery; counted: Counted };

/** How it is given, for whom, at what cost: one of a few each. */
function ChoiceField({ filter, query, counted }: ChoiceProps) {
  const say = useSay();
  const values: readonly string[] = { mode: MODES, serves: GROUPS_SERVED, cost: COSTS }[filter];
  const label = (value: string) => capitalized(say.any(`search.${filter}.${value}`));
  return (
    <SelectField
      name={filter}
      label={say(`search.form.${filter}`)}
      defaultValue={query[filter] ?? ""}
      emptyLabel={say(`search.form.${filter}-any`)}
      options={values.map((value) => ({
        value,
        label: filter === "mode" ? label(value) : counted(filter, value, label(value)),
      }))}
      optional
    />
  );
}

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const clockTime = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
