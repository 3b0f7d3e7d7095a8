// Judges answers to a form: what is asked, what is missing or wrong, what the scores are. The same on the server and on the screen; no clock, no rows.
import { parseCalendarDay } from "../values/calendar-day";
import type { Band, Condition, FormContent, Question, Score } from "./content";

/** As it was typed or picked, by the question's key; several where several may be picked. Whatever else stands in it is ignored. */
export type Answers = Readonly<Record<string, string | readonly string[]>>;

export type Problem = {
  readonly question: string;
  /** Catalogue key under "form.problem". */
  readonly code: "missing" | "not-a-number" | "not-a-day" | "not-a-choice" | "too-low" | "too-high" | "too-long";
};

export type ScoreResult = {
  readonly key: string;
  readonly name: string;
  /** The sum in hundredths: an exact whole number. */
  readonly hundredths: number;
  /** How the sum is called; null below the first band, or where there is none. */
  readonly band: string | null;
  /** Questions that count and are asked, but have no usable answer yet: with them the sum may change. */
  readonly open: number;
};

export type Evaluation = {
  /** Keys of the sections and questions that are asked with these answers. */
  readonly shown: ReadonlySet<string>;
  /** Of questions that are asked, in their order. */
  readonly problems: readonly Problem[];
  readonly scores: readonly ScoreResult[];
  /** The usable answers of questions that are asked, and nothing else: what is kept when the form is done. */
  readonly kept: Answers;
  readonly complete: boolean;
};

const MOST_CHARACTERS = { short: 300, long: 4000 };

/** A usable answer: as text to keep, and what it is worth in a score. */
type Read = { readonly texts: readonly string[]; readonly worthHundredths: number };
type Verdict = Read | { readonly problem: Problem["code"] } | null;

export function evaluate(content: FormContent, answers: Answers): Evaluation {
  const shown = new Set<string>();
  const reads = new Map<string, Read>();
  const problems: Problem[] = [];
  const kept: Record<string, string | readonly string[]> = {};
  for (const section of content.sections) {
    if (!holds(section.shownIf, reads)) continue;
    shown.add(section.key);
    for (const question of section.questions) {
      if (!holds(question.shownIf, reads)) continue;
      shown.add(question.key);
      const verdict = judge(question, textsOf(answers, question.key));
      if (verdict === null) {
        if (question.required) problems.push({ question: question.key, code: "missing" });
      } else if ("problem" in verdict) {
        problems.push({ question: question.key, code: verdict.problem });
      } else {
        reads.set(question.key, verdict);
        kept[question.key] = question.kind === "several_of" ? verdict.texts : (verdict.texts[0] ?? "");
      }
    }
  }
  const scores = content.scores.map((score) => scoreOf(score, shown, reads));
  return { shown, problems, scores, kept, complete: problems.length === 0 };
}

/** A sum's words: the last band it reaches. */
export function bandOf(bands: readonly Band[], hundredths: number): string | null {
  const reached = bands.filter((band) => inHundredths(band.from) <= hundredths);
  const last = reached.reduce<Band | null>((best, band) => (best && best.from > band.from ? best : band), null);
  return last?.words ?? null;
}

/** The answer's texts, without empty ones. Its own properties alone: a key never finds "constructor". */
export function textsOf(answers: Answers, key: string): readonly string[] {
  const given = Object.hasOwn(answers, key) ? answers[key] : undefined;
  const texts = typeof given === "string" ? [given] : (given ?? []);
  return texts.map((text) => text.trim()).filter((text) => text !== "");
}

function holds(condition: Condition | null, reads: ReadonlyMap<string, Read>): boolean {
  if (condition === null) return true;
  return conditionMet(condition, (question) => reads.get(question)?.texts ?? []) === true;
}

/**
 * Whether answers meet a condition; null where it hangs on an answer that is not there or cannot be compared.
 * @param textsFor the usable answer of a question; none: not answered
 */
export function conditionMet(
  { match, clauses }: Condition,
  textsFor: (question: string) => readonly string[],
): boolean | null {
  const met = clauses.map((clause) => clauseMet(clause, textsFor(clause.question)));
  const decides = match === "any";
  if (met.includes(decides)) return decides;
  return met.includes(null) ? null : !decides;
}

function clauseMet({ is, value }: Condition["clauses"][number], texts: readonly string[]): boolean | null {
  if (texts.length === 0) return is === "answered" ? false : null;
  switch (is) {
    case "is":
      return texts.includes(value);
    case "is_not":
      return !texts.includes(value);
    case "at_least":
      return orUnknown(compare(texts[0] ?? "", value), (order) => order >= 0);
    case "at_most":
      return orUnknown(compare(texts[0] ?? "", value), (order) => order <= 0);
    case "answered":
      return true;
  }
}

const orUnknown = (order: number, holdsFor: (order: number) => boolean) =>
  Number.isNaN(order) ? null : holdsFor(order);

/** Figures by their size, days by the calendar; NaN where the two cannot be compared. */
function compare(answer: string, value: string): number {
  const day = parseCalendarDay(answer);
  const otherDay = parseCalendarDay(value);
  if (day && otherDay) return day < otherDay ? -1 : day > otherDay ? 1 : 0;
  const figure = parseFigure(answer);
  const other = parseFigure(value);
  return figure === null || other === null ? Number.NaN : figure - other;
}

function judge(question: Question, texts: readonly string[]): Verdict {
  const first = texts[0];
  if (first === undefined) return null;
  switch (question.kind) {
    case "text":
      return first.length > (question.long ? MOST_CHARACTERS.long : MOST_CHARACTERS.short)
        ? { problem: "too-long" }
        : { texts: [first], worthHundredths: 0 };
    case "date":
      return parseCalendarDay(first) ? { texts: [first], worthHundredths: 0 } : { problem: "not-a-day" };
    case "number":
      return judgeFigure(first, question.least, question.most);
    case "scale":
      return /^\d{1,2}$/.test(first) && Number(first) >= question.least && Number(first) <= question.most
        ? { texts: [String(Number(first))], worthHundredths: Number(first) * 100 }
        : { problem: "not-a-choice" };
    case "yes_no":
      if (first !== "yes" && first !== "no") return { problem: "not-a-choice" };
      return { texts: [first], worthHundredths: (first === "yes" ? question.pointsYes : question.pointsNo) * 100 };
    case "one_of":
      return judgeChoices(question, [first]);
    case "several_of":
      return judgeChoices(question, texts);
  }
}

function judgeFigure(text: string, least: number | null, most: number | null): Verdict {
  const hundredths = parseFigure(text);
  if (hundredths === null) return { problem: "not-a-number" };
  if (least !== null && hundredths < inHundredths(least)) return { problem: "too-low" };
  if (most !== null && hundredths > inHundredths(most)) return { problem: "too-high" };
  return { texts: [text], worthHundredths: hundredths };
}

type OfChoices = Extract<Question, { choices: unknown }>;

/** In the form's order, each once, so that the same picks are always the same answer. */
function judgeChoices({ choices }: OfChoices, texts: readonly string[]): Verdict {
  if (texts.some((text) => !choices.some((choice) => choice.key === text))) return { problem: "not-a-choice" };
  const picked = choices.filter((choice) => texts.includes(choice.key));
  return {
    texts: picked.map((choice) => choice.key),
    worthHundredths: picked.reduce((sum, choice) => sum + choice.points * 100, 0),
  };
}

function scoreOf(
  { key, name, parts, bands }: Score,
  shown: ReadonlySet<string>,
  reads: ReadonlyMap<string, Read>,
): ScoreResult {
  const asked = parts.filter((part) => shown.has(part.question));
  // Weight and worth are both whole hundredths; their products are added up before anything is rounded.
  const tenThousandths = asked.reduce(
    (sum, part) => sum + (reads.get(part.question)?.worthHundredths ?? 0) * inHundredths(part.weight),
    0,
  );
  const hundredths = Math.round(tenThousandths / 100) + 0;
  const open = asked.filter((part) => !reads.has(part.question)).length;
  return { key, name, hundredths, band: bandOf(bands, hundredths), open };
}

export function inHundredths(figure: number): number {
  return Math.round(figure * 100);
}

/** "1,250.5" as hundredths; null when it is no figure with at most two decimals. */
export function parseFigure(text: string): number | null {
  const plain = text.trim().replace(/,(?=\d{3}(\D|$))/g, "");
  return /^-?\d{1,9}(\.\d{1,2})?$/.test(plain) ? inHundredths(Number(plain)) : null;
}
