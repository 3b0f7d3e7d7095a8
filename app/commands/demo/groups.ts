// A group of the demo that is full, with somebody in line: planned, approved in part, by the house's own deeds. Tells no client's story.
import { sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import { proposeAuthorization } from "#app/models/authorization/propose.server";
import type { UnitType } from "#app/models/authorization/units";
import { approveTogether, readAgencyGroup } from "#app/models/schedule/agency-group.server";
import { askPlace, openGroup } from "#app/models/schedule/group.server";
import { planGroup } from "#app/models/schedule/plan-group.server";
import { addDays, type CalendarDay } from "#app/models/values/calendar-day";
import {
  asId,
  type FundId,
  type LocationId,
  type PractitionerId,
  type ReferralId,
  type ServiceId,
} from "#app/models/values/ids";
import { nextWeekday } from "./acts";
import type { Cast } from "./houses";
import type { DemoStage } from "./stage";

const SATURDAY = 6;
const MEETINGS = 8;

type Held = {
  referral_id: string;
  service_id: string;
  location_id: string;
  practitioner_id: string;
  fund_id: string;
  unit_type: UnitType;
};

/** Whom Mara holds for one service and Ines carries; the more there are, the more the line says. */
const readHeld = (stage: DemoStage, organizationId: string, carrier: string) =>
  stage.asGuards(async (db) => [
    ...(await db.execute<Held>(sql`
      select a.referral_id, a.service_id, l.location_id, a.fund_id, a.unit_type,
        (select p.id from practitioner p where p.organization_id = a.organization_id and p.left_at is null order by p.name limit 1) as practitioner_id
      from "authorization" a join referral r on r.id = a.referral_id and r.state in ('accepted', 'in_progress')
      join "case" k on k.id = r.case_id and k.owner_membership_id = ${carrier}::uuid
      join offer o on o.referral_id = r.id and o.state = 'accepted' join service_at_location l on l.id = o.service_at_location_id
      where a.organization_id = ${organizationId}::uuid and a.state = 'active'
      order by count(*) over (partition by a.service_id) desc, a.service_id, r.number limit 4`)),
  ]);

/** What they have is planned elsewhere already, so the group is authorized by itself. */
async function authorizeGroup(stage: DemoStage, ines: Actor, held: Held, today: CalendarDay): Promise<void> {
  await stage.as(ines, (db) =>
    proposeAuthorization(db, ines, {
      referralId: asId<ReferralId>(held.referral_id),
      serviceId: asId<ServiceId>(held.service_id),
      fundId: asId<FundId>(held.fund_id),
      unitType: held.unit_type,
      units: BigInt(MEETINGS) * (held.unit_type === "quarter_hour" ? 400n : 100n),
      period: null,
      unitsPerPeriod: null,
      startsOn: today,
      endsOn: addDays(today, 80),
    }),
  );
}

export async function runGroups(stage: DemoStage, { mara, ines }: Cast, today: CalendarDay): Promise<void> {
  const found = await readHeld(stage, mara.organizationId ?? "", ines.membershipId);
  const [first] = found;
  if (!first) return;
  const held = found.filter(({ service_id }) => service_id === first.service_id);
  stage.at(-4, 10);
  for (const one of held) await authorizeGroup(stage, ines, one, today);
  stage.at(-3, 10);
  const groupId = await stage.as(mara, (db) =>
    openGroup(db, mara, {
      name: "Saturday circle",
      serviceId: asId<ServiceId>(first.service_id),
      capacity: Math.max(1, held.length - 1),
      practitionerId: asId<PractitionerId>(first.practitioner_id),
      locationId: asId<LocationId>(first.location_id),
      plan: {
        days: {
          kind: "rule",
          rule: {
            repeats: "weekly",
            every: 1,
            firstDay: nextWeekday(addDays(today, 2), SATURDAY),
            weekdays: [SATURDAY],
            count: MEETINGS,
            untilDay: null,
            skippedDays: [],
          },
        },
        startMinute: 13 * 60,
        lengthMinutes: 60,
        skipsClosedDays: false,
      },
      unitsPerSession: null,
    }),
  );
  for (const { referral_id } of held) {
    await stage.as(mara, (db) => askPlace(db, mara, groupId, asId<ReferralId>(referral_id)));
  }
  stage.at(-2, 9);
  await stage.as(mara, (db) => planGroup(db, mara, groupId));
  stage.at(-1, 9);
  await stage.as(ines, async (db) => {
    const { plans } = await readAgencyGroup(db, groupId);
    // One still waits for an answer, so that the desk has something to do.
    if (plans.length > 1) await approveTogether(db, ines, groupId, { plans: plans.slice(1) });
  });
}
