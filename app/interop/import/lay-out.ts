// Lays the taken rows of a package out as rows of the directory's tables. Pure: ids are the source's own, and nothing is looked up.

import { readLanguages } from "./language";
import { hoursTargets, writeHoursTexts } from "./lay-out-hours";
import { phoneTargets, placeTargets, specialtyLinks, specialtyTargets } from "./lay-out-links";
import { serviceTargets } from "./lay-out-services";
import type { AddressRecord, CheckedRow } from "./records";
import type { Ownership } from "./survey";
import { type Gazetteer, Shelf, type TableName, type Target, target, type Value } from "./target";

/** The directory's tables to be. Each is laid out anew when it is asked for: all at once would be more than the package itself. */
export class Layout {
  constructor(private readonly tables: Readonly<Record<TableName, () => Iterable<Target>>>) {}

  of(table: TableName): Iterable<Target> {
    return this.tables[table]();
  }

  *all(): Iterable<Target> {
    for (const table of Object.values(this.tables)) yield* table();
  }
}

export type LaidOut = { layout: Layout; zoneless: CheckedRow<"location">[] };

export function layOut(rows: readonly CheckedRow[], source: string, owners: Ownership, gazetteer: Gazetteer): LaidOut {
  const taken = new Shelf(rows);
  const specialties = specialtyTargets(taken, source);
  const locations = locationTargets(taken, owners, gazetteer);
  const places = placeTargets(taken, owners);
  writeHoursTexts(taken, places);
  const layout = new Layout({
    organization: () => organizationTargets(taken),
    specialty: () => specialties,
    location: () => locations.targets,
    service: () => serviceTargets(taken, owners),
    service_at_location: () => places,
    service_specialty: () => specialtyLinks(taken),
    opening_span: () => hoursTargets("opening_span", taken, places),
    opening_exception: () => hoursTargets("opening_exception", taken, places),
    phone: () => phoneTargets(taken),
  });
  return { layout, zoneless: locations.zoneless };
}

function* organizationTargets(taken: Shelf): Iterable<Target> {
  for (const row of taken.of("organization")) yield organizationTarget(row);
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

function locationTargets(
  taken: Shelf,
  owners: Ownership,
  gazetteer: Gazetteer,
): { targets: Target[]; zoneless: CheckedRow<"location">[] } {
  const doors = taken.doors();
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
    const values = {
      ...(row ? locationValues(row, more) : {}),
      ...addressValues(row, more.door[0]?.record, gazetteer),
    };
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
  const spoken = readLanguages([record.languages ?? "", ...more.languages.map((one) => one.record.text)]);
  const access = new Set([...record.accessibility, ...more.access.map((one) => one.record.text)]);
  const words = spoken.words.join(". ");
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
  gazetteer: Gazetteer,
): Record<string, Value> {
  const point = row?.record.point ?? null;
  const placing = door === undefined ? null : gazetteer.place(door);
  const zone = placing?.timeZone ?? (point === null ? null : gazetteer.zoneAt(point));
  const placed = point === null && placing !== null;
  return {
    ...(door === undefined ? {} : doorValues(door)),
    ...(zone === null ? {} : { time_zone: zone }),
    ...(placed ? { latitude: placing.latitude, longitude: placing.longitude, point_precision: placing.precision } : {}),
  };
}

function doorValues(door: AddressRecord): Record<string, Value> {
  return {
    address_line: door.street,
    address_line_2: door.streetMore,
    city: door.city,
    region: door.state ?? door.region,
    postal_code: door.postalCode,
    country: door.country,
  };
}

function envelope(address: AddressRecord): string {
  const town = [address.city, [address.state, address.postalCode].filter(Boolean).join(" ")].filter(Boolean).join(", ");
  return [address.attention, address.street, address.streetMore, town]
    .filter((line) => line !== null && line !== "")
    .join("\n");
}
