// The directory's tables as bulk statements see them: columns with their types, and the order in which rows can be written.
import type { TableName } from "./target";

const own = { id: "uuid", organization_id: "uuid" };

/** Every column an import may write, with PostgreSQL's name of its type. */
export const columnTypes: Record<TableName, Record<string, string>> = {
  organization: {
    id: "uuid",
    name: "text",
    alternate_name: "text",
    description: "text",
    email: "text",
    website: "text",
    legal_status: "text",
  },
  specialty: {
    id: "uuid",
    code: "text",
    name: "text",
    parent_id: "uuid",
    taxonomy: "text",
    path: "uuid[]",
    depth: "smallint",
  },
  location: {
    ...own,
    name: "text",
    alternate_name: "text",
    description: "text",
    email: "text",
    website: "text",
    mail_address: "text",
    address_line: "text",
    address_line_2: "text",
    city: "text",
    region: "text",
    postal_code: "text",
    country: "text",
    latitude: "double precision",
    longitude: "double precision",
    point_precision: "text",
    time_zone: "text",
    transportation: "text",
    accessibility: "text[]",
    languages: "text[]",
  },
  service: {
    ...own,
    name: "text",
    alternate_name: "text",
    program_name: "text",
    description: "text",
    application_process: "text",
    eligibility: "text",
    minimum_age: "smallint",
    maximum_age: "smallint",
    fees: "text",
    email: "text",
    website: "text",
    languages: "text[]",
    interpretation: "text",
    required_documents: "text",
    service_area: "text",
    accepted_payments: "text",
    wait_time: "text",
    alert: "text",
    status: "text",
  },
  service_at_location: { ...own, service_id: "uuid", location_id: "uuid", hours_text: "text", active: "boolean" },
  service_specialty: { ...own, service_id: "uuid", specialty_id: "uuid" },
  phone: {
    ...own,
    location_id: "uuid",
    service_id: "uuid",
    number: "text",
    extension: "text",
    kind: "text",
    note: "text",
  },
  opening_span: {
    ...own,
    location_id: "uuid",
    service_at_location_id: "uuid",
    weekday: "smallint",
    opens_minute: "smallint",
    closes_minute: "smallint",
    from_day: "date",
    until_day: "date",
    season_from: "smallint",
    season_until: "smallint",
    every_weeks: "smallint",
    anchor_day: "date",
    nth: "smallint[]",
  },
  opening_exception: {
    ...own,
    location_id: "uuid",
    service_at_location_id: "uuid",
    from_day: "date",
    until_day: "date",
    closed: "boolean",
    opens_minute: "smallint",
    closes_minute: "smallint",
  },
};

/** Rows that others point to come first. */
export const writingOrder: readonly { readonly table: TableName; readonly ofOnePlace?: boolean }[] = [
  { table: "organization" },
  { table: "specialty" },
  { table: "location" },
  { table: "service" },
  // What a service at a location is listed by comes before it, so that the search's listing is made out once and not anew for each.
  { table: "service_specialty" },
  { table: "opening_span", ofOnePlace: false },
  { table: "opening_exception", ofOnePlace: false },
  { table: "service_at_location" },
  { table: "phone" },
  { table: "opening_span", ofOnePlace: true },
  { table: "opening_exception", ofOnePlace: true },
];

/** Tables whose rows say when they were last changed, and when by hand. */
export const editedTables: ReadonlySet<TableName> = new Set([
  "organization",
  "location",
  "service",
  "service_at_location",
]);

/** Rows that are only part of another: their own page is that of the owner, and so is the mark of an edit by hand. */
export const partTables: ReadonlySet<TableName> = new Set([
  "phone",
  "opening_span",
  "opening_exception",
  "service_specialty",
]);

/** Tables in which another row may say the same already: the row of this import is then left out. */
export const uniqueTables: ReadonlySet<TableName> = new Set(["specialty", "service_at_location", "service_specialty"]);

const REACH = ["transportation", "accessibility", "languages"];
const OF_SERVICES = Object.keys(columnTypes.service).filter(
  (column) => column !== "id" && column !== "organization_id",
);

/** Where the age of each group of facts stands, and the columns the group is made of; hours have rows of their own. */
export const agesOf: Partial<Record<TableName, readonly { readonly age: string; readonly of: readonly string[] }[]>> = {
  organization: [{ age: "contact_at", of: ["name", "alternate_name", "description", "email", "website"] }],
  location: [
    { age: "address_at", of: ["name", "address_line", "address_line_2", "city", "region", "postal_code", "country"] },
    { age: "access_at", of: REACH },
  ],
  service: [{ age: "services_at", of: OF_SERVICES }],
  service_at_location: [{ age: "hours_at", of: ["hours_text"] }],
};
