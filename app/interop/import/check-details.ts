// Reads rows that hang from a provider: addresses, phones, hours, links and single texts. Never looks at a second row.
import { readPhoneNumber, readText, readWeekday, readYesNo } from "./cells";
import { type CheckResult, parents } from "./check-providers";
import type { Owners, Parent, Records } from "./records";
import type { RowReader } from "./row-reader";

export function checkAddress(row: RowReader, mail: boolean): CheckResult<Records["address"]> {
  const location = row.needed("owner-blank", "location_id");
  const street = row.line("address_1");
  // Mail needs a street or a box; a place may hide its street, as shelters do, and still be found by its city.
  if (street === null) row.fault(mail ? "value-blank" : "address-no-street", "address_1");
  return {
    record: {
      location,
      mail: mail || row.raw("address_type").toLowerCase() === "postal",
      attention: row.line("attention"),
      street,
      streetMore: row.line("address_2"),
      city: row.needed("value-blank", "city"),
      region: row.line("region"),
      state: row.line("state_province"),
      postalCode: row.line("postal_code"),
      country: (row.line("country") ?? "US").toUpperCase(),
    },
    parents: parents(["location", location, "location_id", false]),
  };
}

const phoneTypes: Record<string, string> = {
  voice: "voice",
  phone: "voice",
  cell: "voice",
  hotline: "hotline",
  fax: "fax",
  sms: "text",
  text: "text",
  tty: "tty",
  textphone: "tty",
  tdd: "tty",
  video: "video",
};

export function checkPhone(row: RowReader, ohana: boolean): CheckResult<Records["phone"]> {
  const owners = readOwners(row);
  if (owners.parents.length === 0)
    row.fault(
      row.raw("contact_id") === "" ? "owner-blank" : "owner-is-contact",
      row.raw("contact_id") === "" ? "location_id" : "contact_id",
    );
  const number = readPhoneNumber(row.raw("number"));
  if (number === null) row.fault("phone-blank", "number");
  const written = row.raw("number_type", "type").toLowerCase();
  if (written === "" && ohana) row.fault("phone-type-blank", "number_type");
  const type = written === "" ? "voice" : phoneTypes[written];
  if (type === undefined) row.fault("phone-type-unknown", ["number_type", "type"]);
  const prefix = row.raw("country_prefix").replace(/^\+/, "");
  return {
    record: {
      ...owners.owners,
      number: prefix === "" || prefix === "1" ? (number ?? "") : `+${prefix} ${number ?? ""}`,
      extension: row.line("extension"),
      label: row.line("department", "description"),
      type: type ?? "voice",
    },
    parents: owners.parents,
  };
}

export function checkWeeklyHours(row: RowReader): CheckResult<Records["weekly-hours"]> {
  const owners = readOwners(row);
  if (owners.parents.length === 0) row.fault("owner-blank", "location_id");
  const weekday = readWeekday(row.raw("weekday"));
  if (weekday === null) row.fault("weekday-unreadable", "weekday");
  const hours = readHours(row, true);
  return {
    record: { ...owners.owners, weekday: weekday ?? 1, ...(hours ?? { opensMinute: 0, closesMinute: 1 }) },
    parents: owners.parents,
  };
}

export function checkDatedHours(row: RowReader): CheckResult<Records["dated-hours"]> {
  const owners = readOwners(row);
  if (owners.parents.length === 0) row.fault("owner-blank", "location_id");
  const [from, last] = [row.day("start_date"), row.day("end_date")];
  for (const column of ["start_date", "end_date"]) if (row.raw(column) === "") row.fault("value-blank", column);
  if (from !== null && last !== null && last < from) row.fault("hours-inverted-days", "end_date");
  const closed = readYesNo(row.raw("closed")) === true;
  const hours = closed ? null : readHours(row, true);
  const certain = from !== null && last !== null;
  return {
    record: {
      ...owners.owners,
      from: certain ? from : null,
      to: certain ? dayAfter(last) : null,
      hours,
      text: [
        `${row.raw("start_date")} – ${row.raw("end_date")}`,
        closed ? "" : `${row.raw("opens_at")} – ${row.raw("closes_at")}`,
      ]
        .filter(Boolean)
        .join(": "),
    },
    parents: owners.parents,
  };
}

export function dayAfter(day: string): string {
  const [year, month, date] = day.split("-").map(Number);
  return new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, (date ?? 1) + 1)).toISOString().slice(0, 10);
}

const longestNight = 720;

/** Opening and closing on the wall clock; a close at or before the opening is the morning after. */
function readHours(row: RowReader, needed: boolean): { opensMinute: number; closesMinute: number } | null {
  const [opens, closes] = [row.time("opens_at"), row.time("closes_at")];
  if (needed && opens === null && row.raw("opens_at") === "") row.fault("hours-no-open", "opens_at");
  if (needed && closes === null && row.raw("closes_at") === "") row.fault("hours-no-close", "closes_at");
  if (opens === null || closes === null) return null;
  const closesMinute = closes.minute <= opens.minute ? closes.minute + 1440 : closes.minute;
  // A bar closes at two; a day centre that closes eighteen hours later has lost its "PM".
  if (closesMinute > 1440 && closesMinute - opens.minute > longestNight) {
    row.fault("hours-past-midnight", "closes_at", `${row.raw("opens_at")} – ${row.raw("closes_at")}`);
  }
  return { opensMinute: opens.minute % 1440, closesMinute };
}

export function checkServiceSpecialty(row: RowReader): CheckResult<Records["service-specialty"]> {
  const entity = row.raw("link_entity").toLowerCase();
  const service = row.has("service_id") ? row.raw("service_id") : row.raw("link_id");
  const written = row.needed("owner-blank", "taxonomy_term_id", "category_id", "taxonomy_id");
  // A category's row number is not its code, and the two may look alike.
  const specialty = row.has("category_id") && written !== "" ? `#${written}` : written;
  if (service === "") row.fault("owner-blank", ["service_id", "link_id"]);
  // Terms on anything but a service describe it in words the directory has no field for.
  else if (entity !== "" && entity !== "service" && entity !== "link_entity")
    row.fault("no-place-in-directory", "link_entity");
  return {
    record: { service, specialty },
    parents: parents(
      ["service", service, row.has("service_id") ? "service_id" : "link_id", false],
      ["specialty", specialty, "taxonomy_term_id", false],
    ),
  };
}

const additionColumns: Record<string, string[]> = {
  language: ["name", "language", "code"],
  accessibility: ["description", "accessibility"],
  "required-document": ["document"],
  "service-area": ["name", "service_area", "description"],
  "payment-accepted": ["payment"],
  eligibility: ["eligibility", "description"],
};

/** A single text that becomes part of its owner. */
export function checkAddition(row: RowReader, kind: string): CheckResult<Records["language"]> {
  const owners = readOwners(row);
  if (owners.parents.length === 0) row.fault("owner-blank", ["service_id", "location_id"]);
  const columns = additionColumns[kind] ?? ["description"];
  const text =
    kind === "cost" ? readCost(row) : columns.map((column) => row.line(column)).find((line) => line !== null);
  if (text === undefined || text === null) row.fault("value-blank", columns);
  return { record: { ...owners.owners, text: text ?? "" }, parents: owners.parents };
}

function readCost(row: RowReader): string | null {
  const amount = [row.line("amount"), row.line("currency")?.toUpperCase()].filter(Boolean).join(" ");
  const parts = [row.line("option"), amount, row.line("amount_description")].filter(
    (part) => part !== null && part !== "",
  );
  return parts.length === 0 ? null : parts.join(", ");
}

/** Every owner a row names, and the narrowest one of them, which alone must exist. */
export function readOwners(row: RowReader): { owners: Owners; parents: Parent[] } {
  const read = (column: string) => readText(row.raw(column)) || null;
  const owners: Owners = {
    organization: read("organization_id"),
    location: read("location_id"),
    service: read("service_id"),
    serviceAtLocation: read("service_at_location_id"),
  };
  const found = parents(
    ["service-at-location", owners.serviceAtLocation ?? "", "service_at_location_id", true],
    ["service", owners.service ?? "", "service_id", true],
    ["location", owners.location ?? "", "location_id", true],
    ["organization", owners.organization ?? "", "organization_id", true],
  );
  return { owners, parents: found.map((parent, index) => ({ ...parent, optional: index < found.length - 1 })) };
}
