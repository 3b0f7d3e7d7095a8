// Follows what is answered in a form on the page, so that what is asked and what it comes to are shown at once. Sends nothing.
import { type FormEvent, useMemo, useState } from "react";
import { type FormContent, questionsOf } from "#app/models/form/content";
import { type Answers, type Evaluation, evaluate } from "#app/models/form/evaluate";

export type Answering = {
  readonly answers: Answers;
  readonly evaluation: Evaluation;
  /** For the element around the fields: every change of a field comes by here. */
  readonly onChange: (event: FormEvent<HTMLElement>) => void;
};

/**
 * The server's evaluation is the same function: without script the page shows it, and a press of the button asks for it again.
 * @param given the answers the page came with
 */
export function useAnswering(content: FormContent, given: Answers): Answering {
  const [changed, setChanged] = useState<Answers>({});
  const answers = useMemo(() => ({ ...given, ...changed }), [given, changed]);
  const evaluation = useMemo(() => evaluate(content, answers), [content, answers]);
  const onChange = (event: FormEvent<HTMLElement>) => {
    const form = (event.target as HTMLInputElement).form;
    if (!form) return;
    const entered = new FormData(form);
    const drawn = questionsOf(content).filter(({ key }) => form.elements.namedItem(key) !== null);
    setChanged((before) => ({
      ...before,
      ...Object.fromEntries(drawn.map(({ key }) => [key, entered.getAll(key).map(String)])),
    }));
  };
  return { answers, evaluation, onChange };
}
