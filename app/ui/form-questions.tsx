// Draws the questions of a form as fields, those that are asked. Takes the content and the answers; keeps nothing and scores nothing.
import { useSay } from "#app/i18n/speech";
import type { Question, Section } from "#app/models/form/content";
import { type Answers, textsOf } from "#app/models/form/evaluate";
import { CheckboxGroup, RadioGroup } from "./choice-fields";
import type { FieldProps } from "./field";
import { DateField, NumberField, TextArea, TextField } from "./text-fields";

type SectionFieldsProps = { section: Section; shown: ReadonlySet<string>; answers: Answers };

/** The fields of one section; each bears its question's key. */
export function SectionFields({ section, shown, answers }: SectionFieldsProps) {
  return (
    <>
      {section.help ? <p className="soft">{section.help}</p> : null}
      {section.questions
        .filter(({ key }) => shown.has(key))
        .map((question) => (
          <QuestionField key={question.key} question={question} texts={textsOf(answers, question.key)} />
        ))}
    </>
  );
}

function QuestionField({ question, texts }: { question: Question; texts: readonly string[] }) {
  const say = useSay();
  const field = {
    name: question.key,
    label: question.label,
    hint: useHint(question),
    optional: !question.required,
  };
  const first = texts[0] ?? "";
  switch (question.kind) {
    case "text":
      return question.long ? (
        <TextArea {...field} defaultValue={first} maxLength={4000} rows={4} />
      ) : (
        <TextField {...field} defaultValue={first} maxLength={300} />
      );
    case "number":
      return <NumberField {...field} defaultValue={first} maxLength={16} />;
    case "date":
      return <DateField {...field} defaultValue={first} />;
    case "yes_no":
      return (
        <RadioGroup
          {...field}
          defaultValue={first}
          inline
          options={(["yes", "no"] as const).map((value) => ({ value, label: say(`form.fill.${value}`) }))}
        />
      );
    case "one_of":
      return <RadioGroup {...field} defaultValue={first} options={optionsOf(question.choices)} />;
    case "several_of":
      return <CheckboxGroup {...field} defaultValue={texts} options={optionsOf(question.choices)} />;
    case "scale":
      return <ScaleField question={question} field={field} picked={first} />;
  }
}

const optionsOf = (choices: readonly { key: string; label: string }[]) =>
  choices.map(({ key, label }) => ({ value: key, label }));

type ScaleFieldProps = { question: Extract<Question, { kind: "scale" }>; field: FieldProps; picked: string };

function ScaleField({ question: { least, most, leastLabel, mostLabel }, field, picked }: ScaleFieldProps) {
  const say = useSay();
  const options = Array.from({ length: most - least + 1 }, (_, step) => {
    const number = least + step;
    const end = number === least ? leastLabel : number === most ? mostLabel : "";
    return { value: String(number), label: end ? say("form.fill.scale-end", { number, label: end }) : String(number) };
  });
  return <RadioGroup {...field} defaultValue={picked} inline options={options} />;
}

/** What the agency wrote, and the bounds a number must keep. */
function useHint(question: Question): string | undefined {
  const say = useSay();
  if (question.kind !== "number") return question.help || undefined;
  const { least, most } = question;
  const bounds =
    least !== null && most !== null
      ? say("form.fill.between", { least, most })
      : least !== null
        ? say("form.fill.at-least", { least })
        : most !== null
          ? say("form.fill.at-most", { most })
          : "";
  return [question.help, bounds].filter(Boolean).join(" ") || undefined;
}
