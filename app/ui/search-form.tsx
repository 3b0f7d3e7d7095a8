// What to look for, as a form that only asks: everything is in the address afterwards. Takes plain values.
import { useSay } from "#app/i18n/speech";
import { SPOKEN_LANGUAGES } from "#app/models/client/spoken-languages";
import { Checkbox, SelectField } from "./choice-fields";
import { FilterBar } from "./filter-bar";
import { useLanguageName } from "./language-name";
import { specialtyOptions } from "./specialty-options";
import { DateField, TextField, TimeField } from "./text-fields";

const DISTANCES = ["1", "2", "5", "10", "25", "50", "100"];

type SearchFormProps = {
  query: {
    readonly caseId: string | null;
    readonly needId: string | null;
    readonly specialty: string;
    readonly within: number;
    readonly unit: string;
    readonly place: string;
    readonly open:
      | { readonly kind: "any" | "now" | "free" | "evenings" | "weekends" }
      | { readonly kind: "at"; readonly day: string; readonly minute: number };
    readonly language: string;
    readonly text: string;
    readonly networkOnly: boolean;
    readonly order: string;
  };
  tree: readonly { readonly id: string; readonly name: string; readonly depth: number }[];
  client: { readonly clientName: string; readonly clientArea: string } | null;
};

export function SearchForm({ query, tree, client }: SearchFormProps) {
  const say = useSay();
  const keep = {
    ...(query.caseId ? { case: query.caseId } : {}),
    ...(query.needId ? { need: query.needId } : {}),
    ...(query.order === "best" ? {} : { sort: query.order }),
  };
  const asked = query.caseId !== null || query.specialty !== "any" || query.text !== "";
  return (
    <FilterBar keep={keep} applyLabel={say("search.form.search")} fold={asked ? "closed" : "open"}>
      <SelectField
        name="specialty"
        label={say("search.form.specialty")}
        defaultValue={query.specialty === "any" ? "" : query.specialty}
        emptyLabel={say("search.form.specialty-any")}
        options={specialtyOptions(tree)}
        optional
      />
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
      <WithinFields within={query.within} unit={query.unit} />
      <OpenFields open={query.open} />
      <LanguageField language={query.language} />
      <TextField
        name="q"
        type="search"
        label={say("search.form.words")}
        defaultValue={query.text}
        maxLength={100}
        optional
      />
      <Checkbox name="network" label={say("search.form.network")} defaultChecked={query.networkOnly} />
    </FilterBar>
  );
}

function WithinFields({ within, unit }: { within: number; unit: string }) {
  const say = useSay();
  const offered = DISTANCES.includes(String(within)) || within === 0 ? DISTANCES : [String(within), ...DISTANCES];
  return (
    <>
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
    </>
  );
}

function OpenFields({ open }: { open: SearchFormProps["query"]["open"] }) {
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
          { value: "now", label: say("search.form.open-now") },
          { value: "at", label: say("search.form.open-at") },
        ]}
        optional
      />
      <DateField name="day" label={say("search.form.day")} defaultValue={at?.day} optional />
      <TimeField
        name="time"
        label={say("search.form.time")}
        defaultValue={at ? clockTime(at.minute) : undefined}
        optional
      />
    </>
  );
}

function LanguageField({ language }: { language: string }) {
  const say = useSay();
  const languageName = useLanguageName();
  const known: readonly string[] = SPOKEN_LANGUAGES;
  const codes = language === "any" || known.includes(language) ? known : [language, ...known];
  return (
    <SelectField
      name="language"
      label={say("search.form.language")}
      defaultValue={language === "any" ? "" : language}
      emptyLabel={say("search.form.language-any")}
      options={codes.map((code) => ({ value: code, label: languageName(code) }))}
      optional
    />
  );
}

const clockTime = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
