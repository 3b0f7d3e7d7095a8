// Says the pieces of a form in words: conditions, faults, sums. Takes the form's content; judges nothing.
import { useFormats, useSay } from "#app/i18n/speech";
import { answerWords } from "#app/models/form/answer-words";
import { type Condition, type FormContent, type Question, questionsOf } from "#app/models/form/content";
import type { ScoreResult } from "#app/models/form/evaluate";
import { mayCompare } from "#app/models/form/faults";

/** What an answer's stored text means to a reader, in the page's words. */
export function useAnswerWords() {
  const say = useSay();
  const formats = useFormats();
  const saying = { yes: say("form.fill.yes"), no: say("form.fill.no"), day: formats.day };
  return (question: Question, text: string): string => answerWords(question, text, saying);
}

/** "Shown only if …", or null where it is always shown. */
export function useConditionWords(content: FormContent) {
  const say = useSay();
  const clausesWords = useClausesWords();
  return (condition: Condition | null): string | null =>
    condition ? say("form.condition.only", { clauses: clausesWords(content, condition) }) : null;
}

/** What a condition looks at, without what follows from it. */
export function useClausesWords() {
  const say = useSay();
  const words = useAnswerWords();
  return (content: FormContent, condition: Condition): string => {
    const questions = new Map(questionsOf(content).map((question) => [question.key, question]));
    const clauses = condition.clauses.map((clause) => {
      const question = questions.get(clause.question);
      const blanks = {
        question: question?.label || say("form.condition.gone"),
        value: question ? words(question, clause.value) : clause.value,
      };
      return say(`form.condition.said-${clause.is}`, blanks);
    });
    const glue = say(condition.match === "all" ? "form.condition.and" : "form.condition.or");
    return clauses.join(glue);
  };
}

/** The comparisons that fit a question, each with its value in the builder's writing: "q3|is|c4". */
export function useClauseOptions() {
  const say = useSay();
  return (question: Question) => {
    const values =
      question.kind === "yes_no"
        ? [
            { value: "yes", words: say("form.fill.yes") },
            { value: "no", words: say("form.fill.no") },
          ]
        : "choices" in question
          ? question.choices.map(({ key, label }) => ({ value: key, words: label }))
          : [];
    const equal = values.flatMap(({ value, words }) =>
      (["is", "is_not"] as const).map((is) => ({
        value: `${question.key}|${is}|${value}`,
        label: say(`form.condition.said-${is}`, { question: question.label, value: words }),
      })),
    );
    const sized = (["at_least", "at_most"] as const)
      .filter((is) =>
        mayCompare(question, { question: question.key, is, value: question.kind === "date" ? "2026-01-01" : "1" }),
      )
      .map((is) => ({
        value: `${question.key}|${is}`,
        label: say(`form.condition.said-${is}`, { question: question.label, value: "…" }),
      }));
    return [
      ...equal,
      ...sized,
      { value: `${question.key}|answered`, label: say("form.condition.said-answered", { question: question.label }) },
    ];
  };
}

/** "12.5, High". */
export function useScoreWords() {
  const say = useSay();
  return ({ hundredths, band }: Pick<ScoreResult, "hundredths" | "band">): string =>
    say("form.preview.score-line", {
      sum: figureText(hundredths),
      band: band ? say("form.preview.band", { band }) : "",
    });
}

/** Hundredths as a person writes them: 1250 is "12.5". */
export function figureText(hundredths: number): string {
  return String(hundredths / 100);
}
