// Who applies to the demo's network and what they say. All made up; looks up the directory's record where one is claimed.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/transaction.server";
import type { DemoSpecialty } from "./directory";
import { TIME_ZONE } from "./places";

export interface Applicant {
  readonly name: string;
  readonly kind: "nonprofit" | "faith_based" | "company" | "public_body" | "sole_practitioner";
  readonly contact: string;
  readonly email: string;
  readonly taxIdentifier: string;
  readonly about: string;
  readonly services: readonly string[];
  /** Days since it was sent. */
  readonly days: number;
  readonly stands: "submitted" | "in_review" | "returned" | "rejected" | "half-approved";
  /** Says that it is an organization of the directory. */
  readonly claims?: boolean;
}

export const applicants: readonly Applicant[] = [
  {
    name: "Wharf Street Kitchen",
    kind: "nonprofit",
    contact: "Tess Rowe",
    email: "tess@wharfstreet.example.org",
    taxIdentifier: "520000101",
    about: "Hot meals and a place to sit, cooked by neighbors for neighbors.",
    services: ["Lunch at the kitchen", "Meals brought home"],
    days: 9,
    stands: "in_review",
  },
  {
    name: "Second Spring Counseling",
    kind: "company",
    contact: "Amos Field",
    email: "amos@secondspring.example.org",
    taxIdentifier: "520000102",
    about: "Talking therapy for adults and couples, also in the evening.",
    services: ["Counseling for adults"],
    days: 6,
    stands: "half-approved",
  },
  {
    name: "A record of the directory",
    kind: "nonprofit",
    contact: "Lena Voss",
    email: "lena@voss.example.org",
    taxIdentifier: "520000103",
    about: "Help with forms, rent and the first steps in a new country.",
    services: [],
    days: 4,
    stands: "submitted",
    claims: true,
  },
  {
    name: "Bright Path Rides",
    kind: "company",
    contact: "Marco Idris",
    email: "marco@brightpath.example.org",
    taxIdentifier: "520000104",
    about: "Rides to appointments with two vans, one of which takes wheelchairs.",
    services: ["Rides to appointments"],
    days: 2,
    stands: "submitted",
  },
  {
    name: "Elm Street Fellowship",
    kind: "faith_based",
    contact: "Ruth Adeyemi",
    email: "ruth@elmstreet.example.org",
    taxIdentifier: "520000105",
    about: "A pantry on Saturdays and winter coats for whoever asks.",
    services: ["Food pantry"],
    days: 15,
    stands: "returned",
  },
  {
    name: "Quickfix Home Care",
    kind: "company",
    contact: "Dale Porter",
    email: "dale@quickfix.example.org",
    taxIdentifier: "520000106",
    about: "Care at home, around the clock.",
    services: ["Care at home"],
    days: 30,
    stands: "rejected",
  },
];

const place = (name: string) => ({
  key: "main",
  recordId: null as string | null,
  name,
  addressLine: "5 Wharf Street",
  addressLine2: null as string | null,
  city: "Baltimore",
  region: "MD",
  postalCode: "21202",
  latitude: 39.296,
  longitude: -76.607,
  pointPrecision: "postal_code",
  timeZone: TIME_ZONE as string,
  telephone: "410-555-0170" as string | null,
  languages: ["en", "es"],
  accessibility: ["wheelchair"],
  transportation: "Bus 11 stops at the door.",
  spans: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opensMinute: 600, closesMinute: 960 })),
  hoursText: null,
  exceptions: [],
});

const service = (name: string, about: string, specialtyId: string, locationKeys: readonly string[]) => ({
  key: name.toLowerCase().replace(/[^a-z]+/g, "-"),
  recordId: null as string | null,
  name,
  description: about,
  specialtyIds: [specialtyId],
  modes: ["on_site"],
  serves: [],
  minimumAge: 18,
  maximumAge: null,
  cost: "free",
  fees: null,
  languages: ["en"],
  eligibility: "Whoever lives in the county.",
  locationKeys,
  takesReferrals: "yes",
  openPlaces: 10,
});

/** @param claimed the directory's organization it says it is; its places and services come from there, with a word changed here and there */
export async function answersOf(
  db: Db,
  { name, about, services }: Applicant,
  leaves: readonly DemoSpecialty[],
  claimed: string | null,
) {
  const specialtyId = leaves[0]?.id ?? "";
  const main = place(`${name}, main house`);
  const locations = claimed ? await recordPlaces(db, claimed, main) : [main];
  const offered = claimed
    ? await recordServices(db, claimed, service("", about, specialtyId, [locations[0]?.key ?? "main"]))
    : services.map((one) => service(one, about, specialtyId, ["main"]));
  return {
    organization: {
      alternateName: null,
      legalStatus: "501(c)(3)",
      description: about,
      website: "https://www.example.org",
      email: "desk@example.org",
      telephone: "410-555-0171",
    },
    locations,
    services: offered,
    practitioners: [],
    credentials: [
      {
        kind: "insurance",
        number: "POL-20417",
        issuer: "Chesapeake Mutual",
        issuedOn: "2026-01-01",
        expiresOn: "2027-01-01",
      },
    ],
    rates: offered.slice(0, 1).map(({ key }) => ({ serviceKey: key, unitType: "session", rateCents: "6500" })),
    none: ["practitioners", "documents"],
  };
}

async function recordPlaces(db: Db, organizationId: string, like: ReturnType<typeof place>) {
  const rows = await db.execute<{ id: string; name: string; address_line: string; city: string; postal_code: string }>(
    sql`select id::text, name, address_line, city, postal_code from location where organization_id = ${organizationId}::uuid order by id limit 3`,
  );
  return rows.map((row, number) => ({
    ...like,
    key: row.id,
    recordId: row.id,
    name: row.name,
    // They have moved within the street since the directory heard of them.
    addressLine: number === 0 ? "71 Example Avenue" : row.address_line,
    city: row.city,
    postalCode: row.postal_code,
  }));
}

async function recordServices(db: Db, organizationId: string, like: ReturnType<typeof service>) {
  const rows = await db.execute<{ id: string; name: string }>(
    sql`select id::text, name from service where organization_id = ${organizationId}::uuid order by id limit 3`,
  );
  return rows.map((row) => ({ ...like, key: row.id, recordId: row.id, name: row.name }));
}
