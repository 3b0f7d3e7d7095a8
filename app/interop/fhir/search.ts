// Reads the parameters of a FHIR search and writes its answer, a Bundle. What it does not know it refuses by name; it never searches by a person's name.
import { Refusal } from "#app/models/values/refusal";
import { isTaskStatus, type TaskStatus } from "./moves";
import { taskStatusesOf } from "./status";
import type { Resource } from "./types";

export const MOST_ON_A_PAGE = 50;
const USUAL_ON_A_PAGE = 25;

/** What is asked; each that is left out asks nothing. */
export interface Asked {
  readonly ids: readonly string[] | null;
  readonly statuses: readonly TaskStatus[] | null;
  /** A code without its system; the system is checked where it is given. */
  readonly code: string | null;
  readonly patientId: string | null;
  readonly number: string | null;
  readonly from: { readonly at: string; readonly inclusive: boolean } | null;
  readonly until: { readonly at: string; readonly inclusive: boolean } | null;
  readonly newestFirst: boolean;
  readonly count: number;
  readonly after: string | null;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;

const PARAMETERS = [
  "_id",
  "_lastUpdated",
  "_count",
  "_sort",
  "_format",
  "_after",
  "status",
  "code",
  "patient",
  "subject",
  "identifier",
];

export const isId = (text: string | undefined): text is string => text !== undefined && UUID.test(text);

/** @throws Refusal 400 naming the parameter that is unknown or cannot be read */
export function readSearch(given: URLSearchParams, kind: "Task" | "ServiceRequest" | "Consent"): Asked {
  for (const name of given.keys()) {
    if (!PARAMETERS.includes(name))
      throw new Refusal("fhir.unknown-parameter", 400, { parameter: name, element: name });
  }
  const { from, until } = readSpan(given.getAll("_lastUpdated"));
  const statuses = listOf(given.get("status"));
  return {
    ids: idsOf(given.get("_id")),
    statuses: statuses && (kind === "Task" ? statuses.filter(isTaskStatus) : taskStatusesOf(statuses)),
    code: codeOf(given.get("code")),
    patientId: patientOf(given.get("patient") ?? given.get("subject")),
    number: given.get("identifier")?.split("|").at(-1) ?? null,
    from,
    until,
    newestFirst: readSort(given.get("_sort")),
    count: readCount(given.get("_count")),
    after: given.get("_after"),
  };
}

const wrong = (parameter: string) => new Refusal("fhir.unreadable-parameter", 400, { parameter, element: parameter });

const listOf = (text: string | null) =>
  text === null
    ? null
    : text
        .split(",")
        .map((one) => one.trim())
        .filter(Boolean);

// An id of another shape is nobody's: it finds nothing, as FHIR has it.
const idsOf = (text: string | null) => listOf(text)?.filter(isId) ?? null;

function codeOf(text: string | null): string | null {
  if (text === null) return null;
  return text.split("|").at(-1) ?? "";
}

function patientOf(text: string | null): string | null {
  if (text === null) return null;
  const id = text.replace(/^.*Patient\//, "");
  if (!isId(id)) throw wrong("patient");
  return id;
}

type Bound = { readonly at: string; readonly inclusive: boolean };

/** `ge2026-11-01`, `lt2026-12-01T00:00:00Z`; a day alone, without a sign, is that whole day in UTC. */
function readSpan(given: readonly string[]): { from: Bound | null; until: Bound | null } {
  let from: Bound | null = null;
  let until: Bound | null = null;
  for (const text of given) {
    const sign = /^(ge|gt|le|lt|eq|sa|eb)/.exec(text)?.[0] ?? "eq";
    const at = text.replace(/^(ge|gt|le|lt|eq|sa|eb)/, "");
    if (!DATE.test(at) || Number.isNaN(Date.parse(at))) throw wrong("_lastUpdated");
    const instant = new Date(at).toISOString();
    const isDay = at.length === 10;
    const nextDay = new Date(Date.parse(at) + 86_400_000).toISOString();
    if (sign === "ge") from = { at: instant, inclusive: true };
    if (sign === "gt" || sign === "sa")
      from = isDay ? { at: nextDay, inclusive: true } : { at: instant, inclusive: false };
    if (sign === "lt" || sign === "eb") until = { at: instant, inclusive: false };
    if (sign === "le") until = isDay ? { at: nextDay, inclusive: false } : { at: instant, inclusive: true };
    if (sign === "eq") {
      from = { at: instant, inclusive: true };
      until = isDay ? { at: nextDay, inclusive: false } : { at: instant, inclusive: true };
    }
  }
  return { from, until };
}

/** Oldest change first unless asked otherwise: who polls goes on from where it stopped. */
function readSort(text: string | null): boolean {
  if (text === null || text === "_lastUpdated") return false;
  if (text === "-_lastUpdated") return true;
  throw wrong("_sort");
}

function readCount(text: string | null): number {
  if (text === null) return USUAL_ON_A_PAGE;
  if (!/^\d{1,4}$/.test(text) || Number(text) < 1) throw wrong("_count");
  return Math.min(Number(text), MOST_ON_A_PAGE);
}

/** @param next the mark of what follows; null after the last */
export function bundleOf(
  resources: readonly Resource[],
  { origin, address, next }: { origin: string; address: URL; next: string | null },
): Resource {
  const self = `${origin}${address.pathname}${address.search}`;
  const following = new URLSearchParams(address.search);
  if (next) following.set("_after", next);
  return {
    resourceType: "Bundle",
    type: "searchset",
    link: [
      { relation: "self", url: self },
      ...(next ? [{ relation: "next", url: `${origin}${address.pathname}?${following}` }] : []),
    ],
    // A Bundle may not hold an empty list.
    ...(resources.length > 0
      ? {
          entry: resources.map((resource) => ({
            fullUrl: `${origin}/fhir/${resource.resourceType}/${resource.id}`,
            resource,
            search: { mode: "match" },
          })),
        }
      : {}),
  };
}
