// Tells what a table of a directory holds, from its file name and its columns. Knows Ohana's and HSDS's names; never reads a row.

/** What one row of a table is. Contacts are people and stay out; `place-less` rows have nowhere to go in the directory. */
export const kinds = [
  "organization",
  "program",
  "specialty",
  "location",
  "service",
  "service-at-location",
  "address",
  "mail-address",
  "phone",
  "weekly-hours",
  "dated-hours",
  "schedule",
  "service-specialty",
  "language",
  "accessibility",
  "required-document",
  "service-area",
  "cost",
  "payment-accepted",
  "eligibility",
  "contact",
  "place-less",
] as const;

export type Kind = (typeof kinds)[number];

export type Format = "Ohana CSV" | "HSDS 1.1 CSV" | "HSDS 3 CSV" | "HSDS 3 JSON" | "Mapped JSON lines" | "Mapped CSV";

// File names as Ohana (singular and plural), HSDS 1.1 and HSDS 3.0 and 3.1 write them.
const kindOfName: Record<string, Kind> = {
  organizations: "organization",
  programs: "program",
  services: "service",
  locations: "location",
  addresses: "address",
  physical_addresses: "address",
  mail_addresses: "mail-address",
  postal_addresses: "mail-address",
  phones: "phone",
  regular_schedules: "weekly-hours",
  holiday_schedules: "dated-hours",
  schedules: "schedule",
  service_at_location: "service-at-location",
  service_at_locations: "service-at-location",
  services_at_location: "service-at-location",
  services_at_locations: "service-at-location",
  taxonomy: "specialty",
  categories: "specialty",
  taxonomy_terms: "specialty",
  service_attributes: "service-specialty",
  attributes: "service-specialty",
  services_taxonomy: "service-specialty",
  service_taxonomies: "service-specialty",
  service_categories: "service-specialty",
  languages: "language",
  accessibility: "accessibility",
  accessibility_for_disabilities: "accessibility",
  required_documents: "required-document",
  service_areas: "service-area",
  funding: "place-less",
  cost_options: "cost",
  payments_accepted: "payment-accepted",
  eligibility: "eligibility",
  contacts: "contact",
  taxonomies: "place-less",
  metadata: "place-less",
  meta_table_descriptions: "place-less",
  organization_identifiers: "place-less",
  other_attributes: "place-less",
  service_capacity: "place-less",
  units: "place-less",
  url: "place-less",
  urls: "place-less",
};

/** The kind that a file's name promises, or null: `phones.csv` does, `valid_org_phone.csv` does not. */
export function kindByName(file: string): Kind | null {
  const stem = (file.split("/").at(-1) ?? "")
    .toLowerCase()
    .replace(/\.[a-z0-9]+$/, "")
    .replaceAll("-", "_");
  return kindOfName[stem] ?? kindOfName[`${stem}s`] ?? null;
}

// Tried in this order: the first whose columns are all there. Organizations and programs come last, since their columns are everyone's.
const signatures: [Kind, string[]][] = [
  ["weekly-hours", ["weekday", "opens_at"]],
  ["dated-hours", ["start_date", "end_date", "closed"]],
  ["schedule", ["dtstart", "byday"]],
  ["phone", ["number", "extension"]],
  ["mail-address", ["attention", "address_1", "city"]],
  ["address", ["address_1", "city"]],
  ["specialty", ["taxonomy_id", "name", "parent_id", "parent_name"]],
  ["specialty", ["term", "parent_id", "taxonomy"]],
  ["specialty", ["name", "parent_id", "taxonomy"]],
  ["service-specialty", ["service_id", "taxonomy_term_id"]],
  ["service-specialty", ["link_id", "link_entity", "taxonomy_term_id"]],
  ["service", ["name", "application_process"]],
  ["service", ["name", "status"]],
  ["location", ["name", "latitude", "longitude"]],
  ["service-at-location", ["id", "service_id", "location_id"]],
  ["organization", ["name", "legal_status"]],
  ["organization", ["name", "tax_status"]],
  ["program", ["id", "organization_id", "name"]],
];

/** The kind that a table's columns show, or null when they are nobody's. */
export function kindByColumns(columns: readonly string[]): Kind | null {
  return signatures.find(([, needed]) => needed.every((column) => columns.includes(column)))?.[0] ?? null;
}

// Ohana's exporters write every column, so a missing one is a cut or renamed file, and reading it as "now empty" would wipe values.
const ohanaColumns: Partial<Record<Kind, string[]>> = {
  organization: [
    "id",
    "accreditations",
    "alternate_name",
    "date_incorporated",
    "description",
    "email",
    "funding_sources",
    "legal_status",
    "licenses",
    "name",
    "tax_id",
    "tax_status",
    "website",
  ],
  program: ["id", "organization_id", "name", "alternate_name"],
  location: [
    "id",
    "organization_id",
    "accessibility",
    "admin_emails",
    "alternate_name",
    "description",
    "email",
    "languages",
    "latitude",
    "longitude",
    "name",
    "transportation",
    "virtual",
    "website",
  ],
  service: [
    "id",
    "location_id",
    "program_id",
    "accepted_payments",
    "alternate_name",
    "description",
    "eligibility",
    "email",
    "fees",
    "funding_sources",
    "application_process",
    "keywords",
    "languages",
    "name",
    "required_documents",
    "service_areas",
    "status",
    "wait_time",
    "website",
  ],
  address: ["id", "location_id", "address_1", "address_2", "city", "state_province", "postal_code", "country"],
  "mail-address": [
    "id",
    "location_id",
    "attention",
    "address_1",
    "address_2",
    "city",
    "state_province",
    "postal_code",
    "country",
  ],
  phone: [
    "id",
    "contact_id",
    "location_id",
    "organization_id",
    "service_id",
    "number",
    "extension",
    "department",
    "number_type",
    "vanity_number",
    "country_prefix",
  ],
  "weekly-hours": ["id", "location_id", "service_id", "weekday", "opens_at", "closes_at"],
  "dated-hours": ["id", "location_id", "service_id", "start_date", "end_date", "closed", "opens_at", "closes_at"],
  specialty: ["taxonomy_id", "name", "parent_id"],
};

// What a row of HSDS cannot do without (datapackage.json, `required`), as far as the directory uses it.
const hsdsColumns: Partial<Record<Kind, string[]>> = {
  organization: ["id", "name"],
  program: ["id", "organization_id", "name"],
  location: ["id"],
  service: ["id", "name"],
  "service-at-location": ["id", "service_id", "location_id"],
  address: ["id", "location_id", "city"],
  "mail-address": ["id", "location_id", "city"],
  phone: ["id", "number"],
  schedule: ["id"],
  specialty: ["id"],
};

/** The columns a table must have and has not. */
export function missingColumns(format: Format, kind: Kind, columns: readonly string[]): string[] {
  const needed = (format === "Ohana CSV" ? ohanaColumns : hsdsColumns)[kind] ?? [];
  return needed.filter((column) => !columns.includes(column));
}

const ohanaMarks = [
  "weekday",
  "start_date",
  "number_type",
  "vanity_number",
  "parent_name",
  "date_incorporated",
  "admin_emails",
  "funding_sources",
  "country_prefix",
];
const hsds3Marks = [
  "address_type",
  "location_type",
  "fees_description",
  "term_uri",
  "link_entity",
  "year_incorporated",
  "schedule_link",
  "attending_type",
];

/** Which standard a package of CSV tables follows, by the columns only that standard writes; Ohana when none tell, being the plainest. */
export function formatOf(tables: readonly { file: string; columns: readonly string[] }[]): Format {
  const has = (marks: string[]) => tables.filter((table) => marks.some((mark) => table.columns.includes(mark))).length;
  const named = (stems: string[]) => tables.some((table) => stems.some((stem) => table.file.endsWith(`${stem}.csv`)));
  const ohana = has(ohanaMarks);
  const version3 = has(hsds3Marks);
  if (named(["physical_addresses", "postal_addresses", "services_at_location", "service_attributes"]))
    return "HSDS 1.1 CSV";
  if (ohana > version3) return "Ohana CSV";
  if (tables.some((table) => table.columns.includes("term"))) return "HSDS 1.1 CSV";
  if (version3 > 0 || tables.some((table) => isHsds(table.columns))) return "HSDS 3 CSV";
  return "Ohana CSV";
}

function isHsds(columns: readonly string[]): boolean {
  return (
    ["byday", "description", "note", "taxonomy_term_id"].some((column) => columns.includes(column)) &&
    !columns.includes("languages")
  );
}
