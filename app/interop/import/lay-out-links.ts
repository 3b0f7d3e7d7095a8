// Lays out what connects: terms of the taxonomy, services with terms, services with places, owners with phones. Never makes a term or a place of its own.
import type { CheckedRow } from "./records";
import type { Ownership, Ref } from "./survey";
import { isLost, type Shelf, type Target, target, type Value } from "./target";

/** Terms, parents before children. Codes of different publishers collide with different meanings, so each bears its source. */
export function specialtyTargets(taken: Shelf, source: string): Target[] {
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
      parent === null || isLost(row, parent) ? {} : { parent_id: { kind: "specialty", id: parent } };
    return target("specialty", row, null, links, { code: `${source}:${code}`, name, taxonomy: source });
  });
}

/** Services at locations: Ohana says them with the service, HSDS in a table. */
export function placeTargets(taken: Shelf, owners: Ownership): Target[] {
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
  const own = taken.of("service-at-location").map((row) => place(row, row.id, row.record.service, row.record.location));
  const known = new Set(own.map(({ id }) => id));
  for (const row of taken.of("service")) {
    const { location } = row.record;
    const id = `${row.id}@${location}`;
    if (location !== null && !known.has(id)) own.push(place(row, id, row.id, location));
  }
  return own;
}

/** Service by service, so that the same link said in two ways is one, and not all of them need be held to know it. */
export function* specialtyLinks(taken: Shelf): Iterable<Target> {
  const codeOfAlias = new Map(taken.of("specialty").map((row) => [`#${row.record.alias}`, row.id]));
  const said = taken.grouped("service-specialty", (record) => record.service);
  const own = new Map(taken.of("service").map((row) => [row.id, row]));
  // Ids that hold a blank may read like another pair's; the first of such a pair stands.
  const blurred = new Set<string>();
  for (const service of new Set([...said.keys(), ...own.keys()])) {
    const sayers = new Map<string, CheckedRow[]>();
    const add = (row: CheckedRow, term: string) => {
      const before = sayers.get(term);
      if (before) before.push(row);
      else sayers.set(term, [row]);
    };
    for (const row of said.get(service) ?? []) add(row, codeOfAlias.get(row.record.specialty) ?? row.record.specialty);
    const row = own.get(service);
    for (const term of row?.record.specialties ?? []) if (row && !isLost(row, term)) add(row, term);
    for (const [term, from] of sayers) {
      const link = specialtyLink(service, term, from);
      if (`${service}${term}`.includes(" ")) {
        if (blurred.has(link.id)) continue;
        blurred.add(link.id);
      }
      yield link;
    }
  }
}

function specialtyLink(service: string, term: string, from: CheckedRow[]): Target {
  const owner: Ref = { kind: "service", id: service };
  const links: Record<string, Ref> = { service_id: owner, specialty_id: { kind: "specialty", id: term } };
  const named = { kind: "service-specialty", id: `${service} ${term}` };
  return { ...target("service_specialty", named, owner, links, {}), from, whole: true };
}

export function* phoneTargets(taken: Shelf): Iterable<Target> {
  const places = new Map(taken.of("service-at-location").map((row) => [row.id, row.record]));
  for (const row of taken.of("phone")) yield phoneTarget(row, places);
}

function phoneTarget(
  row: CheckedRow<"phone">,
  places: ReadonlyMap<string, { service: string; location: string }>,
): Target {
  const { organization, location, service, serviceAtLocation, number, extension, label, type } = row.record;
  const pair = places.get(serviceAtLocation ?? "");
  const elsewhere = row.faults.some((fault) => fault.code === "phone-location-disagrees");
  const [serviceId, locationId] = [pair?.service ?? service, pair?.location ?? (elsewhere ? null : location)];
  const links: Record<string, Ref> = {};
  if (serviceId !== null) links.service_id = { kind: "service", id: serviceId };
  if (locationId !== null) links.location_id = { kind: "location", id: locationId };
  const owner = links.service_id ?? links.location_id ?? { kind: "organization" as const, id: organization ?? "" };
  return target("phone", row, owner, links, { number, extension, kind: type, note: label });
}
