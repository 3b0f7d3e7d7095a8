// The box that says which fact of a client's record fills a question. Knows the facts that fit its kind; fills nothing itself.
import { useSay } from "#app/i18n/speech";
import { factsFor, type Question, type QuestionKind } from "#app/models/form/content";
import { SelectField } from "./choice-fields";

export function FromRecordField({ known, kind }: { known: Question | null; kind: QuestionKind }) {
  const say = useSay();
  const facts = factsFor(kind);
  if (facts.length === 0) return null;
  return (
    <SelectField
      name="fromRecord"
      label={say("form.question.from-record")}
      hint={say("form.question.from-record-hint")}
      options={facts.map((value) => ({ value, label: say(`consent.field.${value}`) }))}
      emptyLabel={say("form.question.not-from-record")}
      defaultValue={known && "fromRecord" in known ? known.fromRecord : undefined}
      optional
    />
  );
}
