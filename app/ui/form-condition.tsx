// The boxes that say when a section or question is shown: up to three looks at earlier answers. Knows the draft; keeps nothing.
import { useSay } from "#app/i18n/speech";
import { type Condition, MOST_CLAUSES, type Question } from "#app/models/form/content";
import { RadioGroup, SelectField } from "./choice-fields";
import { linesOf } from "./form-editors";
import { useClauseOptions } from "./form-words";
import { Card } from "./layout-parts";
import { TextField } from "./text-fields";

type ConditionFieldsetProps = {
  known: Condition | null;
  earlier: readonly Question[];
  /** Where it says something else than when a question is shown. */
  title?: string;
  emptyLabel?: string;
};

/** @param earlier the questions a condition may look at */
export function ConditionFieldset({ known, earlier, title, emptyLabel }: ConditionFieldsetProps) {
  const say = useSay();
  const optionsOf = useClauseOptions();
  const options = earlier
    .filter(({ kind }) => kind !== "text")
    .map((question) => ({ label: question.label || say("form.builder.nameless"), options: optionsOf(question) }));
  return (
    <Card title={title ?? say("form.condition.title")}>
      {options.length === 0 ? (
        <p className="soft">{say("form.condition.none")}</p>
      ) : (
        <>
          {title ? null : <p className="usa-hint">{say("form.condition.hint")}</p>}
          {linesOf(known?.clauses ?? [], MOST_CLAUSES).map(({ place, held: clause }) => (
            <div className="form-pair" key={place}>
              <SelectField
                name={`clauses[${place}].what`}
                label={say("form.condition.what", { number: place + 1 })}
                options={options}
                defaultValue={clause ? whatOf(clause) : ""}
                emptyLabel={emptyLabel ?? say("form.condition.always")}
                optional
              />
              <TextField
                name={`clauses[${place}].value`}
                label={say("form.condition.value", { number: place + 1 })}
                defaultValue={clause && isSized(clause) ? clause.value : ""}
                maxLength={40}
                size="short"
                optional
              />
            </div>
          ))}
          <RadioGroup
            name="match"
            label={say("form.condition.match")}
            options={(["all", "any"] as const).map((value) => ({ value, label: say(`form.condition.${value}`) }))}
            defaultValue={known?.match ?? "all"}
          />
        </>
      )}
    </Card>
  );
}

type Clause = Condition["clauses"][number];
const isSized = ({ is }: Clause) => is === "at_least" || is === "at_most";
const whatOf = (clause: Clause) =>
  [clause.question, clause.is, ...(clause.is === "is" || clause.is === "is_not" ? [clause.value] : [])].join("|");
