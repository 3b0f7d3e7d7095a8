// Lays the rows of a flat file out, through a mapping, as the tables of HSDS that the importer reads. Never looks anything up.
import type { PackageTable } from "./check";
import { mergeSlots } from "./dated-slots";
import type { Fault, FaultCode } from "./fault";
import { shown } from "./fault";
import type { FlatFile, FlatRow } from "./flat-rows";
import { wordsOf } from "./html-words";
import { kindByName } from "./kinds";
import type { Mapping } from "./mapping";
import { MappingError, pathsRead } from "./mapping";
import { literalTargets, type MappedRecord, mappedFields, tableOfRecord } from "./mapping-targets";
import { at, type Item, isItem, type Mistake, pathsOf, readMapped, textAt } from "./mapping-value";
import { type SourceRow, tidyColumn } from "./table";

/** What a flat file was before it was laid out, so that the report can speak of its own rows and fields. */
export type FlatSource = {
  readonly file: string;
  /** every row as it was written, with the id it has */
  readonly rows: readonly { readonly number: number; readonly id: string; readonly item: Item }[];
  /** rows that never became a record */
  readonly faults: readonly Fault[];
  /** row → the later row of the same id, which tells the same provider anew */
  readonly updatedBy: ReadonlyMap<number, number>;
  /** `addresses.city` → what the file calls it */
  readonly fieldNames: ReadonlyMap<string, string>;
  /** codes the mapping itself names: the house's own words rather than the publisher's */
  readonly houseTerms: ReadonlySet<string>;
  /** fields with something in them that the mapping leaves out */
  readonly unused: readonly string[];
};

export type MappedTables = { tables: PackageTable[]; flat: FlatSource };

/** @throws MappingError when the mapping reads a field that no row has */
export function mapRows(file: FlatFile, mapping: Mapping): MappedTables {
  const written = kept(file);
  refuseUnknownFields(written, mapping);
  const faults: Fault[] = [];
  const sheet = new Sheet(file.file);
  const rows: FlatSource["rows"][number][] = [];
  const ids = new Map<string, number>();
  const updatedBy = new Map<number, number>();
  const taken: { row: FlatRow & { item: Item }; id: string }[] = [];
  for (const row of file.rows) {
    const item = row.item ?? {};
    const id = row.item === null ? "" : fieldOf(mapping, "id", elementsOf(mapping, item)[0] ?? item).trim();
    rows.push({ number: row.number, id, item });
    const fault = firstFault(row, id, mapping, ids);
    if (fault !== null) faults.push({ file: file.file, row: row.number, value: "", ...fault });
    const before = ids.get(id);
    if (fault !== null && fault.code !== "row-updated") continue;
    // The earlier row is only passed over: whoever reads the report sees which one stands.
    if (before !== undefined) updatedBy.set(before, row.number);
    ids.set(id, row.number);
    if (row.item !== null) taken.push({ row: { ...row, item: row.item }, id });
  }
  for (const { row, id } of taken) if (!updatedBy.has(row.number)) layRow(sheet, mapping, row, id);
  const flat = { file: file.file, rows, faults: moveUpdates(faults, updatedBy), updatedBy, ...namesOf(mapping) };
  return { tables: sheet.tables(), flat: { ...flat, unused: unusedFields(written, mapping) } };
}

function kept(file: FlatFile): Item[] {
  return file.rows.flatMap(({ item }) => (item === null ? [] : [item]));
}

type Found = Pick<Fault, "code" | "field"> & Partial<Fault>;

function firstFault(row: FlatRow, id: string, mapping: Mapping, ids: ReadonlyMap<string, number>): Found | null {
  if (row.item === null) return { code: "row-unreadable", field: "" };
  if (row.overfull) return { code: "row-too-many-cells", field: "" };
  if (id === "") return { code: "id-blank", field: nameOf(mapping, "id") };
  for (const element of elementsOf(mapping, row.item)) {
    for (const target of ["organization.name", "service.name"])
      if (fieldOf(mapping, target, element) === "") return { code: "name-blank", field: nameOf(mapping, target) };
  }
  const first = ids.get(id);
  if (first === undefined) return null;
  const code: FaultCode = mapping.updates ? "row-updated" : "id-repeated";
  return { code, field: nameOf(mapping, "id"), value: shown(id), blanks: { first: String(first) } };
}

/** An update is noted at the row that was overtaken, with the row that stands. */
function moveUpdates(faults: readonly Fault[], updatedBy: ReadonlyMap<number, number>): Fault[] {
  const others = faults.filter(({ code }) => code !== "row-updated");
  const updates = faults.filter(({ code }) => code === "row-updated");
  const earlier = new Map([...updatedBy].map(([before, later]) => [later, before]));
  return [
    ...others,
    ...updates.map((fault) => ({
      ...fault,
      row: earlier.get(fault.row) ?? fault.row,
      blanks: { later: String(fault.row) },
    })),
  ];
}

/** A row once for each object of its list, which then stands where the list stood. */
function elementsOf({ each }: Mapping, item: Item): Item[] {
  if (each === null) return [item];
  const list = at(item, each);
  const elements = Array.isArray(list) ? list.filter(isItem) : [];
  return elements.length === 0 ? [{ ...item, [each]: {} }] : elements.map((element) => ({ ...item, [each]: element }));
}

function fieldOf(mapping: Mapping, target: string, element: Item): string {
  const value = mapping.fields.get(target);
  if (value === undefined) return "";
  const text = readMapped(value, element);
  // One blank stands for many, or an id would not be found again where it is referred to.
  return literalTargets.has(target) ? text.replace(/\s+/g, " ") : wordsOf(text);
}

function layRow(sheet: Sheet, mapping: Mapping, row: FlatRow & { item: Item }, id: string): void {
  for (const element of elementsOf(mapping, row.item)) {
    const cells = (record: MappedRecord) =>
      Object.fromEntries(
        mappedFields[record].flatMap((field) => {
          const target = `${record}.${field}`;
          return mapping.fields.has(target) ? [[field, fieldOf(mapping, target, element)]] : [];
        }),
      ) as Record<string, string>;
    const [organization, location, service] = [cells("organization"), cells("location"), cells("service")];
    const own = (record: Record<string, string>) => (record.id ?? "") || id;
    const ids = { organization_id: own(organization), location_id: own(location), service_id: own(service) };
    const name = location.name || organization.name || "";
    sheet.add("organization", row, { ...organization, id: ids.organization_id }, mapping);
    sheet.add(
      "location",
      row,
      { ...location, id: ids.location_id, organization_id: ids.organization_id, name },
      mapping,
    );
    const address = cells("address");
    if (Object.entries(address).some(([field, text]) => field !== "country" && text !== ""))
      sheet.add("address", row, { ...withZero(address), id: ids.location_id, location_id: ids.location_id }, mapping);
    const specialty = cells("specialty");
    const term = specialty.code ?? "";
    if (term !== "") sheet.add("specialty", row, { id: term, code: term, name: specialty.name ?? "" }, mapping);
    sheet.add("service", row, { ...service, ...ids, id: ids.service_id, taxonomy_ids: term }, mapping);
    const phone = cells("phone");
    if (phone.number)
      sheet.add("phone", row, { ...splitExtension(phone), id: ids.service_id, service_id: ids.service_id }, mapping);
    const hours = hoursOf(mapping, element, cells("hours"));
    if (hours !== null) sheet.add("hours", row, { id: ids.service_id, service_id: ids.service_id, ...hours }, mapping);
  }
}

// A spreadsheet takes 01020 for a number and writes 1020; no postal code of the country has four digits.
function withZero(address: Record<string, string>): Record<string, string> {
  const code = address.postal_code ?? "";
  return /^\d{4}(-\d{4})?$/.test(code) && /^(us|usa|)$/i.test(address.country ?? "")
    ? { ...address, postal_code: `0${code}` }
    : address;
}

const EXTENSION = /^(.*\d.*?)[\s,;]*(?:\bext(?:ension)?\b|\bx|(?<=[\s\d])x)[.:\s]*(\d{1,6})$/i;

function splitExtension(phone: Record<string, string>): Record<string, string> {
  const found = EXTENSION.exec(phone.number ?? "");
  if (found === null || phone.extension) return phone;
  return { ...phone, number: found[1] ?? "", extension: found[2] ?? "" };
}

function hoursOf({ dates }: Mapping, element: Item, said: Record<string, string>): Record<string, string> | null {
  const list = dates === null ? undefined : at(element, dates.each);
  const slots =
    dates === null || !Array.isArray(list)
      ? []
      : list.filter(isItem).map((slot) => ({
          day: textAt(slot, dates.day),
          opens: textAt(slot, dates.opens),
          closes: textAt(slot, dates.closes),
        }));
  const { dated, lines } = mergeSlots(slots);
  const description = said.text ?? "";
  const beside = [said.note ?? "", ...lines].filter((line) => line !== "").join("\n");
  return description === "" && beside === "" ? null : { description, beside, dated };
}

class Sheet {
  private readonly rows = new Map<MappedRecord, SourceRow[]>();
  private readonly seen = new Map<string, number>();

  constructor(private readonly file: string) {}

  /** A record that several rows share, or several objects of one row, is said once. */
  add(record: MappedRecord, row: FlatRow, cells: Record<string, string>, mapping: Mapping): void {
    const mark = `${record} ${cells.id ?? ""}`;
    const before = this.seen.get(mark);
    const isShared = before === row.number || mapping.fields.has(`${record}.id`) || record === "specialty";
    const belongsToShared = record === "address" && mapping.fields.has("location.id");
    if (before !== undefined && (isShared || belongsToShared)) return;
    this.seen.set(mark, row.number);
    const rows = this.rows.get(record) ?? [];
    this.rows.set(record, rows);
    rows.push({ number: row.number, cells });
  }

  tables(): PackageTable[] {
    return [...this.rows].flatMap(([record, rows]) => {
      const table = tableOfRecord[record];
      const kind = kindByName(table);
      if (kind === null) return [];
      const columns = [...new Set(rows.flatMap(({ cells }) => Object.keys(cells)))];
      return [{ file: `${this.file}#${table}`, kind, columns, rows, overfull: [] }];
    });
  }
}

/** A misspelt field reads as blank in every row, which nobody would notice. */
function refuseUnknownFields(rows: readonly Item[], mapping: Mapping): void {
  if (rows.length === 0) return;
  const known = new Set(rows.flatMap((row) => Object.keys(row)));
  const mistakes: Mistake[] = [];
  for (const { at: place, path } of pathsRead(mapping)) {
    const isThere =
      known.has(path) ||
      known.has(tidyColumn(path)) ||
      rows.some((row) => elementsOf(mapping, row).some((one) => at(one, path) !== undefined));
    if (!isThere) mistakes.push({ code: "no-such-field", at: place, value: path });
  }
  if (mistakes.length > 0) throw new MappingError(mistakes);
}

function unusedFields(rows: readonly Item[], mapping: Mapping): string[] {
  const read = pathsRead(mapping).map(({ path }) => path);
  const isRead = (name: string) => read.some((path) => [path, tidyColumn(path), path.split(".")[0]].includes(name));
  const filled = new Set(rows.flatMap((row) => Object.keys(row).filter((name) => hasWords(row, name))));
  return [...filled].filter((name) => !isRead(name));
}

function hasWords(row: Item, name: string): boolean {
  const value = row[name];
  if (Array.isArray(value)) return value.length > 0;
  // Never as text: what a file says of an object may take the place of how it becomes one.
  if (typeof value === "object") return value !== null;
  return value !== undefined && String(value).trim() !== "";
}

/** What the file itself calls a target; a constant is called by the target's name. */
function nameOf(mapping: Mapping, target: string): string {
  const value = mapping.fields.get(target);
  return (value && pathsOf(value)[0]) ?? target;
}

function namesOf(mapping: Mapping): Pick<FlatSource, "fieldNames" | "houseTerms"> {
  const names = new Map<string, string>();
  for (const target of mapping.fields.keys()) {
    const [record, field] = target.split(".");
    const table = tableOfRecord[record as MappedRecord];
    if (table !== undefined) names.set(`${table}.${field}`, nameOf(mapping, target));
  }
  // A place without an address is told of by its own row.
  const state = names.get("addresses.state_province");
  if (state) names.set("locations.state_province", state);
  const notes = names.get("schedules.note") ?? mapping.dates?.each;
  const hours = names.get("schedules.text") ?? notes;
  if (hours) names.set("schedules.description", hours);
  if (notes) names.set("schedules.beside", notes);
  const code = mapping.fields.get("specialty.code");
  return { fieldNames: names, houseTerms: new Set(code?.kind === "constant" ? [code.text] : []) };
}
