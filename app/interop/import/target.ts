// A row of the directory to be, and the shelf of source rows it is laid out from. Knows no table's columns.
import type { AddressRecord, CheckedRow, Records, TakenKind } from "./records";
import type { Point } from "./row-reader";
import type { Ref } from "./survey";

export type TableName =
  | "organization"
  | "specialty"
  | "location"
  | "service"
  | "service_at_location"
  | "service_specialty"
  | "phone"
  | "opening_span"
  | "opening_exception";

export type Value = string | number | boolean | null | string[] | number[];

/** One row of the directory to be, known by the source's id. */
export type Target = {
  table: TableName;
  kind: string;
  id: string;
  /** tells apart the rows that one source row becomes */
  part: string;
  /** whose it is: the organization of this row, found when it is written; null for terms of the taxonomy and organizations */
  owner: Ref | null;
  /** foreign keys by the source's ids */
  links: Record<string, Ref>;
  values: Record<string, Value>;
  /** the source rows that say it; without the first kind of them it can be changed but not made */
  from: CheckedRow[];
  whole: boolean;
};

/** Where an address lies, as near as its postal code or town tells, and the clock there. */
export type Placing = { latitude: number; longitude: number; precision: string; timeZone: string };

/** What a geocoder knows; handed in, because it reads a table. */
export type Gazetteer = {
  place(address: AddressRecord): Placing | null;
  zoneAt(point: Point): string | null;
};

/** The taken rows by kind, and the details of each owner. */
export class Shelf {
  private readonly rows = new Map<string, CheckedRow[]>();

  constructor(rows: readonly CheckedRow[]) {
    for (const row of rows) {
      if (row.refused) continue;
      const shelf = this.rows.get(row.kind);
      if (shelf) shelf.push(row);
      else this.rows.set(row.kind, [row]);
    }
  }

  of<K extends TakenKind>(kind: K): CheckedRow<K>[] {
    return (this.rows.get(kind) ?? []) as CheckedRow<K>[];
  }

  grouped<K extends TakenKind>(kind: K, keyOf: (record: Records[K]) => string | null): Map<string, CheckedRow<K>[]> {
    const groups = new Map<string, CheckedRow<K>[]>();
    for (const row of this.of(kind)) {
      const key = keyOf(row.record as Records[K]);
      if (key === null) continue;
      const group = groups.get(key);
      if (group) group.push(row);
      else groups.set(key, [row]);
    }
    return groups;
  }

  /** Where each location is entered, by its id; letters may go elsewhere. */
  doors(): Map<string, CheckedRow<"address">[]> {
    return this.grouped("address", (record) => (record.mail ? null : record.location));
  }
}

/** An optional reference that led nowhere was noted with the id it bears. */
export function isLost(row: CheckedRow, id: string): boolean {
  return row.faults.some((fault) => fault.code === "parent-not-given" && fault.value === id);
}

/** A target that one row says alone. */
export function target(
  table: TableName,
  row: { kind: string; id: string } | CheckedRow,
  owner: Ref | null,
  links: Record<string, Ref>,
  values: Record<string, Value>,
): Target {
  return {
    table,
    kind: row.kind,
    id: row.id,
    part: "",
    owner,
    links,
    values,
    from: "record" in row ? [row] : [],
    whole: true,
  };
}
