// Applications as the network desk finds them: sent by an applicant, with a checklist. Arranges; never the act under test.
import { sql } from "drizzle-orm";
import type { ApplicationId } from "#app/models/screening/forms";
import { asId } from "#app/models/values/ids";
import type { Stage } from "./on-stage";

/** What Tess's Tidewater Kitchen says, in the shape that is kept. */
export const ANSWERS = {
  organization: {
    alternateName: null,
    legalStatus: "501(c)(3)",
    description: "Hot meals for neighbors.",
    website: null,
    email: "hello@tidewater.example.org",
    telephone: "410-555-0170",
  },
  locations: [
    {
      key: "kitchen",
      recordId: null,
      name: "Tidewater Kitchen",
      addressLine: "5 Wharf Street",
      addressLine2: null,
      city: "Baltimore",
      region: "MD",
      postalCode: "21201",
      latitude: 39.29,
      longitude: -76.61,
      pointPrecision: "postal_code",
      timeZone: "America/New_York",
      telephone: null,
      languages: ["en"],
      accessibility: [],
      transportation: null,
      spans: [{ weekday: 1, opensMinute: 600, closesMinute: 840 }],
      hoursText: null,
      exceptions: [],
    },
  ],
  services: [
    {
      key: "meals",
      recordId: null,
      name: "Hot meals",
      description: "A meal at noon.",
      specialtyIds: [] as string[],
      modes: ["on_site"],
      serves: [],
      minimumAge: null,
      maximumAge: null,
      cost: "free",
      fees: null,
      languages: ["en"],
      eligibility: null,
      locationKeys: ["kitchen"],
      takesReferrals: "yes",
      openPlaces: 12,
    },
  ],
  practitioners: [],
  credentials: [],
  rates: [{ serviceKey: "meals", unitType: "item", rateCents: "900" }],
  none: ["practitioners", "credentials"],
};

interface Sent {
  readonly name?: string;
  readonly kind?: string;
  readonly email?: string;
  readonly claims?: string | null;
  readonly days?: number;
  readonly agencyId?: string;
}

/** Two lines of Harbor's checklist: insurance for everybody, a visit for nonprofits that nobody must have. */
export async function withChecklist({ asRole, cast }: Stage): Promise<void> {
  await asRole("app_definer", (db) =>
    db.execute(sql`insert into screening_requirement (agency_id, kind, name, item_kind, required, position) values
      (${cast.agencyId}::uuid, null, 'Proof of insurance', 'document', true, 1),
      (${cast.agencyId}::uuid, 'nonprofit', 'Visit of the kitchen', 'site_visit', false, 2),
      (${cast.agencyId}::uuid, 'company', 'Commercial register', 'check', true, 3)`),
  );
}

/** Tess sends it, so many days ago. */
export async function sentApplication({ asRole, cast }: Stage, sent: Sent = {}): Promise<ApplicationId> {
  const answers = {
    ...ANSWERS,
    services: ANSWERS.services.map((service) => ({ ...service, specialtyIds: [cast.counselingId] })),
  };
  return asRole("app_definer", async (db) => {
    const [row] = await db.execute<{ id: string }>(sql`
      insert into application (agency_id, kind, organization_name, contact_name, contact_email, answers, tax_identifier)
      values (${sent.agencyId ?? cast.agencyId}::uuid, ${sent.kind ?? "nonprofit"}, ${sent.name ?? "Tidewater Kitchen"}, 'Tess Rowe',
        ${sent.email ?? "tess@tidewater.example.org"}, ${JSON.stringify(answers)}::jsonb, '520000009') returning id`);
    const id = row?.id ?? "";
    if (sent.claims)
      await db.execute(
        sql`update application set claims_organization_id = ${sent.claims}::uuid where id = ${id}::uuid`,
      );
    await db.execute(sql`update application set state = 'submitted' where id = ${id}::uuid`);
    if (sent.days) {
      await db.execute(
        sql`update application set submitted_at = submitted_at - make_interval(days => ${sent.days}) where id = ${id}::uuid`,
      );
    }
    return asId<ApplicationId>(id);
  });
}
