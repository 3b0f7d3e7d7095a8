// One value of a mapping: which field of a source row it reads and what it does with it. Pure; never judges what it reads.
import { tidyColumn } from "./table";

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
export type Item = { [name: string]: Json };

/** Cuts are made in this order; a text that does not hold the mark is left whole by `before` and blank by `after`. */
type Cuts = {
  readonly after: string | null;
  readonly before: string | null;
  /** the value of another field, before which to cut */
  readonly beforeField: string | null;
  /** what stands for nothing, such as "0" in a coordinate */
  readonly blank: readonly string[];
  /** keep only the sentences that name a day of the week and a time */
  readonly sentences: boolean;
};

export type MappedValue = Cuts &
  (
    | { readonly kind: "field"; readonly path: string }
    | { readonly kind: "constant"; readonly text: string }
    | { readonly kind: "join"; readonly of: readonly MappedValue[]; readonly between: string }
    | { readonly kind: "first"; readonly of: readonly MappedValue[] }
  );

/** What is wrong with a value: a catalogue key under `import.mapping`, where, and what was written. */
export type Mistake = { readonly code: MistakeCode; readonly at: string; readonly value: string };
export type MistakeCode =
  | "not-json"
  | "not-an-object"
  | "unknown-part"
  | "unknown-target"
  | "missing-target"
  | "unknown-operation"
  | "wrong-value"
  | "no-place"
  | "service-id-needed"
  | "no-such-field";

const NO_CUTS: Cuts = { after: null, before: null, beforeField: null, blank: [], sentences: false };
const SOURCES = ["from", "constant", "join", "first"] as const;
const CUTS = ["after", "before", "blank", "sentences"];
const MOST_PARTS = 20;
const MOST_DEPTH = 4;

/** Reads one value of a mapping, noting every mistake; null when there was one. */
export function readValue(written: Json | undefined, at: string, mistakes: Mistake[], depth = 0): MappedValue | null {
  const wrong = (code: MistakeCode, value: Json | undefined): null => {
    mistakes.push({ code, at, value: shownJson(value) });
    return null;
  };
  if (typeof written === "string" && written.trim() !== "") return { ...NO_CUTS, kind: "field", path: written.trim() };
  if (!isItem(written) || depth > MOST_DEPTH) return wrong("wrong-value", written);
  const unknown = Object.keys(written).filter((name) => !isOperation(name));
  for (const name of unknown) wrong("unknown-operation", name);
  const sources = SOURCES.filter((name) => written[name] !== undefined);
  const [source] = sources;
  if (unknown.length > 0) return null;
  if (source === undefined || sources.length > 1) return wrong("wrong-value", written);
  const cuts = readCuts(written);
  if (cuts === null) return wrong("wrong-value", written);
  const given = written[source];
  if (source === "constant")
    return typeof given === "string" || typeof given === "number"
      ? { ...cuts, kind: "constant", text: String(given) }
      : wrong("wrong-value", given);
  if (source === "from")
    return typeof given === "string" && given.trim() !== ""
      ? { ...cuts, kind: "field", path: given.trim() }
      : wrong("wrong-value", given);
  if (!Array.isArray(given) || given.length === 0 || given.length > MOST_PARTS) return wrong("wrong-value", given);
  const of = given.map((part, index) => readValue(part, `${at}[${index + 1}]`, mistakes, depth + 1));
  if (!of.every((part) => part !== null)) return null;
  if (source === "first") return { ...cuts, kind: "first", of };
  return { ...cuts, kind: "join", of, between: typeof written.with === "string" ? written.with : " " };
}

function isOperation(name: string): boolean {
  return name === "with" || CUTS.includes(name) || SOURCES.some((source) => source === name);
}

function readCuts({ after, before, blank, sentences }: Item): Cuts | null {
  const beforeField = isItem(before) && typeof before.from === "string" ? before.from : null;
  const sound =
    (after === undefined || (typeof after === "string" && after !== "")) &&
    (before === undefined || (typeof before === "string" && before !== "") || beforeField !== null) &&
    (sentences === undefined || sentences === "hours") &&
    (blank === undefined || (Array.isArray(blank) && blank.every((one) => typeof one === "string")));
  if (!sound) return null;
  return {
    after: typeof after === "string" ? after : null,
    before: typeof before === "string" ? before : null,
    beforeField,
    blank: Array.isArray(blank) ? blank.map(String) : [],
    sentences: sentences === "hours",
  };
}

/** The text a value makes of a row; blank when there is nothing. */
export function readMapped(value: MappedValue, item: Item): string {
  const text = cut(value, read(value, item), item).trim();
  return value.blank.includes(text) ? "" : text;
}

function read(value: MappedValue, item: Item): string {
  if (value.kind === "constant") return value.text;
  if (value.kind === "field") return textAt(item, value.path);
  const parts = value.of.map((part) => readMapped(part, item));
  // `first` leaves out what counts as nothing, or a zero would hide the value behind it.
  if (value.kind === "first") return parts.find((part) => part !== "" && !value.blank.includes(part)) ?? "";
  return parts.filter((part) => part !== "").join(value.between);
}

function cut(value: MappedValue, whole: string, item: Item): string {
  let text = whole;
  if (value.after !== null)
    text = text.includes(value.after) ? text.slice(text.indexOf(value.after) + value.after.length) : "";
  const mark = value.beforeField === null ? value.before : textAt(item, value.beforeField);
  if (mark !== null && mark !== "" && text.includes(mark))
    text = text.slice(0, text.indexOf(mark)).replace(/[\s,;]+$/, "");
  return value.sentences ? hoursSentences(text) : text;
}

const WEEKDAY = /\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b/i;
const TIME = /\d\s*([ap]\.?m\b|:\d\d)|\bnoon\b/i;

/** The sentences that say on which day and at which hour. */
function hoursSentences(text: string): string {
  return text
    .split(/\n|(?<=[.!?])\s+(?=[A-Z])/)
    .filter((sentence) => WEEKDAY.test(sentence) && TIME.test(sentence))
    .join("\n");
}

/** Follows `events.0.latitude`; a list of plain values is joined with commas; what is not there is blank. */
export function textAt(item: Item, path: string): string {
  return textOf(at(item, path));
}

export function at(item: Item, path: string): Json | undefined {
  for (const name of [path, tidyColumn(path)]) if (Object.hasOwn(item, name)) return item[name];
  let here: Json | undefined = item;
  for (const step of path.split(".")) {
    if (Array.isArray(here)) here = /^\d{1,6}$/.test(step) ? here[Number(step)] : undefined;
    else if (isItem(here)) here = Object.hasOwn(here, step) ? here[step] : undefined;
    else return undefined;
  }
  return here;
}

function textOf(value: Json | undefined): string {
  if (value === undefined || value === null || isItem(value)) return "";
  if (Array.isArray(value))
    return value
      .map((one) => (Array.isArray(one) ? "" : textOf(one)))
      .filter((one) => one !== "")
      .join(", ");
  return String(value);
}

/** Every field a value reads. */
export function pathsOf(value: MappedValue): string[] {
  const more = value.beforeField === null ? [] : [value.beforeField];
  if (value.kind === "field") return [value.path, ...more];
  return value.kind === "constant" ? more : [...value.of.flatMap(pathsOf), ...more];
}

export function isItem(value: Json | undefined): value is Item {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function shownJson(value: Json | undefined): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
