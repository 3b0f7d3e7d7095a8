// Reads a mapping: which fields of a flat source file become which fields of our records. Never guesses; every mistake is told by name.
import { neededTargets, targetNames } from "./mapping-targets";
import {
  isItem,
  type Json,
  type MappedValue,
  type Mistake,
  type MistakeCode,
  pathsOf,
  readValue,
  shownJson,
} from "./mapping-value";

/** Dated slots of one service: the list that holds them, and what each of its objects calls the day and the times. */
export type MappedDates = {
  readonly each: string;
  readonly day: string;
  readonly opens: string;
  readonly closes: string;
};

export type Mapping = {
  /** what the publisher is called unless the command says otherwise */
  readonly source: string | null;
  readonly fields: ReadonlyMap<string, MappedValue>;
  /** a list in each row, every object of which is a service of its own; inside, its fields are read as if it were the only one */
  readonly each: string | null;
  readonly dates: MappedDates | null;
  /** a later row of the same id is the same provider told anew, rather than a fault of the file */
  readonly updates: boolean;
};

/** Nothing can be read through this mapping; all its mistakes at once. */
export class MappingError extends Error {
  constructor(readonly mistakes: readonly Mistake[]) {
    super("the mapping has mistakes");
  }
}

const PARTS = ["source", "about", "fields", "each", "dates", "repeats"];

/** @throws MappingError */
export function readMapping(text: string): Mapping {
  const mistakes: Mistake[] = [];
  const wrong = (code: MistakeCode, at: string, value: Json | undefined = "") =>
    void mistakes.push({ code, at, value: shownJson(value) });
  const parsed = parse(text);
  if (parsed === undefined) throw new MappingError([{ code: "not-json", at: "", value: "" }]);
  if (!isItem(parsed) || !isItem(parsed.fields)) throw new MappingError([{ code: "not-an-object", at: "", value: "" }]);
  for (const name of Object.keys(parsed)) if (!PARTS.includes(name)) wrong("unknown-part", name);
  for (const name of ["source", "about", "each"] as const)
    if (parsed[name] !== undefined && typeof parsed[name] !== "string") wrong("wrong-value", name, parsed[name]);
  if (parsed.repeats !== undefined && parsed.repeats !== "update") wrong("wrong-value", "repeats", parsed.repeats);
  const fields = new Map<string, MappedValue>();
  for (const [target, written] of Object.entries(parsed.fields)) {
    if (!targetNames.includes(target)) wrong("unknown-target", target, nearest(target));
    const value = readValue(written, target, mistakes);
    if (value !== null) fields.set(target, value);
  }
  const dates = readDates(parsed.dates, wrong);
  const told = new Set(Object.keys(parsed.fields));
  for (const target of neededTargets) if (!told.has(target)) wrong("missing-target", target);
  if (told.has("specialty.code") !== told.has("specialty.name"))
    wrong("missing-target", told.has("specialty.code") ? "specialty.name" : "specialty.code");
  if (!told.has("address.city") && !(told.has("location.latitude") && told.has("location.longitude")))
    wrong("no-place", "address.city");
  const each = typeof parsed.each === "string" ? parsed.each : null;
  if (each !== null && !told.has("service.id")) wrong("service-id-needed", "service.id");
  if (mistakes.length > 0) throw new MappingError(mistakes);
  const source = typeof parsed.source === "string" ? parsed.source : null;
  return { source, fields, each, dates, updates: parsed.repeats === "update" };
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function readDates(
  written: Json | undefined,
  wrong: (code: MistakeCode, at: string, value?: Json) => void,
): MappedDates | null {
  if (written === undefined) return null;
  const read = (name: string): string => {
    const path = isItem(written) ? written[name] : undefined;
    if (typeof path !== "string" || path.trim() === "") wrong("missing-target", `dates.${name}`);
    return typeof path === "string" ? path : "";
  };
  if (isItem(written))
    for (const name of Object.keys(written))
      if (!["each", "day", "opens", "closes"].includes(name)) wrong("unknown-part", `dates.${name}`);
  return { each: read("each"), day: read("day"), opens: read("opens"), closes: read("closes") };
}

/** The target whose last word is the one written, for a hint: "city" means `address.city`. */
function nearest(target: string): string {
  const last = target.split(".").at(-1) ?? "";
  return targetNames.find((name) => name.split(".").at(-1) === last) ?? "";
}

/** The fields a mapping reads, each with where it says so. */
export function pathsRead(mapping: Mapping): { at: string; path: string }[] {
  const paths = [...mapping.fields].flatMap(([at, value]) => pathsOf(value).map((path) => ({ at, path })));
  if (mapping.each !== null) paths.push({ at: "each", path: mapping.each });
  if (mapping.dates !== null) paths.push({ at: "dates.each", path: mapping.dates.each });
  return paths;
}
