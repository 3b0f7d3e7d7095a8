// The fields of ours that a spreadsheet's columns can be, and a guess which is which by their names. Never reads a value to decide.
import type { FileColumn, MappingDocument } from "#drizzle/schema";

/** Our fields in the order a person thinks of them; the words are those publishers call them by, likeliest first. */
export const TARGETS = {
  id: ["id", "key", "number", "entity_id", "record_id", "agency_id", "program_id", "site_id", "uid"],
  "organization.name": [
    "organization",
    "organization_name",
    "agency",
    "agency_name",
    "provider",
    "name",
    "site_name",
    "title",
  ],
  "organization.description": ["organization_description", "about", "mission"],
  "organization.email": ["email", "e_mail", "email_address", "contact_email"],
  "organization.website": ["website", "web", "url", "web_site", "link", "homepage"],
  "location.name": ["location_name", "site", "place", "building", "location"],
  "address.address_1": ["address", "street", "address_1", "street_address", "address1", "address_line_1"],
  "address.address_2": ["address_2", "address2", "suite", "unit", "address_line_2"],
  "address.city": ["city", "town", "municipality"],
  "address.state_province": ["state", "state_province", "province", "region"],
  "address.postal_code": ["zip", "zip_code", "zipcode", "postal_code", "postcode"],
  "location.latitude": ["latitude", "lat", "y"],
  "location.longitude": ["longitude", "lon", "lng", "long", "x"],
  "phone.number": ["phone", "phone_number", "telephone", "tel"],
  "service.name": ["service", "service_name", "program", "program_name", "services"],
  "service.description": ["description", "service_description", "notes", "more_information", "details", "comments"],
  "hours.text": ["hours", "hours_of_operation", "opening_hours", "schedule", "open", "times"],
  "service.eligibility": ["eligibility", "who_can_come", "eligible", "restrictions", "requirements"],
  "service.application_process": ["application_process", "how_to_apply", "intake", "procedure"],
  "service.fees": ["fees", "cost", "fee", "price"],
  "service.required_documents": ["required_documents", "documents", "bring", "what_to_bring"],
  "service.languages": ["languages", "language"],
  specialty: ["category", "type", "service_type", "taxonomy"],
} as const satisfies Record<string, readonly string[]>;

export type TargetName = keyof typeof TARGETS;
export const TARGET_NAMES = Object.keys(TARGETS) as TargetName[];

/** Under this name a target stands in a form, where a dot would mean something inside something. */
export const inputOf = (target: string): string => target.replace(".", "--");

/** No column bears an id: it is made of the provider's name and where it is. */
export const ID_FROM_WORDS = "made-of-name-and-address";

export type ChosenColumns = Partial<Record<TargetName, string>>;

export interface Chosen {
  readonly columns: ChosenColumns;
  /** The service's name where no column says it, or says nothing. */
  readonly serviceName: string | null;
  /** A specialty of the house that all rows are of. */
  readonly specialty: { readonly code: string; readonly name: string } | null;
  /** Rows that name the same provider are places of one. */
  readonly oneProvider: boolean;
}

const plain = (name: string) =>
  name
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_|_$/g, "");

/** Each column at most once; a column whose whole name is one of the words before one that only holds it. */
export function guessColumns(columns: readonly FileColumn[]): ChosenColumns {
  const free = new Map(columns.map(({ name }) => [name, plain(name)]));
  const guess: ChosenColumns = {};
  const take = (target: TargetName, isLike: (own: string, word: string) => boolean) => {
    for (const word of TARGETS[target]) {
      const found = [...free].find(([, own]) => isLike(own, word));
      if (!found) continue;
      guess[target] = found[0];
      free.delete(found[0]);
      return;
    }
  };
  for (const target of TARGET_NAMES) take(target, (own, word) => own === word);
  for (const target of TARGET_NAMES)
    if (!guess[target]) take(target, (own, word) => word.length > 3 && own.split("_").includes(word));
  return guess;
}

/** The mapping that the choices make, as the importer reads one. */
export function mappingOf({ columns, serviceName, specialty, oneProvider }: Chosen): MappingDocument {
  const fields: Record<string, unknown> = {};
  for (const [target, column] of Object.entries(columns)) {
    if (!column || target === "specialty") continue;
    fields[target] = column === ID_FROM_WORDS ? idFromWords(columns) : column;
  }
  if (serviceName)
    fields["service.name"] = columns["service.name"]
      ? { first: [columns["service.name"], { constant: serviceName }] }
      : { constant: serviceName };
  if (specialty) {
    fields["specialty.code"] = { constant: specialty.code };
    fields["specialty.name"] = { constant: specialty.name };
  } else if (columns.specialty) {
    fields["specialty.code"] = columns.specialty;
    fields["specialty.name"] = columns.specialty;
  }
  if (oneProvider && columns["organization.name"]) fields["organization.id"] = columns["organization.name"];
  return { fields };
}

function idFromWords(columns: ChosenColumns): unknown {
  const parts = (["organization.name", "service.name", "address.address_1", "address.city"] as const).flatMap(
    (target) => columns[target] ?? [],
  );
  return { join: parts, with: ", " };
}

/** What a kept mapping chose, read back for the form; null when it says more than a form can show. */
export function chosenIn({ fields, ...more }: MappingDocument): Chosen | null {
  if (Object.keys(more).some((part) => !["source", "about"].includes(part))) return null;
  const columns: ChosenColumns = {};
  let serviceName: string | null = null;
  for (const [target, value] of Object.entries(fields)) {
    const first = partsOf(value, "first");
    if (target === "id" && partsOf(value, "join") !== null) columns.id = ID_FROM_WORDS;
    else if (target === "service.name" && constantOf(value) !== null) serviceName = constantOf(value);
    else if (target === "service.name" && first?.length === 2 && typeof first[0] === "string" && constantOf(first[1])) {
      columns["service.name"] = first[0];
      serviceName = constantOf(first[1]);
    } else if (target.startsWith("specialty.") || target === "organization.id") continue;
    else if (typeof value === "string" && isTarget(target)) columns[target] = value;
    else return null;
  }
  const { "specialty.code": code, "specialty.name": name } = fields;
  const fixed = constantOf(code);
  if (typeof code === "string") columns.specialty = code;
  const specialty = fixed === null ? null : { code: fixed, name: constantOf(name) ?? fixed };
  return { columns, serviceName, specialty, oneProvider: fields["organization.id"] !== undefined };
}

const isTarget = (name: string): name is TargetName => Object.hasOwn(TARGETS, name);

function constantOf(value: unknown): string | null {
  const constant = typeof value === "object" && value !== null && "constant" in value ? value.constant : null;
  return typeof constant === "string" ? constant : null;
}

function partsOf(value: unknown, name: "first" | "join"): unknown[] | null {
  const parts: unknown = typeof value === "object" && value !== null ? Reflect.get(value, name) : null;
  return Array.isArray(parts) ? parts : null;
}

/** The columns a mapping names that the file does not have. */
export function missingColumns(chosen: Chosen, columns: readonly FileColumn[]): string[] {
  const there = new Set(columns.map(({ name }) => name));
  return Object.values(chosen.columns).filter((name) => name !== ID_FROM_WORDS && !there.has(name));
}

/** What must still be chosen before a row could become a service at a place, and what is half said. */
export function lacksOf(chosen: ChosenColumns, hasServiceWords: boolean): { target: TargetName; message: string }[] {
  const { "location.latitude": latitude, "location.longitude": longitude } = chosen;
  const needs: [boolean, TargetName, string][] = [
    [Boolean(chosen.id), "id", "imports.mapping.need-id"],
    [Boolean(chosen["organization.name"]), "organization.name", "imports.mapping.need-name"],
    [hasServiceWords || Boolean(chosen["service.name"]), "service.name", "imports.mapping.need-service"],
    [Boolean(chosen["address.city"] || (latitude && longitude)), "address.city", "imports.mapping.need-place"],
    // Half a point is none, and would only be told row by row.
    [!longitude || Boolean(latitude), "location.latitude", "imports.mapping.need-both"],
    [!latitude || Boolean(longitude), "location.longitude", "imports.mapping.need-both"],
  ];
  return needs.flatMap(([isThere, target, message]) => (isThere ? [] : [{ target, message }]));
}
