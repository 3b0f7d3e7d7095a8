// Lays the taken rows of a package out as rows of the directory's tables. Pure: ids are the source's own, and nothing is looked up.

import { readLanguages } from "./language";
import { hoursTargets } from "./lay-out-hours";
import type { AddressRecord, CheckedRow, Records, TakenKind } from "./records";
import type { Ownership, Ref } from "./survey";
import { zoneOfPlace } from "./time-zone";

export type TableName =
  | "organization"
  | "specialty"
  | "location"
  | "service"
  | "service_at_location"
  | "service_specialty"
  | "phone"
  | "opening_span"
  | "opening_exception";

export type Value = string | number | boolean | null | string[];

/** One row of the directory to be, known by the source's id. */
export type Target = {
  table: TableName;
  kind: string;
  id: string;
  /** tells apart the rows that one source row becomes */
  part: string;
  /** whose it is: the organization of this row, found when it is written; null for terms of the taxonomy and organizations */
  owner: Ref | null;
  /** foreign keys by the source's ids */
  links: Record<string, Ref>;
  values: Record<string, Value>;
  /** the source rows that say it; without the first kind of them it can be changed but not made */
  from: CheckedRow[];
  whole: boolean;
};

/** Where an address lies when the source gives no point. */
export type Placing = { latitude: number; longitude: number; precision: string };
export type PlaceOf = (address: AddressRecord) => Placing | null;

export type LaidOut = { targets: Target[]; zoneless: CheckedRow<"location">[] };

export function layOut(rows: readonly CheckedRow[], source: string, owners: Ownership, placeOf: PlaceOf): LaidOut {
  const taken = new Shelf(rows);
  const locations = locationTargets(taken, owners, placeOf);
  const places = placeTargets(taken, owners);
  return {
    targets: [
      ...taken.of("organization").map(organizationTarget),
      ...specialtyTargets(taken, source),
      ...locations.targets,
      ...serviceTargets(taken, owners),
      ...hoursTargets(taken, places),
      ...specialtyLinks(taken),
      ...taken.of("phone").map((row) => phoneTarget(row, taken)),
    ],
    zoneless: locations.zoneless,
  };
}

/** The taken rows by kind, and the details of each owner. */
export class Shelf {
  private readonly rows = new Map<string, CheckedRow[]>();

  constructor(rows: readonly CheckedRow[]) {
    for (const row of rows) {
      if (row.refused) continue;
      const shelf = this.rows.get(row.kind);
      if (shelf) shelf.push(row);
      else this.rows.set(row.kind, [row]);
    }
  }

  of<K extends TakenKind>(kind: K): CheckedRow<K>[] {
    return (this.rows.get(kind) ?? []) as CheckedRow<K>[];
  }

  grouped<K extends TakenKind>(kind: K, keyOf: (record: Records[K]) => string | null): Map<string, CheckedRow<K>[]> {
    const groups = new Map<string, CheckedRow<K>[]>();
    for (const row of this.of(kind)) {
      const key = keyOf(row.record as Records[K]);
      if (key === null) continue;
      const group = groups.get(key);
      if (group) group.push(row);
      else groups.set(key, [row]);
    }
    return groups;
  }
}

function organizationTarget(row: CheckedRow<"organization">): Target {
  const { name, alternateName, description, email, website, legalStatus } = row.record;
  const values = {
    name,
    alternate_name: alternateName,
    description: description ?? "",
    email,
    website,
    legal_status: legalStatus,
  };
  return target("organization", row, null, {}, values);
}

/** Terms, parents before children. Codes of different publishers collide with different meanings, so each bears its source. */
function specialtyTargets(taken: Shelf, source: string): Target[] {
  const terms = new Map(taken.of("specialty").map((row) => [row.id, row]));
  const sorted = new Map<string, CheckedRow<"specialty">>();
  const place = (row: CheckedRow<"specialty">) => {
    const parent = row.record.parent === null ? undefined : terms.get(row.record.parent);
    if (parent !== undefined && !sorted.has(parent.id)) place(parent);
    sorted.set(row.id, row);
  };
  for (const row of terms.values()) if (!sorted.has(row.id)) place(row);
  return [...sorted.values()].map((row) => {
    const { code, name, parent } = row.record;
    const links: Record<string, Ref> =
      parent !== null && terms.has(parent) ? { parent_id: { kind: "specialty", id: parent } } : {};
    return target("specialty", row, null, links, { code: `${source}:${code}`, name, taxonomy: source });
  });
}

function locationTargets(taken: Shelf, owners: Ownership, placeOf: PlaceOf): LaidOut {
  const doors = taken.grouped("address", (record) => (record.mail ? null : record.location));
  const letters = taken.grouped("mail-address", (record) => record.location);
  for (const [id, rows] of taken.grouped("address", (record) => (record.mail ? record.location : null))) {
    letters.set(id, [...(letters.get(id) ?? []), ...(rows as unknown as CheckedRow<"mail-address">[])]);
  }
  const access = taken.grouped("accessibility", (record) => record.location);
  const languages = taken.grouped("language", (record) => (record.service === null ? record.location : null));
  const main = new Map(taken.of("location").map((row) => [row.id, row]));
  const zoneless: CheckedRow<"location">[] = [];
  const targets = [
    ...new Set([...main.keys(), ...doors.keys(), ...letters.keys(), ...access.keys(), ...languages.keys()]),
  ].map((id) => {
    const row = main.get(id);
    const more = {
      door: doors.get(id) ?? [],
      letter: letters.get(id) ?? [],
      access: access.get(id) ?? [],
      languages: languages.get(id) ?? [],
    };
    const values = { ...(row ? locationValues(row, more) : {}), ...addressValues(row, more.door[0]?.record, placeOf) };
    if (more.letter[0]) values.mail_address = envelope(more.letter[0].record);
    if (row && values.time_zone === undefined && !row.record.virtual) zoneless.push(row);
    const from = [row, ...more.door, ...more.letter, ...more.access, ...more.languages].filter(
      (one) => one !== undefined,
    );
    return {
      ...target("location", row ?? { kind: "location", id }, owners.location.get(id) ?? null, {}, values),
      from,
      whole: row !== undefined,
    };
  });
  return { targets, zoneless };
}

function locationValues(
  row: CheckedRow<"location">,
  more: { access: CheckedRow<"accessibility">[]; languages: CheckedRow<"language">[] },
): Record<string, Value> {
  const { record } = row;
  const spoken = readLanguages([...record.languages, ...more.languages.map((one) => one.record.text)]);
  const access = new Set([...record.accessibility, ...more.access.map((one) => one.record.text)]);
  const words = spoken.words.join(", ");
  return {
    name: record.name,
    alternate_name: record.alternateName,
    // What is said about languages in sentences has no field of its own and must not get lost.
    description: [record.description, words].filter((part) => part !== null && part !== "").join("\n\n"),
    email: record.email,
    website: record.website,
    transportation: record.transportation,
    accessibility: [...access],
    languages: spoken.codes,
    ...(record.point ? { ...record.point, point_precision: "given" } : {}),
  };
}

function addressValues(
  row: CheckedRow<"location"> | undefined,
  door: AddressRecord | undefined,
  placeOf: PlaceOf,
): Record<string, Value> {
  if (door === undefined) return {};
  const placing = row?.record.point ? null : placeOf(door);
  const longitude = row?.record.point?.longitude ?? placing?.longitude ?? null;
  const zone = zoneOfPlace(door.state, longitude);
  return {
    address_line: door.street,
    address_line_2: door.streetMore,
    city: door.city,
    region: door.state ?? door.region,
    postal_code: door.postalCode,
    country: door.country,
    ...(zone === null ? {} : { time_zone: zone }),
    ...(placing === null
      ? {}
      : { latitude: placing.latitude, longitude: placing.longitude, point_precision: placing.precision }),
  };
}

function envelope(address: AddressRecord): string {
  const town = [address.city, [address.state, address.postalCode].filter(Boolean).join(" ")].filter(Boolean).join(", ");
  return [address.attention, address.street, address.streetMore, town]
    .filter((line) => line !== null && line !== "")
    .join("\n");
}

function serviceTargets(taken: Shelf, owners: Ownership): Target[] {
  const additions = (
    ["language", "required-document", "service-area", "cost", "payment-accepted", "eligibility"] as const
  ).map((kind) => [kind, taken.grouped(kind, (record) => record.service)] as const);
  const programs = new Map(taken.of("program").map((row) => [row.id, row.record.name]));
  const main = new Map(taken.of("service").map((row) => [row.id, row]));
  const ids = new Set([...main.keys(), ...additions.flatMap(([, groups]) => [...groups.keys()])]);
  return [...ids].map((id) => {
    const row = main.get(id);
    const texts = new Map(
      additions.map(([kind, groups]) => [kind as string, (groups.get(id) ?? []).map((one) => one.record.text)]),
    );
    const values = row ? serviceValues(row.record, texts, programs) : additionValues(texts);
    const from = [row, ...additions.flatMap(([, groups]) => groups.get(id) ?? [])].filter((one) => one !== undefined);
    return {
      ...target("service", row ?? { kind: "service", id }, owners.service.get(id) ?? null, {}, values),
      from,
      whole: row !== undefined,
    };
  });
}

function serviceValues(
  record: Records["service"],
  texts: ReadonlyMap<string, string[]>,
  programs: ReadonlyMap<string, string>,
): Record<string, Value> {
  const spoken = readLanguages([...record.languages, ...(texts.get("language") ?? [])]);
  const join = (own: string[], kind: string) => [...new Set([...own, ...(texts.get(kind) ?? [])])].join("; ") || null;
  return {
    name: record.name,
    alternate_name: record.alternateName,
    program_name: record.program === null ? null : (programs.get(record.program) ?? null),
    description: record.description ?? "",
    application_process: record.applicationProcess,
    eligibility:
      [record.eligibility, ...(texts.get("eligibility") ?? [])].filter((part) => part !== null).join("\n") || null,
    minimum_age: wholeAge(record.minimumAge),
    maximum_age: wholeAge(record.maximumAge),
    fees: [record.fees, ...(texts.get("cost") ?? [])].filter((part) => part !== null).join("\n") || null,
    email: record.email,
    website: record.website,
    languages: spoken.codes,
    interpretation: [record.interpretation, ...spoken.words].filter((part) => part !== null).join(". ") || null,
    required_documents: join(record.requiredDocuments, "required-document"),
    service_area: join(record.serviceAreas, "service-area"),
    accepted_payments: join(record.acceptedPayments, "payment-accepted"),
    wait_time: record.waitTime,
    alert: record.alert,
    status: record.status,
  };
}

/** What single texts say of a service whose own row is not in the package. */
function additionValues(texts: ReadonlyMap<string, string[]>): Record<string, Value> {
  const columns: Record<string, string> = {
    "required-document": "required_documents",
    "service-area": "service_area",
    "payment-accepted": "accepted_payments",
    eligibility: "eligibility",
  };
  const values: Record<string, Value> = {};
  for (const [kind, column] of Object.entries(columns)) {
    const said = texts.get(kind) ?? [];
    if (said.length > 0) values[column] = said.join("; ");
  }
  const spoken = texts.get("language") ?? [];
  if (spoken.length > 0) values.languages = readLanguages(spoken).codes;
  return values;
}

function wholeAge(age: number | null): number | null {
  return age === null || age < 0 || age > 150 ? null : Math.round(age);
}

/** Services at locations: Ohana says them with the service, HSDS in a table. */
function placeTargets(taken: Shelf, owners: Ownership): Target[] {
  const statuses = new Map(taken.of("service").map((row) => [row.id, row.record.status]));
  const values = (service: string): Record<string, Value> => {
    const status = statuses.get(service);
    return status === undefined ? {} : { active: status === "active" };
  };
  const place = (
    row: CheckedRow<"service"> | CheckedRow<"service-at-location">,
    id: string,
    service: string,
    location: string,
  ): Target => ({
    ...target(
      "service_at_location",
      { kind: "service-at-location", id },
      owners.service.get(service) ?? { kind: "service", id: service },
      {
        service_id: { kind: "service", id: service },
        location_id: { kind: "location", id: location },
      },
      values(service),
    ),
    from: [row],
    whole: true,
  });
  return [
    ...taken.of("service-at-location").map((row) => place(row, row.id, row.record.service, row.record.location)),
    ...taken
      .of("service")
      .flatMap((row) =>
        row.record.location === null
          ? []
          : [place(row, `${row.id}@${row.record.location}`, row.id, row.record.location)],
      ),
  ];
}

function specialtyLinks(taken: Shelf): Target[] {
  const codeOfAlias = new Map(taken.of("specialty").map((row) => [`#${row.record.alias}`, row.id]));
  const known = new Set(taken.of("specialty").map((row) => row.id));
  const links = new Map<string, Target>();
  const add = (row: CheckedRow, service: string, term: string) => {
    const id = `${service} ${term}`;
    const before = links.get(id);
    if (before) before.from.push(row);
    else {
      links.set(id, {
        ...target(
          "service_specialty",
          { kind: "service-specialty", id },
          { kind: "service", id: service },
          {
            service_id: { kind: "service", id: service },
            specialty_id: { kind: "specialty", id: term },
          },
          {},
        ),
        from: [row],
        whole: true,
      });
    }
  };
  for (const row of taken.of("service-specialty"))
    add(row, row.record.service, codeOfAlias.get(row.record.specialty) ?? row.record.specialty);
  for (const row of taken.of("service"))
    for (const term of row.record.specialties) if (known.has(term)) add(row, row.id, term);
  return [...links.values()];
}

function phoneTarget(row: CheckedRow<"phone">, taken: Shelf): Target {
  const { organization, location, service, serviceAtLocation, number, extension, label, type } = row.record;
  const pair =
    serviceAtLocation === null
      ? undefined
      : taken.of("service-at-location").find((one) => one.id === serviceAtLocation)?.record;
  const elsewhere = row.faults.some((fault) => fault.code === "phone-location-disagrees");
  const [serviceId, locationId] = [pair?.service ?? service, pair?.location ?? (elsewhere ? null : location)];
  const links: Record<string, Ref> = {};
  if (serviceId !== null) links.service_id = { kind: "service", id: serviceId };
  if (locationId !== null) links.location_id = { kind: "location", id: locationId };
  const owner = links.service_id ?? links.location_id ?? { kind: "organization" as const, id: organization ?? "" };
  return target("phone", row, owner, links, { number, extension, kind: type, note: label });
}

/** A target that one row says alone. */
export function target(
  table: TableName,
  row: { kind: string; id: string } | CheckedRow,
  owner: Ref | null,
  links: Record<string, Ref>,
  values: Record<string, Value>,
): Target {
  return {
    table,
    kind: row.kind,
    id: row.id,
    part: "",
    owner,
    links,
    values,
    from: "record" in row ? [row] : [],
    whole: true,
  };
}
