// Changes the content of a draft: sections, questions and scores put in, changed, moved, taken out. Gives a new content; never touches the old one.

import { Refusal } from "../values/refusal";
import {
  type FormContent,
  MOST_QUESTIONS,
  MOST_SCORES,
  MOST_SECTIONS,
  type Question,
  questionsOf,
  type Score,
  type Section,
} from "./content";

/** A new section or score may come without a key: it gets the next one. */
type Unkeyed<T> = Omit<T, "key"> & { readonly key?: string | undefined };
/** As Omit, for each kind of question by itself. */
type UnkeyedQuestion = Question extends infer Q
  ? Q extends Question
    ? Omit<Q, "key"> & { readonly key?: string | undefined }
    : never
  : never;
export type SectionFacts = Omit<Unkeyed<Section>, "questions">;
export type ScoreFacts = Unkeyed<Score>;
export type QuestionFacts = UnkeyedQuestion;

/** The content with one more key given out, and the key: a letter for the kind of thing and the next number. */
function nextKey(content: FormContent, letter: "s" | "q" | "c" | "n"): { content: FormContent; key: string } {
  const lastKey = content.lastKey + 1;
  return { content: { ...content, lastKey }, key: `${letter}${lastKey}` };
}

/** @throws Refusal 404 when the key is of no section, 409 when there are enough */
export function putSection(content: FormContent, facts: SectionFacts): FormContent {
  const { key } = facts;
  if (key === undefined) {
    if (content.sections.length >= MOST_SECTIONS)
      throw new Refusal("form.enough-sections", 409, { most: MOST_SECTIONS });
    const keyed = nextKey(content, "s");
    const section = { ...facts, key: keyed.key, questions: [] };
    return { ...keyed.content, sections: [...content.sections, section] };
  }
  sectionOf(content, key);
  return withSections(content, (section) => (section.key === key ? { ...section, ...facts, key } : section));
}

/** Its questions leave with it; scores no longer count them. @throws Refusal 404 */
export function removeSection(content: FormContent, key: string): FormContent {
  sectionOf(content, key);
  return withoutLostParts({ ...content, sections: content.sections.filter((section) => section.key !== key) });
}

/** @throws Refusal 404; at the end of the list nothing happens */
export function moveSection(content: FormContent, key: string, to: "up" | "down"): FormContent {
  const place = content.sections.indexOf(sectionOf(content, key));
  return { ...content, sections: swapped(content.sections, place, to) };
}

/** @param sectionKey where a new question is put, at the end; one that is there stays where it is. @throws Refusal 404, 409 */
export function putQuestion(content: FormContent, sectionKey: string, facts: QuestionFacts): FormContent {
  const { key } = facts;
  if (key !== undefined) {
    questionOf(content, key);
    const changed = { ...facts, key } as Question;
    return withSections(content, (section) => ({
      ...section,
      questions: section.questions.map((question) => (question.key === key ? changed : question)),
    }));
  }
  sectionOf(content, sectionKey);
  if (questionsOf(content).length >= MOST_QUESTIONS) {
    throw new Refusal("form.enough-questions", 409, { most: MOST_QUESTIONS });
  }
  const keyed = nextKey(content, "q");
  const added = { ...facts, key: keyed.key } as Question;
  return withSections(keyed.content, (section) =>
    section.key === sectionKey ? { ...section, questions: [...section.questions, added] } : section,
  );
}

/** Choices without a key get one, in their order. */
export function keyChoices<C extends { readonly key?: string | undefined }>(
  content: FormContent,
  choices: readonly C[],
): { content: FormContent; choices: (C & { key: string })[] } {
  let known = content;
  const keyed = choices.map((choice) => {
    if (choice.key) return { ...choice, key: choice.key };
    const next = nextKey(known, "c");
    known = next.content;
    return { ...choice, key: next.key };
  });
  return { content: known, choices: keyed };
}

/** Scores no longer count it; conditions that look at it are told as faults. @throws Refusal 404 */
export function removeQuestion(content: FormContent, key: string): FormContent {
  questionOf(content, key);
  return withoutLostParts(
    withSections(content, (section) => ({
      ...section,
      questions: section.questions.filter((question) => question.key !== key),
    })),
  );
}

/** Past the edge of its section it goes into the neighbour. @throws Refusal 404; at the end of the form nothing happens */
export function moveQuestion(content: FormContent, key: string, to: "up" | "down"): FormContent {
  const question = questionOf(content, key);
  const home = content.sections.findIndex((section) => section.questions.includes(question));
  const own = content.sections[home]?.questions ?? [];
  const place = own.indexOf(question);
  const stays = to === "up" ? place > 0 : place < own.length - 1;
  const next = to === "up" ? home - 1 : home + 1;
  if (!stays && !content.sections[next]) return content;
  return {
    ...content,
    sections: content.sections.map((section, position) => {
      if (stays) return position === home ? { ...section, questions: swapped(own, place, to) } : section;
      if (position === home) return { ...section, questions: own.filter((each) => each !== question) };
      if (position !== next) return section;
      return {
        ...section,
        questions: to === "up" ? [...section.questions, question] : [question, ...section.questions],
      };
    }),
  };
}

/** @throws Refusal 404, 409 */
export function putScore(content: FormContent, facts: ScoreFacts): FormContent {
  const { key } = facts;
  if (key === undefined) {
    if (content.scores.length >= MOST_SCORES) throw new Refusal("form.enough-scores", 409, { most: MOST_SCORES });
    const keyed = nextKey(content, "n");
    return { ...keyed.content, scores: [...content.scores, { ...facts, key: keyed.key }] };
  }
  if (!content.scores.some((score) => score.key === key)) throw new Refusal("not-found", 404);
  return { ...content, scores: content.scores.map((score) => (score.key === key ? { ...facts, key } : score)) };
}

/** @throws Refusal 404 */
export function removeScore(content: FormContent, key: string): FormContent {
  if (!content.scores.some((score) => score.key === key)) throw new Refusal("not-found", 404);
  return { ...content, scores: content.scores.filter((score) => score.key !== key) };
}

/** @throws Refusal 404 */
export function sectionOf(content: FormContent, key: string): Section {
  const section = content.sections.find((each) => each.key === key);
  if (!section) throw new Refusal("not-found", 404);
  return section;
}

/** @throws Refusal 404 */
export function questionOf(content: FormContent, key: string): Question {
  const question = questionsOf(content).find((each) => each.key === key);
  if (!question) throw new Refusal("not-found", 404);
  return question;
}

const withSections = (content: FormContent, change: (section: Section) => Section): FormContent => ({
  ...content,
  sections: content.sections.map(change),
});

function withoutLostParts(content: FormContent): FormContent {
  const keys = new Set(questionsOf(content).map(({ key }) => key));
  const scores = content.scores.map((score) => ({
    ...score,
    parts: score.parts.filter((part) => keys.has(part.question)),
  }));
  return { ...content, scores };
}

function swapped<T>(list: readonly T[], place: number, to: "up" | "down"): T[] {
  const order = [...list];
  const other = to === "up" ? place - 1 : place + 1;
  const [moved, passed] = [order[place], order[other]];
  if (moved === undefined || passed === undefined) return order;
  order[place] = passed;
  order[other] = moved;
  return order;
}
