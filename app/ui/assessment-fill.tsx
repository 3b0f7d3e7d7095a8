// The form of one section of an assessment: what is asked follows the answers, and they are kept while they are given. Judges by the evaluator alone.
import { useFetcher } from "@remix-run/react";
import { type FormEvent, useEffect, useRef } from "react";
import { useSay } from "#app/i18n/speech";
import type { FormContent, Section } from "#app/models/form/content";
import { type Answers, evaluate } from "#app/models/form/evaluate";
import { ActForm, type LastResult } from "./act-form";
import { SubmitButton } from "./button";
import { useAnswering } from "./form-answering";
import { SectionFields } from "./form-questions";
import { ScoresCard } from "./form-scores";
import { Card } from "./layout-parts";
import { HiddenField } from "./text-fields";

type FillFormProps = {
  id: string;
  content: FormContent;
  section: Section;
  answers: Answers;
  /** Say what needs another look; else only what is pressed on is judged. */
  check: boolean;
};

/** A pause in writing after which what is there is kept. */
const PAUSE_MILLISECONDS = 1200;

export function FillForm({ id, content, section, answers, check }: FillFormProps) {
  const say = useSay();
  const { evaluation, answers: answered, onChange } = useAnswering(content, answers);
  const { keepSoon, said } = useKeeping(id);
  const drawn = section.questions.filter(({ key }) => evaluation.shown.has(key));
  const formId = `section-${section.key}`;
  const labels = Object.fromEntries(section.questions.map(({ key, label }) => [key, label]));
  return (
    <div
      onChange={(event) => {
        onChange(event);
        keepSoon(event);
      }}
    >
      <ActForm formId={formId} lastResult={check ? problemsOf(content, section, answers) : null} labels={labels}>
        <HiddenField name="section" value={section.key} />
        <HiddenField name="drawn" value={drawn.map(({ key }) => key).join(" ")} />
        <Card title={section.title}>
          <SectionFields section={section} shown={evaluation.shown} answers={answered} />
        </Card>
        <div className="actions">
          <SubmitButton name="intent" value="next">
            {say("assessment.fill.next")}
          </SubmitButton>
          <SubmitButton name="intent" value="leave" look="secondary">
            {say("assessment.fill.leave")}
          </SubmitButton>
        </div>
        <p className="soft form-kept" role="status">
          {said ? say(`assessment.fill.${said}`) : ""}
        </p>
      </ActForm>
      <ScoresCard scores={evaluation.scores} />
    </div>
  );
}

/** Sends the form's fields to be kept, a moment after the last change; a later change waits for the next moment. */
function useKeeping(id: string) {
  const fetcher = useFetcher<{ answer?: { kept: boolean } }>({ key: `keep-${id}` });
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const keepSoon = (event: FormEvent<HTMLElement>) => {
    const form = (event.target as HTMLInputElement).form;
    if (!form) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const entered = new FormData(form);
      entered.delete("_key");
      entered.set("intent", "keep");
      fetcher.submit(entered, { method: "post", action: `/agency/assessments/${id}/keep` });
    }, PAUSE_MILLISECONDS);
  };
  const asked = fetcher.state !== "idle";
  const said = asked ? "keeping" : fetcher.data?.answer?.kept ? "kept" : fetcher.data ? "not-kept" : null;
  return { keepSoon, said } as const;
}

/** The evaluator's problems in this section, in the shape in which a form shows what a server sent back. */
function problemsOf(content: FormContent, section: Section, answers: Answers): LastResult | null {
  const own = new Set(section.questions.map(({ key }) => key));
  const problems = evaluate(content, answers).problems.filter(({ question }) => own.has(question));
  if (problems.length === 0) return null;
  return {
    status: "error",
    error: Object.fromEntries(problems.map(({ question, code }) => [question, [`form.problem.${code}`]])),
  };
}
