// A made-up flat file and the mapping it is read through, for stories about importing. Nobody in it is real.

import { NOTHING_ASKED, type Wish } from "#app/search/wish";

/** A search that asks for nothing but nearness. */
export const plainWish: Wish = { ...NOTHING_ASKED, order: "distance", shown: 50 };

/** One pantry as another system writes it. */
export const flatRow = {
  id: 7,
  name: "St. Clare&#8217;s Table",
  street: "1 Mill Lane",
  town: "Boston",
  state: "MA",
  zip: 2134,
  phone: "(617) 555-0100 x4",
  lat: 42.35,
  lon: -71.13,
  hours: "<table><tr><td>Monday</td><td><time>9:00 AM - 12:00 PM</time></td></tr></table>",
};

const fields = {
  id: "id",
  "organization.name": "name",
  "location.latitude": "lat",
  "location.longitude": "lon",
  "address.address_1": "street",
  "address.city": "town",
  "address.state_province": "state",
  "address.postal_code": "zip",
  "phone.number": "phone",
  "service.name": { constant: "Food pantry" },
  "hours.text": "hours",
};

/** The mapping of such a file; what is given as `fields` is added to its fields, the rest are parts of their own. */
export function flatMapping({ fields: more, ...parts }: { readonly [part: string]: unknown }): string {
  return JSON.stringify({ ...parts, fields: { ...fields, ...(typeof more === "object" ? more : {}) } });
}

/** JSON lines. */
export function linesOf(rows: readonly unknown[]): string {
  return rows.map((row) => JSON.stringify(row)).join("\n");
}
