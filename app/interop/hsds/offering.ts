// A service, an organization and a service at a location as HSDS writes them, plain for lists and whole with all that belongs to them. Reads no row itself.
import { type HsdsObject, latest, mailboxOf, type Pen, present, uriOf } from "./facts";
import { languagesOf, nameOf, phonesOf, plainLocation, wholeLocation } from "./place";
import type { AreaRow, LocationRow, OrganizationRow, PhoneRow, PlaceRow, ServiceRow, Shelf } from "./rows";
import { schedulesOf } from "./schedule";
import { termOf } from "./terms";

export function plainOrganization(row: OrganizationRow): HsdsObject {
  const facts = present({
    id: row.id,
    name: row.name,
    alternate_name: row.alternateName,
    email: mailboxOf(row.email),
    website: uriOf(row.website),
    legal_status: row.legalStatus,
  });
  // The standard wants a description, also where there is nothing to say.
  return { ...facts, description: row.description };
}

/** @param fullServices every fact of each service; otherwise its id, name and status */
export function wholeOrganization(pen: Pen, shelf: Shelf, row: OrganizationRow, fullServices: boolean): HsdsObject {
  const own = [...shelf.services.values()].filter((service) => service.organizationId === row.id);
  const locations = [...shelf.locations.values()].filter((location) => location.organizationId === row.id);
  const programs = new Map(own.flatMap((service) => (service.programName ? [[service.programName, service]] : [])));
  return {
    ...plainOrganization(row),
    ...present({
      phones: phonesOf(ownPhones(shelf, row.id)),
      locations: locations.map((location) => wholeLocation(pen, shelf, location)),
      programs: [...programs.values()].map((service) => programOf(pen, service)),
      services: own.map((service) => (fullServices ? wholeService(pen, shelf, service, false) : briefService(service))),
    }),
  };
}

const briefService = ({ id, name, status }: ServiceRow): HsdsObject => ({ id, name, status });

/** With its organization and program, which lists carry as well. */
export function plainService(pen: Pen, shelf: Shelf, row: ServiceRow): HsdsObject {
  const organization = shelf.organizations.get(row.organizationId);
  return present({
    ...serviceFacts(pen, shelf, row),
    organization: organization ? plainOrganization(organization) : null,
    program: programOf(pen, row),
  });
}

/** @param withOrganization false where it stands inside of its organization */
export function wholeService(pen: Pen, shelf: Shelf, row: ServiceRow, withOrganization = true): HsdsObject {
  const places = shelf.places.get(row.id) ?? [];
  return present({
    ...bodyOfService(pen, shelf, row, withOrganization),
    service_at_locations: places.map((place) => atLocation(pen, shelf, place)),
  });
}

function bodyOfService(pen: Pen, shelf: Shelf, row: ServiceRow, withOrganization: boolean): HsdsObject {
  const owner = { service_id: row.id };
  const organization = withOrganization ? shelf.organizations.get(row.organizationId) : undefined;
  return {
    ...serviceFacts(pen, shelf, row),
    phones: phonesOf(phonesAt(shelf, row.organizationId, ({ serviceId }) => serviceId === row.id)),
    service_areas: areasOf(pen, shelf, row),
    languages: languagesOf(pen, row.languages, "service", row.id),
    organization: organization
      ? { ...plainOrganization(organization), ...present({ phones: phonesOf(ownPhones(shelf, organization.id)) }) }
      : null,
    program: programOf(pen, row),
    cost_options: row.cost
      ? [{ id: pen.idOf("cost", row.id), ...owner, option: nameOf(pen, "hsds.cost", row.cost), ...costOf(row.cost) }]
      : [],
    required_documents: row.requiredDocuments
      ? [{ id: pen.idOf("document", row.id), ...owner, document: row.requiredDocuments }]
      : [],
    capacities: capacitiesOf(pen, shelf, row),
    attributes: attributesOf(pen, shelf, row),
  };
}

const costOf = (cost: string) => (cost === "free" ? { amount: 0 } : {});

/** One with the whole of its service: what is found and referred to. */
export function wholeAtLocation(pen: Pen, shelf: Shelf, row: PlaceRow): HsdsObject {
  const service = shelf.services.get(row.serviceId);
  return present({
    ...atLocation(pen, shelf, row),
    service: service ? present(bodyOfService(pen, shelf, service, true)) : null,
  });
}

/** As lists carry it: the one-to-one facts of the place and of the service. */
export function plainAtLocation(pen: Pen, shelf: Shelf, row: PlaceRow): HsdsObject {
  const service = shelf.services.get(row.serviceId);
  const location = shelf.locations.get(row.locationId);
  return present({
    ...placeFacts(row, location),
    location: location ? plainLocation(location) : null,
    service: service ? plainService(pen, shelf, service) : null,
  });
}

function atLocation(pen: Pen, shelf: Shelf, row: PlaceRow): HsdsObject {
  const location = shelf.locations.get(row.locationId);
  const owner = { service_at_location_id: row.id };
  const own = (one: { serviceAtLocationId: string | null }) => one.serviceAtLocationId === row.id;
  const spans = (shelf.spans.get(row.locationId) ?? []).filter(own);
  const dated = (shelf.exceptions.get(row.locationId) ?? []).filter(own);
  const { timeZone = "UTC", holidays = null } = location ?? {};
  const schedules = schedulesOf(pen, { timeZone, holidays, owner }, spans, dated);
  if (row.hoursText) schedules.push({ id: pen.idOf("hours", row.id), ...owner, description: row.hoursText });
  return present({
    ...placeFacts(row, location),
    schedules,
    phones: phonesOf(
      phonesAt(
        shelf,
        row.organizationId,
        (phone) => phone.serviceId === row.serviceId && phone.locationId === row.locationId,
      ),
    ),
    location: location ? wholeLocation(pen, shelf, location) : null,
  });
}

/** `accepting` and `last_modified` are extensions: who looks for a place asks for the one, mirrors for the other. */
function placeFacts(row: PlaceRow, location: LocationRow | undefined): HsdsObject {
  return {
    id: row.id,
    service_id: row.serviceId,
    location_id: row.locationId,
    accepting: row.takesReferrals,
    last_modified: latest([row.updatedAt, row.capacityAt, location?.updatedAt ?? null]),
  };
}

function serviceFacts(pen: Pen, shelf: Shelf, row: ServiceRow): HsdsObject {
  const places = shelf.places.get(row.id) ?? [];
  const around = places.flatMap((place) => [
    place.updatedAt,
    place.capacityAt,
    shelf.locations.get(place.locationId)?.updatedAt ?? null,
  ]);
  return present({
    id: row.id,
    organization_id: row.organizationId,
    program_id: row.programName ? programId(pen, row) : null,
    name: row.name,
    alternate_name: row.alternateName,
    description: row.description,
    url: uriOf(row.website),
    email: mailboxOf(row.email),
    status: row.status,
    interpretation_services: row.interpretation,
    application_process: row.applicationProcess,
    fees_description: [row.fees, row.acceptedPayments].filter(Boolean).join(" "),
    wait_time: row.waitTime,
    eligibility_description: row.eligibility,
    minimum_age: row.minimumAge,
    maximum_age: row.maximumAge,
    alert: row.alert,
    last_modified: latest([row.updatedAt, shelf.organizations.get(row.organizationId)?.updatedAt ?? null, ...around]),
  });
}

const programId = (pen: Pen, row: ServiceRow) => pen.idOf("program", row.organizationId, row.programName ?? "");

function programOf(pen: Pen, row: ServiceRow): HsdsObject | null {
  if (!row.programName) return null;
  const { organizationId, programName } = row;
  return { id: programId(pen, row), organization_id: organizationId, name: programName, description: programName };
}

function areasOf(pen: Pen, shelf: Shelf, row: ServiceRow): HsdsObject[] {
  const told = (shelf.areas.get(row.id) ?? []).map((area) => areaOf(pen, area));
  if (!row.serviceArea) return told;
  return [...told, { id: pen.idOf("area", row.id), service_id: row.id, name: row.serviceArea }];
}

function areaOf(pen: Pen, { id, serviceId, name, postalCodes, polygon }: AreaRow): HsdsObject {
  const codes = postalCodes.length > 0 ? pen.say("hsds.area.postal-codes", { codes: postalCodes.join(", ") }) : null;
  return present({
    id,
    service_id: serviceId,
    name,
    description: codes,
    postal_codes: postalCodes,
    extent: polygon ? JSON.stringify(polygon) : null,
    extent_type: polygon ? "geojson" : null,
  });
}

/** One for each place that has said how many it can take. */
function capacitiesOf(pen: Pen, shelf: Shelf, row: ServiceRow): HsdsObject[] {
  return (shelf.places.get(row.id) ?? []).flatMap((place) => {
    if (place.openPlaces === null) return [];
    const at = shelf.locations.get(place.locationId)?.name;
    return [
      present({
        id: pen.idOf("capacity", place.id),
        service_id: row.id,
        service_at_location_id: place.id,
        unit: { id: pen.idOf("unit", "place"), name: pen.say("hsds.capacity.unit") },
        available: place.openPlaces,
        description: at ? pen.say("hsds.capacity.at", { place: at }) : null,
        updated: latest([place.capacityAt ?? place.updatedAt]),
      }),
    ];
  });
}

/** Its specialties, how it reaches people, and whom it is meant for. */
function attributesOf(pen: Pen, shelf: Shelf, row: ServiceRow): HsdsObject[] {
  const link = { link_id: row.id, link_entity: "service" };
  const specialties = (shelf.terms.get(row.id) ?? []).map(({ linkId, specialty }) => ({
    id: linkId,
    ...link,
    link_type: "specialty",
    taxonomy_term_id: specialty.id,
    taxonomy_term: termOf(pen, specialty),
  }));
  const codes = (kind: "mode" | "serves", values: readonly string[]) =>
    values.map((value) => ({
      id: pen.idOf(kind, row.id, value),
      ...link,
      link_type: kind,
      label: pen.say(`hsds.${kind}.label`),
      value: nameOf(pen, `hsds.${kind}`, value),
    }));
  return [...specialties, ...codes("mode", row.modes), ...codes("serves", row.serves)];
}

const phonesAt = (shelf: Shelf, organizationId: string, belongs: (phone: PhoneRow) => boolean) =>
  (shelf.phones.get(organizationId) ?? []).filter(belongs);

const ownPhones = (shelf: Shelf, organizationId: string) =>
  phonesAt(shelf, organizationId, ({ locationId, serviceId }) => locationId === null && serviceId === null);
