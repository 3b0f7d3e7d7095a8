// Reads what a partner wants changed in a Task: a patch or the whole Task again, against what the Task is now. Changes nothing itself.
import { Refusal } from "#app/models/values/refusal";
import { isTaskStatus, type TaskStatus } from "./moves";
import type { CodeableConcept, Resource } from "./types";

export interface TaskChange {
  readonly status: TaskStatus;
  /** A code of the reason, whichever list it is of. */
  readonly reasonCode: string | null;
  readonly reasonWords: string;
  /** A code of our outcome list, or of the standard's enrolment status. */
  readonly outputCodes: readonly string[];
  readonly outputWords: string;
  readonly hasOutput: boolean;
  readonly stage: string | null;
  readonly stageWords: string;
  readonly startDay: string | null;
}

const CHANGEABLE = new Set(["status", "statusReason", "output", "businessStatus", "executionPeriod"]);
/** What we keep ourselves: sent back as it was read, or not, it changes nothing. */
const OURS = new Set(["meta", "lastModified", "text"]);
const MOST_OPERATIONS = 20;
const MOST_WORDS = 2000;

type Json = Readonly<Record<string, unknown>>;

const unreadable = (element: string) => new Refusal("fhir.unreadable-element", 400, { element });

/**
 * The Task as it should be.
 * @throws Refusal 400 for a patch that cannot be read or applied, 415 for another kind of body
 */
export function wantedTask(current: Resource, mediaType: string, body: unknown): Json {
  switch (mediaType) {
    case "application/json-patch+json":
      return patched(current, body);
    case "application/merge-patch+json":
      return merged(current, body);
    default:
      if (!isObject(body) || body.resourceType !== "Task") throw unreadable("Task");
      if (body.id !== current.id) throw new Refusal("fhir.not-changeable", 422, { element: "Task.id" });
      return body;
  }
}

/** RFC 6902, as far as a Task's own elements: test, add, replace and remove of a whole element or of something in it. */
function patched(current: Resource, body: unknown): Json {
  if (!Array.isArray(body) || body.length === 0 || body.length > MOST_OPERATIONS) throw unreadable("Task");
  const wanted: Record<string, unknown> = structuredClone({ ...current });
  for (const operation of body) {
    if (!isObject(operation) || typeof operation.path !== "string") throw unreadable("Task");
    const steps = operation.path
      .split("/")
      .slice(1)
      .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
    if (steps.length === 0 || steps.some((step) => step === "__proto__")) throw unreadable("Task");
    apply(wanted, steps, operation);
  }
  return wanted;
}

function apply(wanted: Record<string, unknown>, steps: readonly string[], { op, value }: Json): void {
  const element = `Task.${steps[0]}`;
  const last = steps.at(-1) ?? "";
  const holder = steps
    .slice(0, -1)
    .reduce<unknown>((held, step) => (isHolder(held) ? Reflect.get(held, step) : undefined), wanted);
  if (!isHolder(holder)) throw unreadable(element);
  const there = Object.hasOwn(holder, last);
  switch (op) {
    case "test":
      if (!sameJson(Reflect.get(holder, last), value)) throw new Refusal("fhir.test-failed", 409, { element });
      return;
    case "add":
      if (Array.isArray(holder)) holder.splice(last === "-" ? holder.length : indexIn(holder, last, element), 0, value);
      else Reflect.set(holder, last, value);
      return;
    case "replace":
      if (!there) throw unreadable(element);
      Reflect.set(holder, last, value);
      return;
    case "remove":
      if (!there) throw unreadable(element);
      if (Array.isArray(holder)) holder.splice(Number(last), 1);
      else Reflect.deleteProperty(holder, last);
      return;
    default:
      throw unreadable(element);
  }
}

function indexIn(list: readonly unknown[], step: string, element: string): number {
  const index = Number(step);
  if (!/^\d{1,4}$/.test(step) || index > list.length) throw unreadable(element);
  return index;
}

/** RFC 7396. */
function merged(current: Resource, body: unknown): Json {
  if (!isObject(body)) throw unreadable("Task");
  const merge = (target: unknown, patch: unknown): unknown => {
    if (!isObject(patch)) return patch;
    const result: Record<string, unknown> = isObject(target) ? { ...target } : {};
    for (const [name, value] of Object.entries(patch)) {
      if (value === null) delete result[name];
      else result[name] = merge(result[name], value);
    }
    return result;
  };
  return merge({ ...current }, body) as Json;
}

/**
 * What is wanted, once all else is as it was.
 * @throws Refusal 422 naming the first element that is not a partner's to change, 400 naming one that cannot be read
 */
export function changeOf(current: Resource, wanted: Json): TaskChange {
  if (wanted.modifierExtension !== undefined)
    throw new Refusal("fhir.not-understood", 422, { element: "Task.modifierExtension" });
  for (const name of new Set([...Object.keys(current), ...Object.keys(wanted)])) {
    if (CHANGEABLE.has(name) || OURS.has(name) || sameJson(current[name], wanted[name])) continue;
    throw new Refusal("fhir.not-changeable", 422, { element: `Task.${name}` });
  }
  if (!isTaskStatus(wanted.status)) throw unreadable("Task.status");
  const same = (name: string) => sameJson(current[name], wanted[name]);
  const reason = same("statusReason") ? null : conceptOf(wanted.statusReason, "Task.statusReason");
  const stage = same("businessStatus") ? null : conceptOf(wanted.businessStatus, "Task.businessStatus");
  const outputs = same("output") ? [] : outputsOf(wanted.output);
  return {
    status: wanted.status,
    reasonCode: codesOf(reason)[0] ?? null,
    reasonWords: reason?.text ?? "",
    outputCodes: outputs.flatMap(({ codes }) => codes),
    outputWords: outputs
      .map(({ words }) => words)
      .filter(Boolean)
      .join("; ")
      .slice(0, MOST_WORDS),
    hasOutput: outputs.length > 0,
    stage: codesOf(stage)[0] ?? null,
    stageWords: stage?.text ?? "",
    startDay: isObject(wanted.executionPeriod) ? String(wanted.executionPeriod.start ?? "").slice(0, 10) : null,
  };
}

const codesOf = (concept: CodeableConcept | null) =>
  (concept?.coding ?? []).map(({ code }) => code.replaceAll("-", "_"));

function conceptOf(value: unknown, element: string): CodeableConcept | null {
  if (value === undefined) return null;
  if (!isObject(value)) throw unreadable(element);
  const { coding = [], text = "" } = value;
  if (!Array.isArray(coding) || !coding.every((one) => isObject(one) && typeof one.code === "string"))
    throw unreadable(`${element}.coding`);
  if (typeof text !== "string" || text.length > MOST_WORDS) throw unreadable(`${element}.text`);
  return { coding, text: text.trim() };
}

interface Output {
  readonly codes: readonly string[];
  readonly words: string;
}

/** A coded result, or a reference to what was done, whose display is kept as words: the thing itself stays with the partner. */
function outputsOf(value: unknown): Output[] {
  if (!Array.isArray(value) || value.length > MOST_OPERATIONS) throw unreadable("Task.output");
  return value.map((one) => {
    if (!isObject(one) || !isObject(one.type)) throw unreadable("Task.output.type");
    if (one.valueCodeableConcept !== undefined) {
      const concept = conceptOf(one.valueCodeableConcept, "Task.output.valueCodeableConcept");
      return { codes: codesOf(concept), words: concept?.text ?? "" };
    }
    const reference = one.valueReference;
    if (!isObject(reference)) throw unreadable("Task.output.value");
    return { codes: [], words: typeof reference.display === "string" ? reference.display.slice(0, MOST_WORDS) : "" };
  });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isHolder = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Equal as JSON, whatever order the names came in. */
function sameJson(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((one, index) => sameJson(one, right[index]));
  }
  if (!isObject(left) || !isObject(right)) return false;
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].every((name) => sameJson(left[name], right[name]));
}
