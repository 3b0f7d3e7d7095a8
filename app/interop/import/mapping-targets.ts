// The fields of our records that a mapping may fill, by the names HSDS gives them. Types and lists only; never reads a row.

/**
 * Record → its fields. `hours.text` is the opening hours as written, read where they are certain;
 * `hours.note` is what else is said about them, which is only ever shown, because words out of their place mislead.
 */
export const mappedFields = {
  organization: ["id", "name", "alternate_name", "description", "email", "website", "legal_status"],
  location: [
    "id",
    "name",
    "alternate_name",
    "description",
    "latitude",
    "longitude",
    "email",
    "website",
    "transportation",
    "accessibility",
    "languages",
  ],
  address: ["address_1", "address_2", "city", "state_province", "postal_code", "country"],
  service: [
    "id",
    "name",
    "alternate_name",
    "description",
    "email",
    "website",
    "status",
    "eligibility",
    "minimum_age",
    "maximum_age",
    "application_process",
    "fees",
    "languages",
    "required_documents",
    "service_areas",
    "wait_time",
    "alert",
  ],
  phone: ["number", "extension", "department"],
  hours: ["text", "note"],
  specialty: ["code", "name"],
} as const;

export type MappedRecord = keyof typeof mappedFields;

/** Every field by its full name: `address.city`; `id` alone is the row's own. */
export const targetNames: readonly string[] = [
  "id",
  ...Object.entries(mappedFields).flatMap(([record, fields]) => fields.map((field) => `${record}.${field}`)),
];

export const neededTargets: readonly string[] = ["id", "organization.name", "service.name"];

/** The table of HSDS that a record's rows are handed on as. */
export const tableOfRecord: Readonly<Record<MappedRecord, string>> = {
  organization: "organizations",
  location: "locations",
  address: "addresses",
  service: "services",
  phone: "phones",
  hours: "schedules",
  specialty: "taxonomy_terms",
};

/** Addresses and names of things are taken letter by letter; everything else is words and may come as HTML. */
export const literalTargets: ReadonlySet<string> = new Set([
  "id",
  "organization.id",
  "location.id",
  "service.id",
  "organization.website",
  "location.website",
  "service.website",
  "specialty.code",
]);
