// Tells which files of a package are tables of a directory and how to read each. Pure: gets the texts, never opens a file.
import type { PackageTable } from "./check";
import { type Format, formatOf, type Kind, kindByColumns, kindByName } from "./kinds";
import { readNested } from "./nested";
import { readTable, type SourceTable } from "./table";

export type SourceFile = { name: string; text: string };

export type ReadTables = { tables: PackageTable[]; format: Format };

/**
 * Reads one package: CSV tables, tables of links in JSON, or HSDS in nested JSON.
 * @returns null when none of the files is a table of a directory
 */
export function readTables(files: readonly SourceFile[]): ReadTables | null {
  const csv = files.filter((file) => isCsv(file.name)).map((file) => readTable(file.name, file.text));
  const links = files.filter((file) => !isCsv(file.name)).flatMap((file) => readLinks(file) ?? []);
  const flat = [...csv, ...links].flatMap((table) => withKind(table));
  if (csv.length > 0) return flat.length === 0 ? null : { tables: flat, format: formatOf(flat) };
  const nested = files.flatMap((file) => readNested(file.name, file.text) ?? []).flatMap((table) => withKind(table));
  if (nested.length > 0) return { tables: nested, format: "HSDS 3 JSON" };
  return flat.length === 0 ? null : { tables: flat, format: "Ohana CSV" };
}

export function isCsv(name: string): boolean {
  return /\.csv$/i.test(name);
}

function withKind(table: SourceTable): PackageTable[] {
  const kind = kindOf(table);
  return kind === null ? [] : [{ ...table, kind }];
}

// The name decides, except for `taxonomy`, which Ohana fills with terms and HSDS with the names of whole trees.
function kindOf(table: SourceTable): Kind | null {
  const stem = table.file.split("#").at(-1) ?? table.file;
  const promised = kindByName(stem);
  if (/(^|\/)taxonomy\.csv$/i.test(stem) && !table.columns.includes("parent_id")) return "place-less";
  return promised ?? kindByColumns(table.columns);
}

/** `service_categories.json`: service id → list of category row numbers, with repeats; one row for each link. */
function readLinks(file: SourceFile): SourceTable | null {
  if (kindByName(file.name) !== "service-specialty") return null;
  const parsed = parse(file.text);
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return null;
  const pairs = Object.entries(parsed).flatMap(([service, categories]) =>
    Array.isArray(categories) ? categories.map((category) => [service, String(category)] as const) : [],
  );
  const rows = pairs.map(([service_id, category_id], index) => ({
    number: index + 1,
    cells: { service_id, category_id },
  }));
  return { file: file.name, columns: ["service_id", "category_id"], rows, overfull: [] };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
