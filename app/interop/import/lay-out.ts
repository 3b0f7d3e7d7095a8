// Lays the taken rows of a package out as rows of the directory's tables. Pure: ids are the source's own, and nothing is looked up.

import { readLanguages } from "./language";
import { hoursTargets } from "./lay-out-hours";
import { phoneTargets, placeTargets, specialtyLinks, specialtyTargets } from "./lay-out-links";
import { serviceTargets } from "./lay-out-services";
import type { AddressRecord, CheckedRow } from "./records";
import type { Ownership } from "./survey";
import { type Gazetteer, Shelf, type Target, target, type Value } from "./target";

export type LaidOut = { targets: Target[]; zoneless: CheckedRow<"location">[] };

export function layOut(rows: readonly CheckedRow[], source: string, owners: Ownership, gazetteer: Gazetteer): LaidOut {
  const taken = new Shelf(rows);
  const locations = locationTargets(taken, owners, gazetteer);
  const places = placeTargets(taken, owners);
  return {
    targets: [
      ...taken.of("organization").map(organizationTarget),
      ...specialtyTargets(taken, source),
      ...locations.targets,
      ...serviceTargets(taken, owners),
      ...hoursTargets(taken, places),
      ...specialtyLinks(taken),
      ...phoneTargets(taken),
    ],
    zoneless: locations.zoneless,
  };
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

function locationTargets(taken: Shelf, owners: Ownership, gazetteer: Gazetteer): LaidOut {
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
