// The fields of the search, one for each filter, with what each value would leave. Takes plain values; counts nothing itself.
import type { ReactNode } from "react";
import { useSay } from "#app/i18n/speech";
import { SPOKEN_LANGUAGES } from "#app/models/client/spoken-languages";
import type { Filter } from "#app/models/search/setup";
import type { SearchQuery } from "#app/search/query";
import { treeLines } from "#app/search/specialty-tree";
import type { Facets } from "#app/search/sweep.server";
import {
  ACCESS_NEEDS,
  COSTS,
  type Condition,
  DISTANCES,
  GROUPS_SERVED,
  MODES,
  type OpenWish,
  type Wish,
} from "#app/search/wish";
import { Checkbox, CheckboxGroup, SelectField } from "./choice-fields";
import { unitOptions } from "./distance-unit";
import { useLanguageName } from "./language-name";
import { WeekGrid } from "./search-week-grid";
import { specialtyOptions } from "./specialty-options";
import { DateField, TextField, TimeField } from "./text-fields";

export type FieldsProps = {
  readonly query: SearchQuery;
  readonly wish: Wish;
  /** As `treeText` writes it. */
  readonly tree: string;
  readonly client: { readonly clientName: string; readonly clientArea: string; readonly clientLanguage: string } | null;
  readonly facets: Facets;
  /** The client's own, where their record says it. */
  readonly recordAge: number | null;
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
    case "credentials":
      return (
        <Checkbox
          name={filter}
          label={counted(filter, "on", say(`search.form.${filter}`))}
          defaultChecked={filter === "network" ? query.networkOnly : query[filter]}
        />
      );
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
      return <AgeField {...props} counted={counted} />;
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

type Counted = (filter: Condition, value: string, label: string) => string;

/** "Spanish (12)": how many places choosing it would leave; the empty value is not to ask. */
function useCounted({ counts }: Facets): Counted {
  const say = useSay();
  return (filter, value, label) => {
    const { values, unnamed, any } = counts[filter];
    const found = values.find((one) => one.value === value) ?? { count: value === "" ? any : unnamed };
    return say("atLeast" in found ? "search.form.counted-least" : "search.form.counted", { label, count: found.count });
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
      options={specialtyOptions(treeLines(tree))}
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
          options={unitOptions(say)}
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
        emptyLabel={counted("open", "", say("search.form.open-any"))}
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
  const spoken = facets.counts.language.values.map(({ value }) => value);
  // Those that are spoken nearby first, the most usual on top.
  const codes = [...new Set([...spoken, ...(language === "any" ? [] : [language]), ...SPOKEN_LANGUAGES])];
  const fromRecord = client !== null && client.clientLanguage === language;
  return (
    <SelectField
      name="language"
      label={say("search.form.language")}
      hint={fromRecord ? say("search.form.language-client", { name: client.clientName }) : undefined}
      defaultValue={language === "any" ? "" : language}
      emptyLabel={counted("language", "", say("search.form.language-any"))}
      options={codes.map((code) => ({ value: code, label: counted("language", code, languageName(code)) }))}
      optional
    />
  );
}

/** The age a record says is a choice that needs no typing, and stays out of the address; what is typed is asked like anything else. */
function AgeField({ query, wish, client, recordAge, counted, facets }: FieldsProps & { counted: Counted }) {
  const say = useSay();
  const typed = typeof query.age === "number" ? String(query.age) : "";
  const { values, any } = facets.counts.age;
  const found = values.find(({ value }) => value === typed);
  const box = { name: "age", defaultValue: typed, size: "short", inputMode: "numeric", maxLength: 3 } as const;
  const hint = found
    ? say("search.form.age-counted", { count: found.count, age: wish.age ?? "", any })
    : say("search.form.age-hint");
  if (!client || recordAge === null) return <TextField {...box} label={say("search.form.age")} hint={hint} optional />;
  const record = say("search.form.age-client", { age: recordAge });
  return (
    <>
      <SelectField
        name="age-else"
        label={say("search.form.age")}
        defaultValue={query.age === "any" ? "any" : ""}
        emptyLabel={counted("age", String(recordAge), record)}
        options={[{ value: "any", label: counted("age", "", say("search.form.age-any")) }]}
        optional
      />
      <TextField
        {...box}
        label={say("search.form.age-typed")}
        hint={found ? hint : say("search.form.age-typed-hint")}
        optional
      />
    </>
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
      emptyLabel={counted(filter, "", say(`search.form.${filter}-any`))}
      options={values.map((value) => ({ value, label: counted(filter, value, label(value)) }))}
      optional
    />
  );
}

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const clockTime = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
