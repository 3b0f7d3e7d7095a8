// Writes new and changed rows of the directory, table by table, and knows under which id each stands. Never decides what is written.
import { insertRows, type Line, type Row, updateRows } from "./bulk.server";
import type { Known, Step } from "./decide";
import type { NewIds } from "./new-ids.server";
import type { CheckedRow } from "./records";
import type { Ref } from "./survey";
import { partTables } from "./tables";
import type { TableName, Target } from "./target";

export type Place = { table: string; rowId: string; organizationId: string | null };

export class Writer {
  /** Where the source's own ids lead, kind by kind. */
  private readonly places = new Map<string, Map<string, Place>>();

  constructor(
    private readonly line: Line,
    private readonly ids: NewIds,
    /** the path from the root to each term */
    private readonly paths: Map<string, string[]>,
    known: ReadonlyMap<string, Known>,
  ) {
    for (const { kind, sourceId, part, table, rowId, organizationId } of known.values())
      if (part === "") this.setPlace(kind, sourceId, { table, rowId, organizationId });
  }

  /** Makes what is not there yet and changes what is; each step knows its row's id afterwards. */
  async write(table: TableName, steps: readonly Step[]): Promise<void> {
    await this.make(table, steps);
    await this.change(table, steps);
  }

  private async make(table: TableName, steps: readonly Step[]): Promise<void> {
    const rows: Row[] = [];
    for (const step of steps) {
      if (step.known !== null) continue;
      const id = this.ids.next();
      const row = this.row(step.target, id);
      if (row === null) continue;
      rows.push(row);
      step.rowId = id;
      // Terms are written parents first, so a child finds its parent here.
      this.place(step.target, id, row);
    }
    const left = await insertRows(this.line, table, rows);
    if (left.size === 0) return;
    for (const step of steps) {
      if (step.rowId === null || !left.has(step.rowId)) continue;
      this.places.get(step.target.kind)?.delete(step.target.id);
      step.rowId = null;
    }
  }

  private async change(table: TableName, steps: readonly Step[]): Promise<void> {
    const rows: Row[] = [];
    for (const step of steps) {
      if (step.known === null) continue;
      const row = this.row(step.target, step.known.rowId);
      if (row === null) continue;
      rows.push(row);
      step.rowId = step.known.rowId;
    }
    if (rows.length > 0) await updateRows(this.line, table, rows);
  }

  /** A program has no row of its own: it stands for its organization. */
  namePrograms(rows: readonly CheckedRow[]): void {
    for (const row of rows) {
      if (row.kind !== "program" || row.refused) continue;
      const place = this.at({ kind: "organization", id: row.record.organization });
      if (place) this.setPlace("program", row.id, place);
    }
  }

  at({ kind, id }: Ref): Place | undefined {
    return this.places.get(kind)?.get(id);
  }

  /** The row as columns, or null when what it hangs from was not written: then only a trial run can have come here. */
  row(target: Target, id: string): Row | null {
    const row: Row = { id, ...target.values };
    if (target.owner !== null) {
      const organizationId = this.at(target.owner)?.organizationId;
      if (organizationId) row.organization_id = organizationId;
      else if (target.whole) return null;
    }
    for (const [column, ref] of Object.entries(target.links)) {
      const place = this.at(ref);
      if (place === undefined && requiredLinks.has(`${target.table}.${column}`)) return null;
      row[column] = place?.rowId ?? null;
    }
    if (target.table === "specialty") {
      const above = typeof row.parent_id === "string" ? (this.paths.get(row.parent_id) ?? []) : [];
      row.parent_id ??= null;
      row.path = [...above, id];
      row.depth = above.length + 1;
      this.paths.set(id, [...above, id]);
    }
    return row;
  }

  private place(target: Target, rowId: string, row: Row): void {
    // Nothing ever hangs from a part, and most rows are parts.
    if (partTables.has(target.table)) return;
    const organizationId = target.table === "organization" ? rowId : row.organization_id;
    this.setPlace(target.kind, target.id, {
      table: target.table,
      rowId,
      organizationId: typeof organizationId === "string" ? organizationId : null,
    });
  }

  private setPlace(kind: string, id: string, place: Place): void {
    const places = this.places.get(kind);
    if (places) places.set(id, place);
    else this.places.set(kind, new Map([[id, place]]));
  }
}

const requiredLinks = new Set([
  "service_at_location.service_id",
  "service_at_location.location_id",
  "service_specialty.service_id",
  "service_specialty.specialty_id",
  "opening_span.location_id",
  "opening_span.service_at_location_id",
  "opening_exception.location_id",
  "opening_exception.service_at_location_id",
]);
