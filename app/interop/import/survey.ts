// Compares rows of one package with each other: who owns a service, which points lie far off, which letters go to the wrong door. Never changes a record's words.
import { plainWords } from "./cells";
import { report } from "./check";
import type { AddressRecord, CheckedRow, LocationRecord, Parent } from "./records";
import type { Point } from "./row-reader";

/** Another row by the source's own id. */
export type Ref = Pick<Parent, "kind" | "id">;

/** Whose each service and location is; a location or a program stands for the organization it belongs to. */
export type Ownership = { service: Map<string, Ref>; location: Map<string, Ref> };

/** Finds the organization of every service and location, and refuses those that are nobody's. */
export function findOwners(rows: readonly CheckedRow[]): Ownership {
  const owners: Ownership = { service: new Map(), location: new Map() };
  const byPhone = new Map<string, Ref>();
  const places = new Map<string, string[]>();
  for (const row of rows) {
    if (row.refused) continue;
    if (row.kind === "phone" && row.record.service !== null && row.record.organization !== null) {
      byPhone.set(row.record.service, { kind: "organization", id: row.record.organization });
    }
    if (row.kind === "service-at-location") {
      places.set(row.record.service, [...(places.get(row.record.service) ?? []), row.record.location]);
    }
    if (row.kind === "location" && isTaken(row, "organization", row.record.organization)) {
      owners.location.set(row.id, { kind: "organization", id: row.record.organization ?? "" });
    }
  }
  for (const row of rows) if (row.kind === "service" && !row.refused) ownService(row, owners, byPhone, places);
  const byService = new Map<string, Ref>();
  for (const [service, locations] of places) {
    const owner = owners.service.get(service);
    for (const location of locations)
      if (owner !== undefined && !byService.has(location)) byService.set(location, owner);
  }
  for (const row of rows)
    if (row.kind === "location" && !row.refused && !owners.location.has(row.id))
      ownLocation(row, owners, byService.get(row.id));
  return owners;
}

function ownService(
  row: CheckedRow<"service">,
  owners: Ownership,
  byPhone: Map<string, Ref>,
  places: Map<string, string[]>,
): void {
  const { organization, location, program } = row.record;
  const place = places.get(row.id)?.find((id) => owners.location.has(id));
  const candidates: [boolean, Ref | undefined][] = [
    [organization !== null, { kind: "organization", id: organization ?? "" }],
    [location !== null, { kind: "location", id: location ?? "" }],
    [isTaken(row, "program", program), { kind: "program", id: program ?? "" }],
    [byPhone.has(row.id), byPhone.get(row.id)],
    [place !== undefined, { kind: "location", id: place ?? "" }],
  ];
  const owner = candidates.find(([found]) => found)?.[1];
  if (owner === undefined) report(row, "service-without-organization", "location_id");
  if (owner === undefined) return;
  owners.service.set(row.id, owner);
  if (location === null && !places.has(row.id)) report(row, "service-without-location", "location_id");
}

function ownLocation(row: CheckedRow<"location">, owners: Ownership, owner: Ref | undefined): void {
  const written = row.record.organization ?? "";
  if (owner === undefined) report(row, "location-without-owner", "organization_id", written);
  if (owner === undefined) return;
  owners.location.set(row.id, owner);
  report(row, "location-without-organization", "organization_id", written, {
    owner: `${owner.kind} ${owner.id}`,
  });
}

/** The reference was written and led somewhere; an optional one that led nowhere was noted with this field's value. */
function isTaken(row: CheckedRow, kind: Ref["kind"], id: string | null): boolean {
  const lost = row.faults.some(
    (fault) => fault.code === "parent-not-given" && fault.value === id && fault.blanks?.parent === kind,
  );
  return id !== null && !lost;
}

/** Metres beyond which a point is no longer near the others: a county's directory lists its neighbours, not another state's towns. */
const farMetres = 250_000;

/** Of a directory in which more than this share is far from its middle, nothing is: it is a nation's. */
const mostStraying = 0.1;

/** Notes points far from the middle of all points: national offices, or two coordinates of different places. */
export function noteFarPoints(rows: readonly CheckedRow[]): void {
  const placed = rows.filter(
    (row): row is CheckedRow<"location"> => row.kind === "location" && !row.refused && row.record.point !== null,
  );
  if (placed.length < 5) return;
  const middle: Point = {
    latitude: median(placed.map((row) => pointOf(row).latitude)),
    longitude: median(placed.map((row) => pointOf(row).longitude)),
  };
  const far = placed.flatMap((row) => {
    const metres = roughMetres(middle, pointOf(row));
    return metres > farMetres ? [{ row, metres }] : [];
  });
  if (far.length > placed.length * mostStraying) return;
  for (const { row, metres } of far) {
    const { latitude, longitude } = pointOf(row);
    const kilometres = String(Math.round(metres / 1000));
    report(row, "place-far-off", "latitude", `${latitude}, ${longitude}`, { kilometres });
  }
}

function pointOf(row: { record: LocationRecord }): Point {
  return row.record.point ?? { latitude: 0, longitude: 0 };
}

function median(values: number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}

// Good to a few percent, which is enough to tell another state.
function roughMetres(from: Point, to: Point): number {
  const radians = Math.PI / 180;
  const north = (to.latitude - from.latitude) * radians;
  const east = (to.longitude - from.longitude) * radians * Math.cos(((from.latitude + to.latitude) / 2) * radians);
  return Math.hypot(north, east) * 6_371_000;
}

/** Below this share of agreeing rows, the location numbers of a file of letters are not those of the locations. */
const leastAgreeing = 0.2;
const fewestComparable = 20;

/**
 * Letters to the wrong provider are worse than none. Where nearly no mailing address of a file agrees with its location's
 * town and postal code, only those are taken whose own words name the location.
 */
export function refuseStrayLetters(rows: readonly CheckedRow[]): void {
  const doors = new Map<string, AddressRecord>();
  const names = new Map<string, string>();
  for (const row of rows) {
    if (row.refused) continue;
    if (row.kind === "address") doors.set(row.record.location, row.record);
    if (row.kind === "location") names.set(row.id, plainWords(row.record.name));
  }
  const letters = rows.filter((row): row is CheckedRow<"mail-address"> => row.kind === "mail-address" && !row.refused);
  const comparable = letters.filter((row) => doors.has(row.record.location));
  const agrees = (row: CheckedRow<"mail-address">) =>
    postalArea(row.record) === postalArea(doors.get(row.record.location));
  const agreeing = comparable.filter(agrees).length;
  if (comparable.length < fewestComparable || agreeing >= comparable.length * leastAgreeing) return;
  const blanks = { agreeing: String(agreeing), comparable: String(comparable.length) };
  for (const row of letters) {
    const name = names.get(row.record.location) ?? "";
    const named = name !== "" && `${plainWords(row.record.attention ?? "")} `.startsWith(`${name} `);
    if (!named && !agrees(row))
      report(
        row,
        "address-of-other-place",
        "location_id",
        `${row.record.location}: ${row.record.attention ?? row.record.street ?? ""}`.slice(0, 120),
        blanks,
      );
  }
}

function postalArea(address: AddressRecord | undefined): string {
  return (address?.postalCode ?? "").slice(0, 5) || (address?.city ?? "").toLowerCase();
}

/** A beginning that is past says nothing any more, and hours that hold every week are found the quickest. */
export function forgetPastBeginnings(rows: readonly CheckedRow[], today: string): void {
  for (const row of rows) {
    if (row.kind !== "schedule" || row.refused || row.record.weekly === null) continue;
    row.record.weekly = row.record.weekly.map(({ fromDay, ...span }) =>
      fromDay && fromDay > today ? { ...span, fromDay } : span,
    );
  }
}

/** A phone may name a service and a place where that service is not given; it is the service's. */
export function notePhonesElsewhere(rows: readonly CheckedRow[]): void {
  const places = new Map<string, Set<string>>();
  for (const row of rows) {
    if (row.refused) continue;
    if (row.kind === "service" && row.record.location !== null) addTo(places, row.id, row.record.location);
    if (row.kind === "service-at-location") addTo(places, row.record.service, row.record.location);
  }
  for (const row of rows) {
    if (row.kind !== "phone" || row.refused || row.record.service === null || row.record.location === null) continue;
    const known = places.get(row.record.service);
    if (known !== undefined && !known.has(row.record.location)) {
      report(row, "phone-location-disagrees", "location_id", row.record.location, {
        service: row.record.service,
        location: [...known].join(", "),
      });
    }
  }
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  sets.set(key, (sets.get(key) ?? new Set()).add(value));
}
