// Makes the mutants of a row-level policy: each clause opened, shut, and each condition in it taken away. Knows text; never asks a database.

export interface Policy {
  readonly table: string;
  readonly name: string;
  readonly verb: "SELECT" | "INSERT" | "UPDATE" | "DELETE" | "ALL";
  /** Which rows are seen or touched, as PostgreSQL writes it; null where the verb has none. */
  readonly using: string | null;
  /** Which rows may come of it. */
  readonly check: string | null;
}

export interface Mutant {
  readonly policy: Policy;
  readonly clause: "using" | "check";
  /** In words, such as "without (client_id <> ALL (…))". */
  readonly change: string;
  /** The clause as it is instead. */
  readonly becomes: string;
  /** Whether it lets more rows pass than the clause did, or fewer. */
  readonly wider: boolean;
}

export function mutantsOf(policy: Policy): Mutant[] {
  return (["using", "check"] as const).flatMap((clause) => {
    const text = policy[clause];
    if (text === null) return [];
    const whole = [
      { change: "always", becomes: "true", wider: true },
      { change: "never", becomes: "false", wider: false },
    ].filter(({ becomes }) => becomes !== text);
    const parts = conditionsIn(text, 0, text.length).map(({ from, to, joined }) => ({
      change: `${joined === "AND" ? "without" : "without the way"} ${oneLine(text.slice(from, to))}`,
      becomes: `${text.slice(0, from)}${joined === "AND" ? "true" : "false"}${text.slice(to)}`,
      wider: joined === "AND",
    }));
    return [...whole, ...parts].map((mutant) => ({ policy, clause, ...mutant }));
  });
}

/** What all must hold for the clause to hold. */
export function conjunctsOf(clause: string): string[] {
  const [start, end] = unwrapped(clause, 0, clause.length);
  return split(clause, start, end, " AND ").map(([from, to]) => clause.slice(...unwrapped(clause, from, to)));
}

export const oneLine = (text: string) => text.replaceAll(/\s+/g, " ");

interface Condition {
  readonly from: number;
  readonly to: number;
  /** A condition beside others is taken away as true, a way beside other ways as false. */
  readonly joined: "AND" | "OR";
}

/** Every operand of an AND or an OR within the span, however deep, also in what an EXISTS asks. */
function conditionsIn(text: string, from: number, to: number): Condition[] {
  const [start, end] = unwrapped(text, from, to);
  for (const joined of ["AND", "OR"] as const) {
    const operands = split(text, start, end, ` ${joined} `);
    if (operands.length > 1)
      return operands.flatMap(([a, b]) => [{ from: a, to: b, joined }, ...conditionsIn(text, a, b)]);
  }
  const asked = /^(?:NOT )?\(?EXISTS \( SELECT 1\s/.exec(text.slice(start, end));
  if (!asked) return [];
  const open = text.indexOf("(", start + asked[0].indexOf("EXISTS"));
  const [, where] = split(text, open + 1, closing(text, open), "WHERE ");
  return where ? conditionsIn(text, ...where) : [];
}

/** Without the blanks and brackets around the whole of it. */
function unwrapped(text: string, from: number, to: number): [number, number] {
  let [start, end] = [from, to];
  for (;;) {
    while (start < end && /\s/.test(text.charAt(start))) start++;
    while (end > start && /\s/.test(text.charAt(end - 1))) end--;
    if (text.charAt(start) !== "(" || closing(text, start) !== end - 1) return [start, end];
    [start, end] = [start + 1, end - 1];
  }
}

/** Where the bracket at `open` ends. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    at = pastQuote(text, at);
    if (text.charAt(at) === "(") depth++;
    if (text.charAt(at) === ")" && --depth === 0) return at;
  }
  return -1;
}

/** The spans between the occurrences of a word outside all brackets and quotes. */
function split(text: string, from: number, to: number, word: string): [number, number][] {
  const spans: [number, number][] = [];
  let begin = from;
  for (let at = from; at < to; at++) {
    at = pastQuote(text, at);
    if (text.charAt(at) === "(") at = closing(text, at);
    else if (text.startsWith(word, at)) {
      spans.push([begin, at]);
      begin = at + word.length;
    }
  }
  return [...spans, [begin, to]];
}

/** The last character of the quoted text that begins here; where none does, the same place. */
function pastQuote(text: string, at: number): number {
  const quote = text.charAt(at);
  if (quote !== "'" && quote !== '"') return at;
  return text.indexOf(quote, at + 1);
}
