// Tidewater Kitchen applies to Harbor: the application with its link, and answers that are complete. All made up; decides nothing.
import { sql } from "drizzle-orm";
import type { Bearer, Db } from "#app/database/transaction.server";
import type { OrganizationSaid } from "#app/models/application/forms";
import { readOwn } from "#app/models/application/read.server";
import { saveLocation, saveOrganization, sayNone } from "#app/models/application/save.server";
import { saveHours, saveRates, saveService, saveSpecialties } from "#app/models/application/save-lists.server";
import type { Stage } from "./on-stage";

export interface AppliedFor {
  readonly id: string;
  readonly bearer: Bearer;
}

/** A new draft at the agency, and its link. */
export async function beginApplication(
  { asRole, cast }: Pick<Stage, "asRole" | "cast">,
  { name = "Tidewater Kitchen", key = "1", email = "tess@tidewater.example.org" } = {},
): Promise<AppliedFor> {
  const keyHash = key.repeat(64).slice(0, 64);
  const id = await asRole("app_definer", async (db) => {
    const [made] = await db.execute<{ id: string }>(sql`
      insert into application (agency_id, kind, organization_name, contact_name, contact_email)
      values (${cast.nadia.agencyId}::uuid, 'nonprofit', ${name}, 'Tess Rowe', ${email}) returning id`);
    await db.execute(sql`insert into application_key (agency_id, application_id, key_hash, expires_at)
      values (${cast.nadia.agencyId}::uuid, ${made?.id}::uuid, ${keyHash}, app.clock() + interval '30 days')`);
    return made?.id ?? "";
  });
  return { id, bearer: { kind: "application", keyHash } };
}

export const ORGANIZATION: OrganizationSaid = {
  organizationName: "Tidewater Kitchen",
  alternateName: null,
  kind: "nonprofit",
  legalStatus: null,
  taxIdentifier: "523456789",
  description: "Warm meals for families.",
  website: null,
  email: null,
  telephone: "410-555-0199",
  contactName: "Tess Rowe",
};

export const PLACE = {
  intent: "location",
  key: "kitchen",
  name: "Main kitchen",
  addressLine: "12 Wharf Street",
  addressLine2: null,
  city: null,
  region: null,
  postalCode: "21201",
  latitude: undefined,
  longitude: undefined,
  telephone: null,
  languages: ["es"],
  accessibility: ["ramp"],
  transportation: null,
} as const;

const version = async (db: Db) => (await readOwn(db)).version;
const ZONE = { timeZone: "America/New_York" };

/** Says everything that must be said. */
export async function fillApplication(
  db: Db,
  specialtyId: string,
  said: Partial<OrganizationSaid> = {},
): Promise<void> {
  await saveOrganization(db, await version(db), { ...ORGANIZATION, ...said });
  await saveLocation(db, { ...PLACE, version: await version(db) } as never, ZONE);
  await saveHours(db, PLACE.key, {
    intent: "hours",
    version: await version(db),
    spans: [{ weekday: 1, opensMinute: 540, closesMinute: 1020 }],
    hoursText: null,
  });
  await saveService(db, {
    intent: "service",
    version: await version(db),
    key: "meals",
    name: "Family meals",
    description: "",
    modes: ["on_site"],
    serves: [],
    minimumAge: null,
    maximumAge: null,
    cost: "free",
    fees: null,
    languages: [],
    eligibility: null,
    locationKeys: [PLACE.key],
    takesReferrals: "yes",
    openPlaces: 12,
  });
  await saveSpecialties(db, await version(db), "meals", [specialtyId]);
  await saveRates(db, {
    intent: "rates",
    version: await version(db),
    rates: [{ serviceKey: "meals", unitType: "item", rateCents: "1250" }],
  });
  for (const step of ["practitioners", "credentials", "documents"] as const) {
    await sayNone(db, await version(db), step, true);
  }
}
