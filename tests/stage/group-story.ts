// Brings a story to where Northside holds the referrals of several people, each authorized: those who may come to a group. Arranges; never the act under test.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/transaction.server";
import { openGroup } from "#app/models/schedule/group.server";
import type { CalendarDay } from "#app/models/values/calendar-day";
import {
  type AuthorizationId,
  asId,
  type GroupId,
  type LocationId,
  type PractitionerId,
  type ReferralId,
  type ServiceId,
} from "#app/models/values/ids";
import { move, put } from "./every-row/put";
import type { Stage } from "./on-stage";

export interface Comer {
  readonly clientId: string;
  readonly referralId: ReferralId;
  readonly authorizationId: AuthorizationId;
}

export interface ComersOf {
  readonly agencyId: string;
  readonly organizationId: string;
  readonly serviceId: string;
  readonly serviceAtLocationId: string;
  readonly fundId: string;
  /** The seats of who carries them and of who decided. */
  readonly carrier: string;
  readonly decider: string;
}

/** So many people whose referral a provider accepted; each may have so many sessions. Runs as the guards' role. */
export async function layComers(db: Db, of: ComersOf, count: number, units = 40): Promise<Comer[]> {
  const all: Comer[] = [];
  for (let number = 1; number <= count; number += 1) all.push(await layComer(db, of, number, units));
  return all;
}

async function layComer(db: Db, of: ComersOf, count: number, units: number): Promise<Comer> {
  const { agencyId: agency_id, organizationId: organization_id, carrier } = of;
  const number = `X-${String(count).padStart(2, "0")}`;
  const made = { agency_id, number, created_by: carrier };
  const client_id = await put(db, "client", { ...made, given_name: `Guest ${count}`, family_name: "Canary" });
  const case_id = await put(db, "case", { agency_id, client_id, number, owner_membership_id: carrier });
  const referralId = await put(db, "referral", { ...made, case_id, client_id });
  const asked = { agency_id, referral_id: referralId, organization_id, identified: true };
  const summary = sql`'{"urgency":"routine"}'::jsonb`;
  await move(db, "referral", referralId, "sent");
  const offered = { ...asked, service_at_location_id: of.serviceAtLocationId, summary };
  await move(db, "offer", await put(db, "offer", offered), "accepted");
  await move(db, "referral", referralId, "accepted");
  const authorizationId = await put(db, "authorization", {
    agency_id,
    organization_id,
    client_id,
    referral_id: referralId,
    service_id: of.serviceId,
    fund_id: of.fundId,
    number,
    unit_type: "session",
    units,
    rate_cents: 1000,
    starts_on: sql`(app.clock() - interval '30 days')::date`,
    ends_on: sql`(app.clock() + interval '200 days')::date`,
    time_zone: "America/New_York",
    proposed_by: carrier,
  });
  await db.execute(
    sql`update "authorization" set state = 'active', decided_by = ${of.decider}::uuid where id = ${authorizationId}::uuid`,
  );
  return {
    clientId: client_id,
    referralId: asId<ReferralId>(referralId),
    authorizationId: asId<AuthorizationId>(authorizationId),
  };
}

/** So many people of Ines's, whom Northside has taken on. */
export const comers = ({ asRole, cast }: Stage, count: number, units = 40): Promise<Comer[]> =>
  asRole("app_definer", (db) =>
    layComers(
      db,
      {
        ...cast.northside,
        agencyId: cast.agencyId,
        fundId: cast.fundId,
        carrier: cast.ines.membershipId,
        decider: cast.sol.membershipId,
      },
      count,
      units,
    ),
  );

/** What Mara says of a group that Pavel leads at ten, for an hour and a half, on these days. */
export const groupOn = ({ cast }: Stage, capacity: number, dates: CalendarDay[]) => ({
  name: "Cooking together",
  serviceId: asId<ServiceId>(cast.northside.serviceId),
  capacity,
  practitionerId: asId<PractitionerId>(cast.practitionerId),
  locationId: asId<LocationId>(cast.northside.locationId),
  plan: { days: { kind: "dates" as const, dates }, startMinute: 600, lengthMinutes: 90, skipsClosedDays: false },
  unitsPerSession: null,
});

export const openedGroup = (stage: Stage, capacity: number, dates: CalendarDay[]): Promise<GroupId> =>
  stage.as(stage.cast.mara, (db) => openGroup(db, stage.cast.mara, groupOn(stage, capacity, dates)));
