// Makes questions, conditions and scores from what was typed in the builder. Empty lines are left out; nothing is judged.
import type { Condition, FormContent } from "./content";
import { keyChoices, type QuestionFacts, type ScoreFacts, type SectionFacts } from "./edit";
import type { QuestionWords, ScoreWords, SectionWords } from "./forms";

type Lines = Pick<SectionWords, "match" | "clauses">;

/** Null when no line was filled in: it is always shown. */
export function conditionFrom({ match, clauses }: Lines): Condition | null {
  const said = clauses.flatMap(({ what, value }): Condition["clauses"] => {
    const [question, is, choice] = (what ?? "").split("|");
    if (!question || !is) return [];
    return [{ question, is: is as Condition["clauses"][number]["is"], value: choice ?? value ?? "" }];
  });
  return said.length === 0 ? null : { match, clauses: said };
}

export function sectionFrom({ title, help, ...lines }: SectionWords, key?: string): SectionFacts {
  return { key, title, help, shownIf: conditionFrom(lines) };
}

/** The question, and the content in which its new choices have got their keys. */
export function questionFrom(
  content: FormContent,
  said: QuestionWords,
  key?: string,
): { content: FormContent; question: QuestionFacts } {
  const { match, clauses, ...facts } = said;
  const shownIf = conditionFrom({ match, clauses });
  if (facts.kind !== "one_of" && facts.kind !== "several_of") return { content, question: { ...facts, key, shownIf } };
  const named = facts.choices.filter(({ label }) => label !== "");
  const keyed = keyChoices(content, named);
  return { content: keyed.content, question: { ...facts, key, shownIf, choices: keyed.choices } };
}

/** A question without a weight, or with none, does not count. Bands stand from the lowest to the highest. */
export function scoreFrom({ name, parts, bands }: ScoreWords, key?: string): ScoreFacts {
  return {
    key,
    name,
    parts: parts.flatMap(({ question, weight }) => (weight ? [{ question, weight }] : [])),
    bands: bands
      .flatMap(({ from, words }) => (words === "" && from === null ? [] : [{ from: from ?? 0, words }]))
      .toSorted((one, other) => one.from - other.from),
  };
}
