// A location as HSDS writes it: address, phones, languages, accessibility, hours of the whole house. Knows no service.
import { type HsdsObject, mailboxOf, type Pen, present, uriOf } from "./facts";
import type { LocationRow, PhoneRow, Shelf } from "./rows";
import { schedulesOf } from "./schedule";

/** The one-to-one facts alone, as lists carry them. */
export function plainLocation(row: LocationRow): HsdsObject {
  const physical = isPhysical(row);
  const url = uriOf(row.website);
  return present({
    id: row.id,
    location_type: physical ? "physical" : "virtual",
    url,
    organization_id: row.organizationId,
    name: row.name,
    alternate_name: row.alternateName,
    description: row.description,
    transportation: row.transportation,
    latitude: row.latitude,
    longitude: row.longitude,
  });
}

/** With all that belongs to it. */
export function wholeLocation(pen: Pen, shelf: Shelf, row: LocationRow): HsdsObject {
  const owner = { location_id: row.id };
  const ofHouse = ({ serviceAtLocationId }: { serviceAtLocationId: string | null }) => serviceAtLocationId === null;
  const spans = (shelf.spans.get(row.id) ?? []).filter(ofHouse);
  const dated = (shelf.exceptions.get(row.id) ?? []).filter(ofHouse);
  const phones = (shelf.phones.get(row.organizationId) ?? []).filter((phone) => phone.locationId === row.id);
  const email = mailboxOf(row.email);
  const { timeZone, holidays } = row;
  return present({
    ...plainLocation(row),
    languages: languagesOf(pen, row.languages, "location", row.id),
    addresses: addressesOf(pen, row),
    contacts: email ? [{ id: pen.idOf("contact", row.id), ...owner, email }] : [],
    accessibility: row.accessibility.map((code) => ({
      id: pen.idOf("accessibility", row.id, code),
      ...owner,
      description: nameOf(pen, "directory.accessibility", code),
    })),
    phones: phonesOf(phones.filter((phone) => phone.serviceId === null)),
    schedules: schedulesOf(pen, { timeZone, holidays, owner }, spans, dated),
  });
}

// Where the door is; a location that has only a name and a web address is a virtual one.
const isPhysical = ({ addressLine, city, postalCode, latitude, website }: LocationRow) =>
  addressLine !== null || city !== null || postalCode !== null || latitude !== null || website === null;

/** HSDS wants every line of an address; one that is not known is an empty text. */
function addressesOf(pen: Pen, row: LocationRow): HsdsObject[] {
  const { addressLine, addressLine2, city, region, postalCode, country, mailAddress } = row;
  const address = (kind: string, lines: HsdsObject) => ({
    id: pen.idOf("address", kind, row.id),
    location_id: row.id,
    country,
    address_type: kind,
    ...lines,
  });
  const found: HsdsObject[] = [];
  if (addressLine !== null || city !== null || postalCode !== null) {
    const lines = { address_1: addressLine ?? "", ...(addressLine2 ? { address_2: addressLine2 } : {}) };
    const rest = { city: city ?? "", state_province: region ?? "", postal_code: postalCode ?? "" };
    found.push(address("physical", { ...lines, ...rest }));
  }
  if (mailAddress) {
    found.push(address("postal", { address_1: mailAddress, city: "", state_province: "", postal_code: "" }));
  }
  return found;
}

/** The kinds of phone as RFC 6350 names them. */
const PHONE_TYPES: Readonly<Record<string, string>> = { tty: "textphone", hotline: "voice" };

export function phonesOf(rows: readonly PhoneRow[]): HsdsObject[] {
  return rows.map((row) => {
    // HSDS counts extensions as numbers; one with letters is said in words.
    const digits = /^\d{1,9}$/.test(row.extension ?? "");
    return present({
      id: row.id,
      location_id: row.locationId,
      service_id: row.serviceId,
      organization_id: row.organizationId,
      number: row.number,
      extension: digits ? Number(row.extension) : null,
      type: PHONE_TYPES[row.kind] ?? row.kind,
      description: [row.note, digits ? null : row.extension].filter(Boolean).join(" "),
    });
  });
}

export function languagesOf(
  pen: Pen,
  codes: readonly string[],
  owner: "service" | "location",
  ownerId: string,
): HsdsObject[] {
  return codes.map((code) => ({
    id: pen.idOf("language", ownerId, code),
    [`${owner}_id`]: ownerId,
    name: nameOf(pen, "client.spoken", code),
    code,
  }));
}

/** The catalogue's word for a code; the code itself where it has none. */
export function nameOf(pen: Pen, area: string, code: string): string {
  const key = `${area}.${code}`;
  return pen.say.has(key) ? pen.say.any(key) : code.replaceAll("_", " ");
}
