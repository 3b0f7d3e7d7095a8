// The form of one section of an assessment: what is asked follows the answers, and they are kept while they are given. Judges by the evaluator alone.
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
import { useKeeping } from "./use-keeping";

type FillFormProps = {
  id: string;
  content: FormContent;
  section: Section;
  answers: Answers;
  /** Say what needs another look; else only what is pressed on is judged. */
  check: boolean;
};

export function FillForm({ id, content, section, answers, check }: FillFormProps) {
  const say = useSay();
  const { evaluation, answers: answered, onChange } = useAnswering(content, answers);
  const { keepSoon, said } = useKeeping<{ kept: boolean }>(id, `/agency/assessments/${id}/keep`, "keep");
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
