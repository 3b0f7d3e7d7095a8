// What an answer's stored text means to a reader: the choice's words, yes or no, the day. Takes the words; judges nothing.
import type { Question } from "./content";

export interface Saying {
  readonly yes: string;
  readonly no: string;
  /** A calendar day as people write it. */
  readonly day: (day: string) => string;
}

export function answerWords(question: Question, text: string, { yes, no, day }: Saying): string {
  if ("choices" in question) return question.choices.find(({ key }) => key === text)?.label ?? text;
  if (question.kind === "yes_no") return text === "yes" ? yes : no;
  return question.kind === "date" && /^\d{4}-\d\d-\d\d$/.test(text) ? day(text) : text;
}
