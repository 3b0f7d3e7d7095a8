// Answers to a form as they are read: each question as it was asked, and what was said. Takes plain values; changes nothing.
import { Link } from "@remix-run/react";
import { useSay } from "#app/i18n/speech";
import type { FormContent } from "#app/models/form/content";
import { type Answers, textsOf } from "#app/models/form/evaluate";
import { Facts } from "./facts";
import { useAnswerWords } from "./form-words";
import { Card, Stack } from "./layout-parts";

type FormAnswersProps = {
  content: FormContent;
  answers: Answers;
  shown: ReadonlySet<string>;
  /** Where a section can be changed; null: it cannot. */
  changeAt: string | null;
};

export function FormAnswers({ content, answers, shown, changeAt }: FormAnswersProps) {
  const say = useSay();
  const words = useAnswerWords();
  return (
    <Stack>
      {content.sections
        .filter(({ key }) => shown.has(key))
        .map((section) => (
          <Card
            key={section.key}
            title={section.title}
            aside={
              changeAt ? <Link to={`${changeAt}?section=${section.key}`}>{say("assessment.one.change")}</Link> : null
            }
          >
            <Facts
              facts={section.questions
                .filter(({ key }) => shown.has(key))
                .map((question) => {
                  const said = textsOf(answers, question.key).map((text) => words(question, text));
                  return {
                    name: question.label,
                    value: said.length > 0 ? said.join("; ") : say("assessment.one.no-answer"),
                  };
                })}
            />
          </Card>
        ))}
    </Stack>
  );
}
