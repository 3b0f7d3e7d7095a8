// Fills a form that a service asks for from what the client's record knows and what is shared. Judges given values; reads nothing and keeps nothing.
import { type FormContent, type Question, questionsOf, type RecordFact } from "../form/content";
import { type Answers, type Evaluation, evaluate, textsOf } from "../form/evaluate";
import type { Obstacle } from "./obstacles";

/** What the record says of each fact; empty where it says nothing. */
export type ClientRecord = Readonly<Record<RecordFact, string>>;

/**
 * How a question gets its answer: `filled` from the record, `withheld` because the fact is not among those shared with the
 * referral, `asked` of whoever fills the form in.
 */
export type Filling = "filled" | "withheld" | "asked";

export interface FilledForm {
  readonly answers: Answers;
  /** By the question's key. */
  readonly fillings: Readonly<Record<string, Filling>>;
  readonly evaluation: Evaluation;
  /** Questions that are asked and still lack a usable answer. */
  readonly open: number;
}

/**
 * @param given what was typed or picked in the draft; never stands where the record fills, nor where a fact is not shared
 * @param shared the facts chosen for this referral; sending asks whether a consent covers each
 */
export function fillForm(
  content: FormContent,
  given: Answers,
  record: ClientRecord,
  shared: readonly string[],
): FilledForm {
  const answers: Record<string, string | readonly string[]> = {};
  const fillings: Record<string, Filling> = {};
  for (const question of questionsOf(content)) {
    const fact = factOf(question);
    const known = fact && shared.includes(fact) ? record[fact] : "";
    const filling = fact && !shared.includes(fact) ? "withheld" : known ? "filled" : "asked";
    fillings[question.key] = filling;
    if (filling !== "withheld") answers[question.key] = known || textsOf(given, question.key);
  }
  const evaluation = evaluate(content, answers);
  const open = evaluation.problems.filter(({ question }) => fillings[question] === "asked").length;
  return { answers, fillings, evaluation, open };
}

const factOf = (question: Question): RecordFact | undefined =>
  "fromRecord" in question ? question.fromRecord : undefined;

/** One form as the review says it. */
export interface FormStanding {
  readonly id: string;
  readonly name: string;
  readonly organizationName: string;
  readonly filled: number;
  readonly withheld: number;
  readonly open: number;
  /** Whether anybody has looked at it in this draft. */
  readonly begun: boolean;
}

export function standingOf(
  { fillings, evaluation, open }: FilledForm,
  { id, name, organizationName, begun }: Pick<FormStanding, "id" | "name" | "organizationName" | "begun">,
): FormStanding {
  const shown = Object.entries(fillings).filter(([key]) => evaluation.shown.has(key));
  const count = (filling: Filling) => shown.filter(([, each]) => each === filling).length;
  return { id, name, organizationName, begun, filled: count("filled"), withheld: count("withheld"), open };
}

/** What should be known of the forms before a referral is sent: nothing of it keeps a client waiting. */
export function formWarnings(forms: readonly FormStanding[], shared: readonly string[]): Obstacle[] {
  return forms.flatMap(({ name, organizationName, open }): Obstacle[] => {
    const about = { kind: "warning" as const, organization: organizationName, form: name };
    if (!shared.includes("documents")) return [{ ...about, code: "form-not-sent" }];
    return open > 0 ? [{ ...about, code: "form-open" }] : [];
  });
}
