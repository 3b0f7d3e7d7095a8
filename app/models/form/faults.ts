// Finds what keeps a draft from being published: questions that cannot be answered, conditions and scores that mean nothing. Changes nothing.

import { parseCalendarDay } from "../values/calendar-day";
import { type Condition, type FormContent, isCountable, type Question, questionsOf, type Score } from "./content";
import { parseFigure } from "./evaluate";

export type Fault = {
  /** Key of the section, question or score; null: the form as a whole. */
  readonly at: string | null;
  /** Catalogue key under "form.fault". */
  readonly code:
    | "no-questions"
    | "no-title"
    | "section-empty"
    | "no-label"
    | "too-few-choices"
    | "choice-no-label"
    | "bounds-crossed"
    | "condition-not-earlier"
    | "condition-value"
    | "score-no-name"
    | "score-no-parts"
    | "score-part-gone"
    | "band-no-words"
    | "bands-out-of-order"
    | "same-key";
};

export function faultsOf(content: FormContent): Fault[] {
  const faults: Fault[] = questionsOf(content).length === 0 ? [{ at: null, code: "no-questions" }] : [];
  const earlier = new Map<string, Question>();
  for (const section of content.sections) {
    if (section.title.trim() === "") faults.push({ at: section.key, code: "no-title" });
    if (section.questions.length === 0) faults.push({ at: section.key, code: "section-empty" });
    faults.push(...conditionFaults(section.key, section.shownIf, earlier));
    for (const question of section.questions) {
      faults.push(...questionFaults(question), ...conditionFaults(question.key, question.shownIf, earlier));
      earlier.set(question.key, question);
    }
  }
  return [...faults, ...content.scores.flatMap((score) => scoreFaults(score, earlier)), ...doubledKeys(content)];
}

function questionFaults(question: Question): Fault[] {
  const faults: Fault[] = question.label.trim() === "" ? [{ at: question.key, code: "no-label" }] : [];
  if ("choices" in question) {
    if (question.choices.length < 2) faults.push({ at: question.key, code: "too-few-choices" });
    if (question.choices.some(({ label }) => label.trim() === ""))
      faults.push({ at: question.key, code: "choice-no-label" });
  }
  if (
    question.kind === "number" &&
    question.least !== null &&
    question.most !== null &&
    question.least > question.most
  ) {
    faults.push({ at: question.key, code: "bounds-crossed" });
  }
  return faults;
}

function conditionFaults(at: string, condition: Condition | null, earlier: ReadonlyMap<string, Question>): Fault[] {
  return (condition?.clauses ?? []).flatMap((clause): Fault[] => {
    const question = earlier.get(clause.question);
    if (!question) return [{ at, code: "condition-not-earlier" }];
    return mayCompare(question, clause) ? [] : [{ at, code: "condition-value" }];
  });
}

/** Whether a comparison fits the kind of question it looks at. */
export function mayCompare(question: Question, { is, value }: Condition["clauses"][number]): boolean {
  if (is === "answered") return true;
  const isEqual = is === "is" || is === "is_not";
  switch (question.kind) {
    case "one_of":
    case "several_of":
      return isEqual && question.choices.some((choice) => choice.key === value);
    case "yes_no":
      return isEqual && (value === "yes" || value === "no");
    case "number":
    case "scale":
      return !isEqual && parseFigure(value) !== null;
    case "date":
      return !isEqual && parseCalendarDay(value) !== null;
    case "text":
      return false;
  }
}

function scoreFaults(score: Score, known: ReadonlyMap<string, Question>): Fault[] {
  const faults: Fault[] = score.name.trim() === "" ? [{ at: score.key, code: "score-no-name" }] : [];
  if (score.parts.length === 0) faults.push({ at: score.key, code: "score-no-parts" });
  const countable = (key: string) => {
    const question = known.get(key);
    return question !== undefined && isCountable(question);
  };
  if (score.parts.some((part) => !countable(part.question))) faults.push({ at: score.key, code: "score-part-gone" });
  if (score.bands.some(({ words }) => words.trim() === "")) faults.push({ at: score.key, code: "band-no-words" });
  const rising = score.bands.every((band, place) => place === 0 || (score.bands[place - 1]?.from ?? 0) < band.from);
  if (!rising) faults.push({ at: score.key, code: "bands-out-of-order" });
  return faults;
}

function doubledKeys(content: FormContent): Fault[] {
  const keys = [
    ...content.sections.map(({ key }) => key),
    ...questionsOf(content).map(({ key }) => key),
    ...content.scores.map(({ key }) => key),
  ];
  return keys.filter((key, place) => keys.indexOf(key) !== place).map((at) => ({ at, code: "same-key" }));
}
