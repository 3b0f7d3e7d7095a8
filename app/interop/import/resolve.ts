// Follows the references between rows and refuses those whose parent is not taken. Knows what is in the package and what the database knows of it.
import { type PackageTable, report } from "./check";
import type { FaultCode } from "./fault";
import type { Kind } from "./kinds";
import type { CheckedRow, Parent, TakenKind } from "./records";

/** What is known beside the rows themselves. Ids are the source's own. */
export type Surroundings = {
  /** rows this source brought earlier: `location 12` */
  known: ReadonlySet<string>;
  /** A trial run may leave a reference open that a real run must find. */
  trial: boolean;
  /** Ids the rest of the package names, kind by kind, when one file of it is tried alone. */
  neighbours: ReadonlyMap<Kind, ReadonlySet<string>>;
};

/** Parents first. */
const order: TakenKind[] = ["organization", "program", "specialty", "location", "service", "service-at-location"];

export function resolveParents(
  rows: readonly CheckedRow[],
  tables: readonly PackageTable[],
  around: Surroundings,
): void {
  const given = new Map<string, CheckedRow>();
  for (const row of rows) {
    const key = `${row.kind} ${row.id}`;
    if (!given.has(key) || given.get(key)?.refused) given.set(key, row);
    if (row.kind === "specialty" && row.record.alias !== null) given.set(`specialty #${row.record.alias}`, row);
  }
  const kindsGiven = new Set<Kind>(tables.filter((table) => table.rows.length > 0).map((table) => table.kind));
  const rank = (row: CheckedRow) => (order.includes(row.kind) ? order.indexOf(row.kind) : order.length);
  const sorted = [...rows].filter((row) => !row.refused).sort((left, right) => rank(left) - rank(right));
  for (const row of sorted) for (const parent of row.parents) follow(row, parent, given, kindsGiven, around);
  refuseOrphanTerms(sorted, given);
}

function follow(
  row: CheckedRow,
  parent: Parent,
  given: Map<string, CheckedRow>,
  kindsGiven: Set<Kind>,
  around: Surroundings,
): void {
  const code = judge(row, parent, given.get(`${parent.kind} ${parent.id}`), kindsGiven.has(parent.kind), around);
  if (code !== null) report(row, code, parent.field, parent.id, { parent: parent.kind, id: parent.id });
}

function judge(
  row: CheckedRow,
  parent: Parent,
  found: CheckedRow | undefined,
  kindGiven: boolean,
  around: Surroundings,
): FaultCode | null {
  // A refused term is dealt with once the whole tree is known.
  if (found !== undefined && found !== row && (!found.refused || parent.kind === "specialty")) return null;
  if (around.known.has(`${parent.kind} ${parent.id}`)) return null;
  if (row.kind === "specialty" && contradictsCode(row.id, parent.id)) return "category-against-code";
  const open = around.trial && !kindGiven;
  if (parent.optional) return open ? "parent-outside-package" : "parent-not-given";
  if (found !== undefined) return "parent-not-taken";
  if (!open) return "parent-unknown";
  const named = around.neighbours.get(parent.kind);
  return named !== undefined && named.size > 0 && !named.has(parent.id) ? "parent-unknown" : "parent-outside-package";
}

/** `101-01` says that it lies under `101`; a parent that is nowhere and is not that one is a slip of the pen. */
function contradictsCode(code: string, parent: string): boolean {
  const cut = code.lastIndexOf("-");
  return /^\d+(-\d+)*$/.test(code) && parent !== (cut < 0 ? "" : code.slice(0, cut));
}

/** Refuses what hangs from rows that were refused after the references were followed. */
export function refuseBelowRefused(rows: readonly CheckedRow[]): void {
  const refused = new Set(rows.filter((row) => row.refused).map((row) => `${row.kind} ${row.id}`));
  for (const row of rows) if (!row.refused) refused.delete(`${row.kind} ${row.id}`);
  for (const kind of [...order, null]) {
    for (const row of rows) {
      if (row.refused || (kind !== null && row.kind !== kind) || (kind === null && order.includes(row.kind))) continue;
      const lost = row.parents.find((parent) => !parent.optional && refused.has(`${parent.kind} ${parent.id}`));
      if (lost === undefined) continue;
      report(row, "parent-not-taken", lost.field, lost.id, { parent: lost.kind, id: lost.id });
      refused.add(`${row.kind} ${row.id}`);
    }
  }
}

/** A term below a refused one, or in a circle, has no place in the tree. */
function refuseOrphanTerms(rows: readonly CheckedRow[], given: Map<string, CheckedRow>): void {
  const sound = new Map<CheckedRow, boolean>();
  const isSound = (row: CheckedRow, below: Set<CheckedRow>): boolean => {
    if (row.kind !== "specialty" || row.refused || below.has(row)) return false;
    const before = sound.get(row);
    if (before !== undefined) return before;
    const parent = row.record.parent === null ? undefined : given.get(`specialty ${row.record.parent}`);
    const answer = parent === undefined || isSound(parent, new Set([...below, row]));
    sound.set(row, answer);
    return answer;
  };
  for (const row of rows) {
    if (row.kind === "specialty" && !row.refused && !isSound(row, new Set())) {
      report(row, "parent-not-taken", "parent_id", row.record.parent ?? "", {
        parent: "specialty",
        id: row.record.parent ?? "",
      });
    }
  }
  for (const row of rows) {
    if (row.kind !== "service-specialty" || row.refused) continue;
    const term = given.get(`specialty ${row.record.specialty}`);
    if (term?.refused)
      report(row, "parent-not-taken", "taxonomy_term_id", row.record.specialty, {
        parent: "specialty",
        id: row.record.specialty,
      });
  }
}

/** Every id the tables of a package name, as rows or as references, kind by kind. */
export function namedIds(rows: readonly CheckedRow[]): Map<Kind, Set<string>> {
  const named = new Map<Kind, Set<string>>();
  const add = (kind: Kind, id: string) => named.set(kind, (named.get(kind) ?? new Set()).add(id));
  for (const row of rows) {
    if (row.id !== "") add(row.kind, row.id);
    for (const parent of row.parents) add(parent.kind, parent.id);
  }
  return named;
}
