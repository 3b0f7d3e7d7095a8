// Lays HSDS JSON (nested objects, lists with `contents`, or tables by file name) out as the flat tables of HSDS CSV. Never judges a value.
import type { SourceTable } from "./table";

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
type Item = { [name: string]: Json };

/** Where a nested list goes, and under which column its rows name the object they hang from. */
const nests: Record<string, { table: string; owner?: true }> = {
  organization: { table: "organizations" },
  organizations: { table: "organizations" },
  service: { table: "services" },
  services: { table: "services", owner: true },
  location: { table: "locations" },
  locations: { table: "locations", owner: true },
  program: { table: "programs" },
  programs: { table: "programs", owner: true },
  service_at_locations: { table: "service_at_location", owner: true },
  addresses: { table: "addresses", owner: true },
  phones: { table: "phones", owner: true },
  contacts: { table: "contacts", owner: true },
  schedules: { table: "schedules", owner: true },
  languages: { table: "languages", owner: true },
  accessibility: { table: "accessibility", owner: true },
  required_documents: { table: "required_documents", owner: true },
  service_areas: { table: "service_areas", owner: true },
  funding: { table: "funding", owner: true },
  cost_options: { table: "cost_options", owner: true },
  attributes: { table: "attributes", owner: true },
  taxonomy_term: { table: "taxonomy_terms" },
  taxonomy_detail: { table: "taxonomies" },
  organization_identifiers: { table: "organization_identifiers", owner: true },
  metadata: { table: "metadata", owner: true },
};

const ownerColumn: Record<string, string> = {
  organizations: "organization_id",
  services: "service_id",
  locations: "location_id",
  programs: "program_id",
  service_at_location: "service_at_location_id",
  phones: "phone_id",
  contacts: "contact_id",
  taxonomy_terms: "taxonomy_term_id",
  taxonomies: "taxonomy_id",
};

/**
 * @param file the JSON file's name; tables are named `<file>#<table>` so that a report can say where a row stands
 * @returns null when the JSON is not a directory
 */
export function readNested(file: string, text: string): SourceTable[] | null {
  const parsed = parseJson(text);
  if (parsed === null) return null;
  const sheet = new Sheet(file);
  if (Array.isArray(parsed)) return sheet.all("", parsed) ? sheet.tables() : null;
  if (typeof parsed !== "object") return null;
  const named = Object.entries(parsed).filter(([name, value]) => name.endsWith(".csv") && Array.isArray(value));
  if (named.length > 0) {
    for (const [name, rows] of named) sheet.plain(name.replace(/\.csv$/, ""), rows as Json[]);
    return sheet.tables();
  }
  const contents = Array.isArray(parsed.contents) ? parsed.contents : [parsed];
  return sheet.all("", contents) ? sheet.tables() : null;
}

function parseJson(text: string): Json | null {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

/** What a top-level object is, by the fields only it has. */
function topTable(item: Item): string | null {
  if ("service" in item && "location" in item) return "service_at_location";
  if ("latitude" in item || "location_type" in item) return "locations";
  if ("legal_status" in item || "tax_status" in item || "year_incorporated" in item) return "organizations";
  if ("application_process" in item || "service_at_locations" in item || ("status" in item && "name" in item))
    return "services";
  if ("taxonomy" in item || "taxonomy_detail" in item) return "taxonomy_terms";
  if ("name" in item && "organization_identifiers" in item) return "organizations";
  return null;
}

class Sheet {
  private readonly rows = new Map<string, Item[]>();
  private readonly seen = new Map<string, Item>();

  constructor(private readonly file: string) {}

  all(path: string, items: Json[]): boolean {
    let known = false;
    for (const item of items) {
      if (!isItem(item)) continue;
      const table = topTable(item);
      if (table === null) continue;
      known = true;
      this.add(path, table, item, {});
    }
    return known;
  }

  plain(table: string, items: Json[]): void {
    for (const item of items) if (isItem(item)) this.push(table, item);
  }

  /** Adds an object and what hangs from it; the nearest owner of each kind is what its foreign columns name. */
  private add(path: string, table: string, item: Item, owners: Item): void {
    const own: Item = { ...owners };
    const flat: Item = {};
    for (const [name, value] of Object.entries(item)) if (!Array.isArray(value) && !isItem(value)) flat[name] = value;
    const column = ownerColumn[table];
    const below: Item = column === undefined ? {} : { [column]: item.id ?? null };
    for (const single of ["organization", "service", "location", "program", "taxonomy_term", "taxonomy_detail"]) {
      const child = item[single];
      const nest = nests[single];
      if (!isItem(child) || nest === undefined) continue;
      const childColumn = ownerColumn[nest.table];
      if (childColumn !== undefined) own[childColumn] = child.id ?? null;
      this.add(`${path}/${single}`, nest.table, child, single === "program" ? pick(own, ["organization_id"]) : {});
    }
    this.push(table, { ...pick(own, foreignColumns[table] ?? []), ...flat, ...linkOf(table, owners) });
    for (const [name, value] of Object.entries(item)) {
      const nest = nests[name];
      if (!Array.isArray(value) || nest === undefined) continue;
      const handed = { ...below, ...(table === "services" ? pick(own, ["organization_id"]) : {}) };
      for (const child of value) if (isItem(child)) this.add(`${path}/${name}`, nest.table, child, handed);
    }
  }

  /** The same object may hang in several places of one tree; it is one row, and a later place may name further owners. */
  private push(table: string, row: Item): void {
    const rows = this.rows.get(table) ?? [];
    this.rows.set(table, rows);
    const mark = `${table}:${String(row.id ?? "")}`;
    const before = row.id === undefined ? undefined : this.seen.get(mark);
    if (before === undefined) {
      const fresh = { ...row };
      rows.push(fresh);
      this.seen.set(mark, fresh);
      return;
    }
    for (const [name, value] of Object.entries(row)) {
      if (before[name] === undefined || before[name] === null) before[name] = value;
    }
  }

  tables(): SourceTable[] {
    return [...this.rows].map(([table, rows]) => {
      const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
      return {
        file: `${this.file}#${table}.csv`,
        columns,
        rows: rows.map((row, index) => ({ number: index + 1, cells: cellsOf(columns, row) })),
        overfull: [],
      };
    });
  }
}

const foreignColumns: Record<string, string[]> = {
  services: ["organization_id", "program_id"],
  locations: ["organization_id"],
  programs: ["organization_id"],
  service_at_location: ["service_id", "location_id"],
  addresses: ["location_id"],
  phones: ["organization_id", "service_id", "location_id", "service_at_location_id", "contact_id"],
  contacts: ["organization_id", "service_id", "location_id", "service_at_location_id"],
  schedules: ["service_id", "location_id", "service_at_location_id"],
  languages: ["service_id", "location_id", "phone_id"],
  accessibility: ["location_id"],
  required_documents: ["service_id"],
  service_areas: ["service_id"],
  funding: ["organization_id", "service_id"],
  cost_options: ["service_id"],
  attributes: ["taxonomy_term_id"],
  organization_identifiers: ["organization_id"],
  taxonomy_terms: ["taxonomy_id"],
};

// JSON attributes hang from what they describe and so leave link_id out; the CSV form names it.
function linkOf(table: string, owners: Item): Item {
  if (table !== "attributes") return {};
  const owner = ["service_id", "location_id", "organization_id"].find((column) => owners[column] !== undefined);
  return owner === undefined ? {} : { link_id: owners[owner] ?? null, link_entity: owner.replace(/_id$/, "") };
}

function pick(item: Item, names: readonly string[]): Item {
  return Object.fromEntries(names.filter((name) => item[name] !== undefined).map((name) => [name, item[name] ?? null]));
}

function isItem(value: Json | undefined): value is Item {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function cellsOf(columns: string[], row: Item): Record<string, string> {
  return Object.fromEntries(
    columns.map((column) => {
      const value = row[column];
      return [column, value === undefined || value === null ? "" : String(value)];
    }),
  );
}
