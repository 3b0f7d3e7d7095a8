// Lays several assessments of one form side by side, the oldest first, across its versions. Pure; draws nothing.
import { type FormContent, type Question, questionsOf } from "../form/content";
import { type Answers, evaluate, type ScoreResult } from "../form/evaluate";

export type Filled = {
  readonly id: string;
  readonly assessedOn: string;
  readonly number: number;
  readonly content: FormContent;
  readonly answers: Answers;
  readonly scores: readonly ScoreResult[];
};

export type ScoreRow = {
  readonly key: string;
  readonly name: string;
  /** One for each assessment; null where its version had no such score. */
  readonly values: readonly (ScoreResult | null)[];
};

export type AnswerCell = {
  /** The question as it was asked then; null where that version did not ask it. */
  readonly question: Question | null;
  readonly texts: readonly string[];
  /** Asked then, with those answers; else it was passed over. */
  readonly asked: boolean;
  readonly changed: boolean;
};

export type AnswerRow = { readonly key: string; readonly label: string; readonly cells: readonly AnswerCell[] };

export type Comparison = { readonly scores: readonly ScoreRow[]; readonly answers: readonly AnswerRow[] };

/** @param filled oldest first. The words of a row are those of the newest version that has it. */
export function compareFilled(filled: readonly Filled[]): Comparison {
  const newestFirst = filled.toReversed();
  const names = new Map<string, string>();
  for (const { scores } of newestFirst) for (const { key, name } of scores) if (!names.has(key)) names.set(key, name);
  const labels = new Map<string, string>();
  for (const { content } of newestFirst) {
    for (const { key, label } of questionsOf(content)) if (!labels.has(key)) labels.set(key, label);
  }
  const shown = filled.map(({ content, answers }) => evaluate(content, answers).shown);
  return {
    scores: [...names].map(([key, name]) => ({
      key,
      name,
      values: filled.map(({ scores }) => scores.find((score) => score.key === key) ?? null),
    })),
    answers: [...labels].map(([key, label]) => ({ key, label, cells: cellsOf(key, filled, shown) })),
  };
}

function cellsOf(key: string, filled: readonly Filled[], shown: readonly ReadonlySet<string>[]): AnswerCell[] {
  let last: string | null = null;
  return filled.map(({ content, answers }, place) => {
    const question = questionsOf(content).find((each) => each.key === key) ?? null;
    const given = answers[key];
    const texts = question === null || given === undefined ? [] : typeof given === "string" ? [given] : given;
    const now = texts.join("\n");
    const changed = last !== null && question !== null && now !== last;
    if (question) last = now;
    return { question, texts, asked: shown[place]?.has(key) ?? false, changed };
  });
}
