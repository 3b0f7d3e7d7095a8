// Finds the way through a form section by section: what was sent of one, and which comes next. Judges by the form's evaluator alone.
import type { FormContent, Section } from "../form/content";
import { type Answers, evaluate, textsOf } from "../form/evaluate";

const MOST_TEXTS = 30;
const MOST_CHARACTERS = 4000;

/** The sections that are asked with these answers. */
export function askedSections(content: FormContent, answers: Answers): Section[] {
  const { shown } = evaluate(content, answers);
  return content.sections.filter(
    (section) => shown.has(section.key) && section.questions.some((question) => shown.has(question.key)),
  );
}

/**
 * The answers with those of one section written anew: what was sent for its questions, and nothing else. A question that was not
 * on the page keeps what it had, so that changing one's mind back and forth loses nothing before the end.
 * @param drawn keys of the questions the page showed; one of them that was not sent was left empty
 */
export function withSection(
  section: Section,
  before: Answers,
  sent: Readonly<Record<string, unknown>>,
  drawn: ReadonlySet<string>,
): Answers {
  const changed = section.questions
    .filter(({ key }) => drawn.has(key))
    .map(({ key }): [string, readonly string[]] => [key, sentTexts(Object.hasOwn(sent, key) ? sent[key] : undefined)]);
  return { ...before, ...Object.fromEntries(changed) };
}

function sentTexts(value: unknown): readonly string[] {
  const texts = Array.isArray(value) ? value : [value];
  return texts
    .filter((text): text is string => typeof text === "string" && text.trim() !== "")
    .slice(0, MOST_TEXTS)
    .map((text) => text.slice(0, MOST_CHARACTERS + 1));
}

export type NextStep =
  /** Other questions of this section are asked now than before: it is shown again. */
  | { readonly kind: "more" }
  /** Something in it needs another look. */
  | { readonly kind: "problems" }
  | { readonly kind: "section"; readonly key: string }
  /** Every section was gone through. */
  | { readonly kind: "review" };

/** Where "next" leads from a section, once its answers are written. */
export function nextStep(content: FormContent, section: Section, before: Answers, after: Answers): NextStep {
  const was = evaluate(content, before).shown;
  const now = evaluate(content, after);
  const fresh = section.questions.filter(({ key }) => now.shown.has(key) && !was.has(key));
  if (fresh.some(({ key }) => textsOf(after, key).length === 0)) return { kind: "more" };
  const own = new Set(section.questions.map(({ key }) => key));
  if (now.problems.some(({ question }) => own.has(question))) return { kind: "problems" };
  const asked = askedSections(content, after);
  const place = content.sections.indexOf(section);
  const next = asked.find((each) => content.sections.indexOf(each) > place);
  return next ? { kind: "section", key: next.key } : { kind: "review" };
}
