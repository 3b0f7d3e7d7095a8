// Says in the words of a flat file what became of the tables it was laid out as: its own rows, its own fields. Never changes an outcome's meaning.
import type { Fault } from "./fault";
import { isRefusal, shown } from "./fault";
import type { FlatSource } from "./map-rows";
import type { RowOutcome } from "./report";
import type { SourceRow } from "./table";
import type { Target } from "./target";

export type StagedTable = { readonly file: string; readonly kind: string; readonly rows: readonly SourceRow[] };

/**
 * One outcome for each row of the file: refused when it never became a record, taken when anything it says is new.
 * A row that a later one tells anew shares that one's outcome.
 */
export function foldOutcomes(flat: FlatSource, outcomes: Iterable<RowOutcome>): RowOutcome[] {
  const refused = new Set(flat.faults.filter(isRefusal).map(({ row }) => row));
  const taken = new Set<number>();
  for (const { row, outcome } of outcomes) if (outcome === "taken") taken.add(row);
  const standing = (row: number): number => {
    const later = flat.updatedBy.get(row);
    return later === undefined ? row : standing(later);
  };
  return flat.rows.map(({ number }) => {
    const outcome = refused.has(number) ? "refused" : taken.has(standing(number)) ? "taken" : "unchanged";
    return { file: flat.file, row: number, outcome };
  });
}

/** Faults by the file's own fields, each said once, however many records one field became. */
export function foldFaults(flat: FlatSource, faults: readonly Fault[], locations: Iterable<Target>): Fault[] {
  const said = new Map<string, Fault>();
  const own = faults.map((fault) => {
    const [file = "", table = ""] = fault.file.split("#");
    return { ...fault, file, field: flat.fieldNames.get(`${table}.${fault.field}`) ?? fault.field };
  });
  for (const fault of [...flat.faults, ...own, ...unplaced(flat, locations)]) {
    const key = `${fault.row} ${fault.field} ${fault.code} ${fault.value}`;
    if (!said.has(key)) said.set(key, fault);
  }
  return [...said.values()];
}

/** Places that neither a point nor an address puts on the map. */
function unplaced(flat: FlatSource, locations: Iterable<Target>): Fault[] {
  const field = flat.fieldNames.get("addresses.city") ?? flat.fieldNames.get("locations.latitude") ?? "";
  return [...locations].flatMap(({ values, from }) => {
    if (typeof values.latitude === "number") return [];
    const words = [values.address_line, values.city, values.postal_code].filter((part) => typeof part === "string");
    return [
      { file: flat.file, row: from[0]?.row ?? 0, field, code: "place-not-found", value: shown(words.join(", ")) },
    ];
  });
}

/** The file's rows as they were written, to be staged; what stood in a list or an object is kept as JSON. */
export function asWritten({ file, rows }: FlatSource): StagedTable {
  return {
    file,
    kind: "mapped",
    rows: rows.map(({ number, id, item }) => ({
      number,
      cells: {
        ...Object.fromEntries(
          Object.entries(item).map(([name, value]) => [
            name,
            typeof value === "string" ? value : JSON.stringify(value),
          ]),
        ),
        id,
      },
    })),
  };
}

export function unusedOf({ file, unused }: FlatSource): Map<string, string[]> {
  return unused.length === 0 ? new Map() : new Map([[file, [...unused]]]);
}
