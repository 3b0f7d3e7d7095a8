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

export function specialtyLinks(taken: Shelf): Target[] {
  const codeOfAlias = new Map(taken.of("specialty").map((row) => [`#${row.record.alias}`, row.id]));
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
    for (const term of row.record.specialties) if (!isLost(row, term)) add(row, row.id, term);
  return [...links.values()];
}

export function phoneTargets(taken: Shelf): Target[] {
  const places = new Map(taken.of("service-at-location").map((row) => [row.id, row.record]));
  return taken.of("phone").map((row) => phoneTarget(row, places));
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
