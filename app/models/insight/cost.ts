// What ended services cost, by what was needed, by programme or by place. Tells no small number; asks nobody.
import type { Cents } from "../values/money";
import type { Narrowed } from "./filters";
import { told } from "./held-back";

export type CostGrouping = "specialty" | Narrowed["grouping"];

export interface CostLine {
  /** The specialty's or programme's id, or the area; empty where there is none. */
  readonly value: string;
  readonly name: string | null;
  /** Null: held back, with what they cost. */
  readonly completed: number | null;
  readonly perCompletedCents: Cents | null;
  readonly helped: number | null;
  /** What all that ended cost, for each that brought what was needed. */
  readonly perHelpedCents: Cents | null;
}

/** So many services that ended alike. Each is in one specialty, one programme or none, and one area. */
export interface CostRow {
  readonly specialty: string;
  readonly specialtyName: string | null;
  readonly programme: string;
  readonly programmeName: string | null;
  readonly area: string;
  readonly completed: boolean;
  readonly outcome: string | null;
  readonly services: number;
  readonly cents: string;
}

const HELPED = ["got_service", "partly"];

const NAMES: Readonly<Record<CostGrouping, (row: CostRow) => string | null>> = {
  specialty: ({ specialtyName }) => specialtyName,
  programme: ({ programmeName }) => programmeName,
  area: () => null,
};

/**
 * The most completed that is told first. The lines of one grouping are parts of one whole, and are held back together; two groupings
 * have nothing in common but that whole.
 */
export function costLines(rows: readonly CostRow[], grouping: CostGrouping = "specialty"): CostLine[] {
  const lines = [...Map.groupBy(rows, (row) => row[grouping])].map(([value, group]) => ({
    value,
    name: group[0] ? NAMES[grouping](group[0]) : null,
    completed: sumOf(group.filter(({ completed }) => completed)),
    helped: sumOf(group.filter(({ outcome }) => outcome !== null && HELPED.includes(outcome))),
    all: sumOf(group),
  }));
  const shown = (of: "completed" | "helped") =>
    told(lines.map((line) => ({ key: line.value, count: line[of].services }))).keys;
  const [completed, helped] = [shown("completed"), shown("helped")];
  const each = (cents: Cents, services: number) => (services > 0 ? cents / BigInt(services) : null);
  return lines
    .map(
      ({ value, name, ...line }): CostLine => ({
        value,
        name,
        completed: completed.has(value) ? line.completed.services : null,
        perCompletedCents: completed.has(value) ? each(line.completed.cents, line.completed.services) : null,
        helped: helped.has(value) ? line.helped.services : null,
        perHelpedCents: helped.has(value) ? each(line.all.cents, line.helped.services) : null,
      }),
    )
    .sort(mostFirst);
}

const sumOf = (rows: readonly CostRow[]) => ({
  services: rows.reduce((sum, { services }) => sum + services, 0),
  cents: rows.reduce((sum, { cents }) => sum + BigInt(cents), 0n),
});

/** By what is told, then by name: in what order counts are held back tells nothing either. */
const mostFirst = (one: CostLine, other: CostLine) =>
  (other.completed ?? -1) - (one.completed ?? -1) || (one.name ?? one.value).localeCompare(other.name ?? other.value);

export interface Costs {
  readonly grouping: CostGrouping;
  readonly lines: readonly CostLine[];
  /** What one can be chosen of. */
  readonly programmes: readonly { readonly value: string; readonly name: string }[];
  readonly areas: readonly string[];
}

/** By what was needed; where one programme or area is asked for, the line of it alone. */
export function costsOf(rows: readonly CostRow[], narrowed: Narrowed | null): Costs {
  const grouping = narrowed?.grouping ?? "specialty";
  const programmes = new Map(rows.flatMap((row) => (row.programmeName ? [[row.programme, row.programmeName]] : [])));
  return {
    grouping,
    lines: costLines(rows, grouping).filter(({ value }) => narrowed === null || value === narrowed.value),
    programmes: [...programmes]
      .map(([value, name]) => ({ value, name }))
      .sort((one, other) => one.name.localeCompare(other.name)),
    areas: [...new Set(rows.map(({ area }) => area))].filter((area) => area !== "").sort(),
  };
}
