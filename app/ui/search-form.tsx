// What to look for, as a form that only asks: everything is in the address afterwards. Takes plain values.
import { Form } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import { FILTERS, type Filter } from "#app/models/search/setup";
import { conditionsOf, type Wish } from "#app/search/wish";
import { SelectField } from "./choice-fields";
import { FilterBar } from "./filter-bar";
import { Icon } from "./icon";
import { type FieldsProps, FilterField } from "./search-fields";

type SearchFormProps = FieldsProps & {
  /** Those that stand open, as the programme says; the others are folded. */
  filters: readonly Filter[];
  most: number;
};

export function SearchForm({ filters, most, ...props }: SearchFormProps) {
  const say = useSay();
  const formats = useFormats();
  const { query, wish, facets } = props;
  const folded = FILTERS.filter((filter) => !filters.includes(filter));
  const set = setFilters(query, wish);
  return (
    <FilterBar keep={keptOf(query)} applyLabel={say("search.form.search")} fold={query.asked ? "closed" : "open"}>
      {filters.map((filter) => (
        <FilterField key={filter} filter={filter} {...props} />
      ))}
      {folded.length > 0 ? (
        <details className="filter-more" open={folded.some((filter) => set.includes(filter))}>
          <summary>
            <Icon name="expand-more" />
            {say("search.form.more")}
          </summary>
          <div className="filter-fields">
            {folded.map((filter) => (
              <FilterField key={filter} filter={filter} {...props} />
            ))}
          </div>
        </details>
      ) : null}
      {facets.cut ? (
        <p className="soft filter-note">{say("search.form.counted-cut", { most: formats.count(most) })}</p>
      ) : null}
    </FilterBar>
  );
}

function keptOf(query: FieldsProps["query"]): Record<string, string> {
  const { caseId, needId, setupId, order, group } = query;
  return {
    ...(caseId ? { case: caseId } : {}),
    ...(needId ? { need: needId } : {}),
    ...(setupId ? { setup: setupId } : {}),
    sort: order,
    ...(group ? { group } : {}),
  };
}

/** Filters that narrow now; a folded one among them is shown. An age from the record is no reason: nobody chose it here. */
function setFilters(query: FieldsProps["query"], wish: Wish): Filter[] {
  const conditions: readonly string[] = conditionsOf(wish);
  return FILTERS.filter((filter) => {
    if (filter === "words") return wish.text !== "";
    if (filter === "age") return typeof query.age === "number";
    if (filter === "specialty") return wish.specialtyId !== null;
    return conditions.includes(filter === "access" ? "accessibility" : filter);
  });
}

type SetupChoiceProps = {
  setups: readonly { readonly id: string; readonly name: string }[];
  setupId: string | null;
  caseId: string | null;
  needId: string | null;
};

/** Another programme begins another search: what was asked before is not carried over. */
export function SetupChoice({ setups, setupId, caseId, needId }: SetupChoiceProps) {
  const say = useSay();
  if (setups.length === 0) return null;
  return (
    <Form method="get" className="setup-choice" key={setupId}>
      {caseId ? <input type="hidden" name="case" value={caseId} /> : null}
      {needId ? <input type="hidden" name="need" value={needId} /> : null}
      <SelectField
        name="setup"
        label={say("search.form.setup")}
        defaultValue={setupId ?? ""}
        emptyLabel={setupId === null ? say("search.form.setup-usual") : null}
        options={setups.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <button type="submit" className="usa-button usa-button--outline">
        {say("search.form.setup-use")}
      </button>
    </Form>
  );
}
