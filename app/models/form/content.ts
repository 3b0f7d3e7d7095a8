// What a form is made of: sections, questions, conditions, scores. Data that an agency writes; never says what anybody answered.
import { z } from "zod";

export const QUESTION_KINDS = ["text", "number", "date", "one_of", "several_of", "scale", "yes_no"] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

export const MOST_SECTIONS = 20;
export const MOST_QUESTIONS = 150;
export const MOST_CHOICES = 20;
export const MOST_CLAUSES = 3;
export const MOST_SCORES = 8;
export const MOST_BANDS = 8;

const key = z.string().regex(/^[a-z]\d{1,5}$/);
const text = (most: number) => z.string().max(most);
/** Whole, or with two decimals, so that sums are exact in hundredths. */
const figure = z.number().min(-1_000_000).max(1_000_000).multipleOf(0.01);
const points = z.number().int().min(-1000).max(1000);

/**
 * One comparison with an earlier answer. `is` and `is_not` hold a choice, "yes" or "no"; `at_least` and `at_most` a figure or a day;
 * `answered` nothing. An answer that is not there, or is itself not asked, fails every comparison.
 */
export const Clause = z.object({
  question: key,
  is: z.enum(["is", "is_not", "at_least", "at_most", "answered"]),
  value: text(40),
});

/** Several comparisons at once: all of them must hold, or any one. */
export const Condition = z.object({
  match: z.enum(["all", "any"]),
  clauses: z.array(Clause).min(1).max(MOST_CLAUSES),
});

export const Choice = z.object({ key, label: text(200), points: points.default(0) });

/** What a client's record knows that a question can be filled with: what a client can agree to have shared, apart from papers. */
export const RECORD_FACTS = [
  "name",
  "pronouns",
  "birth_day",
  "language",
  "telephone",
  "email",
  "address",
  "access_needs",
  "goals",
] as const;
export type RecordFact = (typeof RECORD_FACTS)[number];

/** The facts that an answer of this kind can be filled with: a day with a day, text with the rest. */
export function factsFor(kind: QuestionKind): readonly RecordFact[] {
  if (kind === "date") return ["birth_day"];
  return kind === "text" ? RECORD_FACTS.filter((fact) => fact !== "birth_day") : [];
}

/** Filled from the record where a form goes along with a referral; never in an assessment. */
const fromRecord = z.enum(RECORD_FACTS).optional();

const asked = {
  key,
  label: text(300),
  help: text(500),
  required: z.boolean(),
  shownIf: Condition.nullable(),
};

export const Question = z.discriminatedUnion("kind", [
  z.object({ ...asked, kind: z.literal("text"), long: z.boolean(), fromRecord }),
  z.object({ ...asked, kind: z.literal("number"), least: figure.nullable(), most: figure.nullable() }),
  z.object({ ...asked, kind: z.literal("date"), fromRecord }),
  z.object({ ...asked, kind: z.literal("one_of"), choices: z.array(Choice).max(MOST_CHOICES) }),
  z.object({ ...asked, kind: z.literal("several_of"), choices: z.array(Choice).max(MOST_CHOICES) }),
  z.object({
    ...asked,
    kind: z.literal("scale"),
    least: z.number().int().min(0).max(1),
    most: z.number().int().min(2).max(10),
    leastLabel: text(80),
    mostLabel: text(80),
  }),
  z.object({ ...asked, kind: z.literal("yes_no"), pointsYes: points, pointsNo: points }),
]);

export const Section = z.object({
  key,
  title: text(160),
  help: text(1000),
  shownIf: Condition.nullable(),
  questions: z.array(Question).max(MOST_QUESTIONS),
});

/** From this sum on it is called so, until the next band begins. */
export const Band = z.object({ from: figure, words: text(200) });

export const Score = z.object({
  key,
  name: text(120),
  parts: z
    .array(z.object({ question: key, weight: z.number().min(-100).max(100).multipleOf(0.01) }))
    .max(MOST_QUESTIONS),
  bands: z.array(Band).max(MOST_BANDS),
});

export const FormContent = z.object({
  sections: z.array(Section).max(MOST_SECTIONS),
  scores: z.array(Score).max(MOST_SCORES),
  /** The number in the last key given out; a key is never given twice, so that answers of all versions can be laid side by side. */
  lastKey: z.number().int().min(0).max(99_999),
});

export type Clause = z.infer<typeof Clause>;
export type Condition = z.infer<typeof Condition>;
export type Choice = z.infer<typeof Choice>;
export type Question = z.infer<typeof Question>;
export type Section = z.infer<typeof Section>;
export type Score = z.infer<typeof Score>;
export type Band = z.infer<typeof Band>;
export type FormContent = z.infer<typeof FormContent>;

export const EMPTY_CONTENT: FormContent = { sections: [], scores: [], lastKey: 0 };

/** Every question in the order in which it is asked. */
export function questionsOf(content: FormContent): Question[] {
  return content.sections.flatMap((section) => section.questions);
}

/** Whether an answer to it is worth a figure, so that it may count in a score. */
export function isCountable(question: Question): boolean {
  return question.kind !== "text" && question.kind !== "date";
}
