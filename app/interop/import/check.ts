// Reads every row of a package by its kind and finds the rows that repeat each other. Never looks anything up outside the tables it is given.
import {
  checkAddition,
  checkAddress,
  checkDatedHours,
  checkPhone,
  checkServiceSpecialty,
  checkWeeklyHours,
} from "./check-details";
import {
  type CheckResult,
  checkLocation,
  checkOrganization,
  checkProgram,
  checkService,
  checkServiceAtLocation,
  checkSpecialty,
} from "./check-providers";
import { checkSchedule } from "./check-schedule";
import { type Fault, type FaultCode, faultWeights, shown } from "./fault";
import { type Format, type Kind, missingColumns } from "./kinds";
import type { CheckedRow, Parent, Records, TakenKind } from "./records";
import { RowReader } from "./row-reader";
import type { SourceRow, SourceTable } from "./table";
import { allAtOnce, type Turns } from "./turns";

export type PackageTable = SourceTable & { kind: Kind };

/** Rows that became typed records, faults of rows that could not, and how many of each file those are. */
export type CheckedTables = {
  rows: CheckedRow[];
  /** faults of whole files, of contacts and of rows the directory has no place for */
  unreadable: Fault[];
  /** file → rows that never became a record */
  lost: Map<string, number>;
  /** file → filled columns that nothing was read from */
  unused: Map<string, string[]>;
};

const checks: { [K in TakenKind]: (row: RowReader, ohana: boolean) => CheckResult<Records[K]> } = {
  organization: checkOrganization,
  program: checkProgram,
  specialty: checkSpecialty,
  location: checkLocation,
  service: checkService,
  "service-at-location": checkServiceAtLocation,
  address: (row) => checkAddress(row, false),
  "mail-address": (row) => checkAddress(row, true),
  phone: checkPhone,
  "weekly-hours": checkWeeklyHours,
  "dated-hours": checkDatedHours,
  schedule: checkSchedule,
  "service-specialty": checkServiceSpecialty,
  language: (row) => checkAddition(row, "language"),
  accessibility: (row) => checkAddition(row, "accessibility"),
  "required-document": (row) => checkAddition(row, "required-document"),
  "service-area": (row) => checkAddition(row, "service-area"),
  cost: (row) => checkAddition(row, "cost"),
  "payment-accepted": (row) => checkAddition(row, "payment-accepted"),
  eligibility: (row) => checkAddition(row, "eligibility"),
};

export function checkTables(tables: readonly PackageTable[], format: Format): CheckedTables {
  return allAtOnce(checkInTurns(tables, format));
}

export function* checkInTurns(tables: readonly PackageTable[], format: Format): Turns<CheckedTables> {
  const checked: CheckedTables = { rows: [], unreadable: [], lost: new Map(), unused: new Map() };
  const ids = new Texts();
  for (const table of tables) {
    const { kind, file } = table;
    const missing = missingColumns(format, kind, table.columns);
    if (missing.length > 0) {
      const blanks = { columns: missing.join(", ") };
      checked.unreadable.push({ file, row: 0, field: missing[0] ?? "", code: "columns-missing", value: "", blanks });
      checked.lost.set(file, table.rows.length);
    } else if (kind === "contact" || kind === "place-less") {
      const code = kind === "contact" ? "person-not-taken" : "no-place-in-directory";
      for (const row of table.rows) checked.unreadable.push({ file, row: row.number, field: "", code, value: "" });
      checked.lost.set(file, table.rows.length);
    } else {
      yield* checkRows(table, kind, format, checked, ids);
    }
  }
  findRepeats(checked.rows);
  return checked;
}

// Some milliseconds' work.
const rowsInATurn = 500;

function* checkRows(
  table: PackageTable,
  kind: TakenKind,
  format: Format,
  checked: CheckedTables,
  ids: Texts,
): Turns<void> {
  const overfull = new Set(table.overfull);
  const used = new Set(["id"]);
  const filled = new Set<string>();
  const links = new Links();
  const references = table.columns.filter(isReference);
  for (const { number, cells } of table.rows) {
    for (const column of references) if (column in cells) cells[column] = ids.same(cells[column] ?? "");
    const row = checkRow(table, kind, { number, cells }, format, { overfull: overfull.has(number), used });
    if (number % rowsInATurn === 0) yield;
    row.parents = links.same(row.parents);
    checked.rows.push(row);
    for (const column of table.columns)
      if (!filled.has(column) && (cells[column] ?? "").trim() !== "") filled.add(column);
  }
  const unread = table.columns.filter((column) => column !== "" && !used.has(column) && filled.has(column));
  if (unread.length > 0) checked.unused.set(table.file, unread);
}

const isReference = (column: string) => column === "id" || column.endsWith("_id");

/** The same id stands in many rows; it is kept once. */
class Texts {
  private readonly known = new Map<string, string>();

  same(text: string): string {
    const before = this.known.get(text);
    if (before === undefined) this.known.set(text, text);
    return before ?? text;
  }
}

/** Rows that hang from the same parent share one reference: a large package has a million, and most say what another says. */
class Links {
  private readonly known = new Map<string, Parent[]>();

  same(parents: Parent[]): Parent[] {
    const [first, ...more] = parents;
    if (first === undefined) return parentless;
    if (more.length > 0) return parents.flatMap((parent) => this.alone(parent));
    return this.alone(first);
  }

  private alone(parent: Parent): Parent[] {
    const key = `${parent.kind} ${parent.field} ${parent.optional} ${parent.id}`;
    const before = this.known.get(key) ?? [parent];
    this.known.set(key, before);
    return before;
  }
}

// Each one for all rows that have none; nobody may write into them.
const parentless: Parent[] = [];
const faultless: Fault[] = [];
for (const empty of [parentless, faultless]) Object.freeze(empty);

function checkRow(
  table: PackageTable,
  kind: TakenKind,
  source: SourceRow,
  format: Format,
  about: { overfull: boolean; used: Set<string> },
): CheckedRow {
  const reader = new RowReader(table.file, source, about.used);
  const { record, parents } = checks[kind](reader, format === "Ohana CSV");
  const id = idOf(kind, source, record);
  if (id === "") reader.fault("id-blank", kind === "specialty" ? "taxonomy_id" : "id");
  if (about.overfull) reader.fault("row-too-many-cells", table.columns.at(-1) ?? "");
  const row = {
    kind,
    id,
    file: table.file,
    row: source.number,
    record,
    parents,
    faults: reader.faults.length === 0 ? faultless : reader.faults,
    refused: reader.refused,
    became: null,
  };
  // The table of checks pairs each kind with its record; the compiler cannot follow a pairing through a variable.
  return row as CheckedRow;
}

/** A term of Ohana is known by its code, a link by the two it joins, everything else by its id. */
function idOf(kind: TakenKind, source: SourceRow, record: Records[TakenKind]): string {
  if (kind === "specialty" && ("parent_name" in source.cells || !("id" in source.cells)) && "code" in record)
    return record.code;
  if (kind === "service-specialty" && "specialty" in record) return `${record.service} ${record.specialty}`;
  return (source.cells.id ?? "").trim();
}

/** The same id or the same words twice: the first row stands, the later one is reported. */
function findRepeats(rows: readonly CheckedRow[]): void {
  const kinds = new Map<TakenKind, Map<string, CheckedRow>>();
  const contents = new Map<string, CheckedRow>();
  for (const row of rows) {
    if (row.refused) continue;
    const ids = kinds.get(row.kind) ?? new Map<string, CheckedRow>();
    kinds.set(row.kind, ids);
    const first = ids.get(row.id);
    if (first !== undefined) {
      const code = row.kind === "service-specialty" ? "link-repeated" : "id-repeated";
      report(row, code, row.kind === "service-specialty" ? "category_id" : "id", row.id, { first: String(first.row) });
      continue;
    }
    const said = contentOf(row);
    const twin = said === null ? undefined : contents.get(said);
    if (twin !== undefined) {
      report(row, "row-repeated", "", said?.slice(said.indexOf("{")) ?? "", { first: String(twin.row) });
      continue;
    }
    ids.set(row.id, row);
    if (said !== null) contents.set(said, row);
  }
}

// Two organizations may share every word they write; two equal phones of one owner are one phone.
function contentOf(row: CheckedRow): string | null {
  return row.kind === "phone" || row.kind === "weekly-hours" || row.kind === "dated-hours"
    ? `${row.kind} ${JSON.stringify(row.record)}`
    : null;
}

/** Notes a fault that shows only beside other rows; a weighty one refuses the row. */
export function report(
  row: CheckedRow,
  code: FaultCode,
  field: string,
  value = "",
  blanks: Record<string, string> = {},
): void {
  if (row.faults === faultless) row.faults = [];
  row.faults.push({ file: row.file, row: row.row, field, code, value: shown(value), blanks });
  if (faultWeights[code] === "refused") row.refused = true;
}
