// What was delivered on the held referral: an authorization, schedules in three states, sessions held and who was there.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/transaction.server";
import type { Cast } from "../cast";
import { move, put } from "./put";
import type { Held } from "./referral";

export interface Delivered {
  readonly attendanceIds: readonly string[];
  readonly authorizationId: string;
}

export async function layDelivery(db: Db, cast: Cast, { referralId }: Held): Promise<Delivered> {
  const authorizationId = await layAuthorization(db, cast, referralId);
  const scheduleId = await laySchedules(db, cast, referralId, authorizationId);
  const attendanceIds = await laySessions(db, cast, {
    referral_id: referralId,
    authorization_id: authorizationId,
    schedule_id: scheduleId,
  });
  const note_id = await put(db, "progress_note", {
    ...tenantOf(cast),
    referral_id: referralId,
    words: "Going well.",
    author_membership_id: cast.pavel.membershipId,
  });
  const [goal] = await db.execute<{ id: string }>(sql`select g.id from plan_goal g join care_plan p on p.id = g.plan_id
    where p.client_id = ${cast.rosa.clientId}::uuid and p.state = 'agreed'`);
  const reported = { referral_id: referralId, note_id, goal_id: goal?.id ?? "", standing: "closer" };
  await put(db, "progress_goal", { ...tenantOf(cast), ...reported });
  return { attendanceIds, authorizationId };
}

const tenantOf = (cast: Cast) => ({
  agency_id: cast.agencyId,
  organization_id: cast.northside.organizationId,
  client_id: cast.rosa.clientId,
});

async function layAuthorization(db: Db, cast: Cast, referralId: string): Promise<string> {
  const authorizationId = await put(db, "authorization", {
    ...tenantOf(cast),
    referral_id: referralId,
    service_id: cast.northside.serviceId,
    fund_id: cast.fundId,
    number: "A-9001",
    unit_type: "session",
    units: 10,
    rate_cents: 8000,
    starts_on: sql`(app.clock() - interval '30 days')::date`,
    ends_on: sql`(app.clock() + interval '30 days')::date`,
    time_zone: "America/New_York",
    proposed_by: cast.ines.membershipId,
  });
  await db.execute(
    sql`update "authorization" set state = 'active', decided_by = ${cast.sol.membershipId}::uuid where id = ${authorizationId}::uuid`,
  );
  return authorizationId;
}

/** A draft, a submitted and an approved schedule; the id is the approved one's. */
async function laySchedules(db: Db, cast: Cast, referralId: string, authorizationId: string): Promise<string> {
  const schedule = (number: string) =>
    put(db, "billing_schedule", {
      ...tenantOf(cast),
      referral_id: referralId,
      authorization_id: authorizationId,
      practitioner_id: cast.practitionerId,
      location_id: cast.northside.locationId,
      number,
      units_per_session: 1,
      rate_cents: 8000,
      created_by: cast.mara.membershipId,
    });
  const submit = (scheduleId: string) =>
    db.execute(
      sql`update billing_schedule set state = 'submitted', submitted_by = ${cast.mara.membershipId}::uuid where id = ${scheduleId}::uuid`,
    );
  await schedule("S-9001");
  const sent = await schedule("S-9002");
  await submit(sent);
  await put(db, "schedule_remark", {
    ...tenantOf(cast),
    referral_id: referralId,
    schedule_id: sent,
    sent_at: sql`app.clock()`,
    starts_at: sql`app.clock() + interval '2 days'`,
    code: "clash",
    words: "At the clinic then.",
    written_by: cast.ines.membershipId,
  });
  const approved = await schedule("S-9003");
  const start = sql`date_trunc('day', app.clock()) - interval '5 days' + interval '15 hours'`;
  await put(db, "schedule_item", {
    ...tenantOf(cast),
    schedule_id: approved,
    service_day: sql`(app.clock() - interval '5 days')::date`,
    starts_at: start,
    ends_at: sql`${start} + interval '1 hour'`,
    units: 1,
  });
  await submit(approved);
  await db.execute(
    sql`update billing_schedule set state = 'approved', decided_by = ${cast.ines.membershipId}::uuid where id = ${approved}::uuid`,
  );
  return approved;
}

async function laySessions(
  db: Db,
  cast: Cast,
  planned: { referral_id: string; authorization_id: string; schedule_id: string },
): Promise<string[]> {
  const attendanceIds: string[] = [];
  for (const day of [5, 4, 3]) {
    const begins = sql`date_trunc('day', app.clock()) - make_interval(days => ${day}::int) + interval '15 hours'`;
    const sessionId = await put(db, "session", {
      ...tenantOf(cast),
      ...planned,
      practitioner_id: cast.practitionerId,
      location_id: cast.northside.locationId,
      service_day: sql`(app.clock() - make_interval(days => ${day}::int))::date`,
      during: sql`tstzrange(${begins}, ${begins} + interval '1 hour', '[)')`,
      starts_at: begins,
      ends_at: sql`${begins} + interval '1 hour'`,
      planned_units: 1,
    });
    await move(db, "session", sessionId, "held");
    attendanceIds.push(
      await put(db, "attendance", {
        ...tenantOf(cast),
        session_id: sessionId,
        authorization_id: planned.authorization_id,
        state: "present",
        units: 1,
        recorded_by: cast.pavel.membershipId,
      }),
    );
  }
  return attendanceIds;
}
