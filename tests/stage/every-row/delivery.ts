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

export async function layDelivery(db: Db, cast: Cast, held: Held): Promise<Delivered> {
  const { referralId } = held;
  const authorizationId = await layAuthorization(db, cast, { ...tenantOf(cast), referral_id: referralId }, "A-9001");
  await layChanges(db, cast, { ...tenantOf(cast), referral_id: referralId }, authorizationId);
  const scheduleId = await laySchedules(db, cast, held, authorizationId);
  await layHiddenSchedule(db, cast, held.hidden);
  await layGroup(db, cast, held);
  const tenant = { ...tenantOf(cast), referral_id: referralId };
  const attendanceIds = await laySessions(db, cast, tenant, { authorizationId, scheduleId });
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
  await layProgress(db, cast, held);
  return { attendanceIds, authorizationId };
}

/** What two agencies ask for; said and corrected of Rosa's referral, and said of the restricted case's. */
async function layProgress(db: Db, cast: Cast, { referralId: referral_id, hidden }: Held): Promise<void> {
  const moved = { kind: "milestone", words: "Moved in", position: 1 };
  await put(db, "progress_point", { agency_id: cast.othertonId, ...moved });
  const point_id = await put(db, "progress_point", { agency_id: cast.agencyId, ...moved });
  const said = { point_id, on_day: sql`app.agency_day(${cast.agencyId}::uuid)`, recorded_by: cast.pavel.membershipId };
  const first = { ...tenantOf(cast), referral_id, ...said };
  const corrects_id = await put(db, "progress_mark", { ...first, current: false });
  await put(db, "progress_mark", { ...first, corrects_id });
  const { referralId, clientId: client_id } = hidden;
  await put(db, "progress_mark", { ...tenantOf(cast), client_id, referral_id: referralId, ...said });
}

const tenantOf = (cast: Cast) => ({
  agency_id: cast.agencyId,
  organization_id: cast.northside.organizationId,
  client_id: cast.rosa.clientId,
});

/** Agency, provider, client and referral of what is delivered. */
type Tenant = ReturnType<typeof tenantOf> & { readonly referral_id: string };

async function layAuthorization(db: Db, cast: Cast, tenant: Tenant, number: string): Promise<string> {
  const authorizationId = await put(db, "authorization", {
    ...tenant,
    service_id: cast.northside.serviceId,
    fund_id: cast.fundId,
    number,
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

/** One that was granted, and one that waits. */
async function layChanges(db: Db, cast: Cast, tenant: Tenant, authorizationId: string): Promise<void> {
  const ask = (units: number) =>
    put(db, "authorization_change", {
      ...tenant,
      authorization_id: authorizationId,
      units,
      ends_on: sql`(app.clock() + interval '30 days')::date`,
      units_before: 0,
      ends_on_before: sql`app.clock()::date`,
      words: "Reviewed.",
      proposed_by: cast.ines.membershipId,
    });
  const granted = await ask(12);
  await db.execute(
    sql`update authorization_change set state = 'granted', decided_by = ${cast.sol.membershipId}::uuid where id = ${granted}::uuid`,
  );
  await ask(14);
}

function laySchedule(
  db: Db,
  cast: Cast,
  tenant: Tenant,
  { authorizationId, number }: { authorizationId: string; number: string },
): Promise<string> {
  return put(db, "billing_schedule", {
    ...tenant,
    authorization_id: authorizationId,
    practitioner_id: cast.practitionerId,
    location_id: cast.northside.locationId,
    number,
    units_per_session: 1,
    rate_cents: 8000,
    created_by: cast.mara.membershipId,
  });
}

const submit = (db: Db, cast: Cast, scheduleId: string) =>
  db.execute(
    sql`update billing_schedule set state = 'submitted', submitted_by = ${cast.mara.membershipId}::uuid where id = ${scheduleId}::uuid`,
  );

const remark = (db: Db, tenant: Tenant, schedule_id: string, written_by: string, days = 2) =>
  put(db, "schedule_remark", {
    ...tenant,
    schedule_id,
    sent_at: sql`app.clock()`,
    starts_at: sql`app.clock() + make_interval(days => ${days}::int)`,
    code: "clash",
    words: "At the clinic then.",
    written_by,
  });

/** A draft, a submitted and an approved schedule; the id is the approved one's. What was remarked: as it may be, under another referral, and of what is approved. */
async function laySchedules(db: Db, cast: Cast, held: Held, authorizationId: string): Promise<string> {
  const tenant = { ...tenantOf(cast), referral_id: held.referralId };
  const ines = cast.ines.membershipId;
  await laySchedule(db, cast, tenant, { authorizationId, number: "S-9001" });
  const sent = await laySchedule(db, cast, tenant, { authorizationId, number: "S-9002" });
  await submit(db, cast, sent);
  await remark(db, tenant, sent, ines);
  await remark(db, { ...tenant, referral_id: held.waitingId }, sent, ines, 3);
  const approved = await layApproved(db, cast, tenant, { authorizationId, number: "S-9003" }, ines);
  await remark(db, tenant, approved, ines);
  return approved;
}

/** With one day in it. */
async function layApproved(
  db: Db,
  cast: Cast,
  tenant: Tenant,
  planned: { authorizationId: string; number: string },
  decidedBy: string,
): Promise<string> {
  const { referral_id: _, ...items } = tenant;
  const approved = await laySchedule(db, cast, tenant, planned);
  const start = sql`date_trunc('day', app.clock()) - interval '5 days' + interval '15 hours'`;
  await put(db, "schedule_item", {
    ...items,
    schedule_id: approved,
    service_day: sql`(app.clock() - interval '5 days')::date`,
    starts_at: start,
    ends_at: sql`${start} + interval '1 hour'`,
    units: 1,
  });
  await submit(db, cast, approved);
  await db.execute(
    sql`update billing_schedule set state = 'approved', decided_by = ${decidedBy}::uuid where id = ${approved}::uuid`,
  );
  return approved;
}

/** Of the restricted case: sent to Carl, and remarked on; its authorization changed. A session of it was confirmed. */
async function layHiddenSchedule(db: Db, cast: Cast, { referralId, clientId }: Held["hidden"]): Promise<void> {
  const tenant = { ...tenantOf(cast), client_id: clientId, referral_id: referralId };
  const authorizationId = await layAuthorization(db, cast, tenant, "A-9002");
  await layChanges(db, cast, tenant, authorizationId);
  const scheduleId = await laySchedule(db, cast, tenant, { authorizationId, number: "S-9004" });
  await submit(db, cast, scheduleId);
  await remark(db, tenant, scheduleId, cast.carl.membershipId);
  const planned = { authorizationId, number: "S-9005" };
  const approved = await layApproved(db, cast, tenant, planned, cast.carl.membershipId);
  const sessionId = await laySession(db, cast, tenant, { authorizationId, scheduleId: approved, day: 6 });
  const { referral_id: _, ...ofSession } = tenant;
  await confirm(db, ofSession, sessionId);
}

/** An hour so many days ago. */
function laySession(
  db: Db,
  cast: Cast,
  tenant: Tenant,
  { authorizationId, scheduleId, day }: { authorizationId: string; scheduleId: string; day: number },
): Promise<string> {
  const begins = sql`date_trunc('day', app.clock()) - make_interval(days => ${day}::int) + interval '15 hours'`;
  return put(db, "session", {
    ...tenant,
    authorization_id: authorizationId,
    schedule_id: scheduleId,
    practitioner_id: cast.practitionerId,
    location_id: cast.northside.locationId,
    service_day: sql`(app.clock() - make_interval(days => ${day}::int))::date`,
    during: sql`tstzrange(${begins}, ${begins} + interval '1 hour', '[)')`,
    starts_at: begins,
    ends_at: sql`${begins} + interval '1 hour'`,
    planned_units: 1,
  });
}

/** Rosa has the one place, and the client of the restricted case waits for it. Northside's other group has ended. */
async function layGroup(db: Db, cast: Cast, held: Held): Promise<void> {
  const { organizationId: organization_id, serviceId: service_id, locationId: location_id } = cast.northside;
  const given = {
    organization_id,
    service_id,
    location_id,
    practitioner_id: cast.practitionerId,
    rule: sql`'{}'::jsonb`,
  };
  const opened = { ...given, created_by: cast.mara.membershipId };
  const group_id = await put(db, "session_group", { ...opened, name: "Cooking", capacity: 1 });
  await put(db, "session_group", { ...opened, name: "Walking", capacity: 5, ended_at: sql`app.clock()` });
  const asked = { ...tenantOf(cast), group_id, asked_by: cast.mara.membershipId };
  await put(db, "group_place", { ...asked, referral_id: held.referralId });
  const { referralId: referral_id, clientId: client_id } = held.hidden;
  await put(db, "group_place", { ...asked, client_id, referral_id });
}

/** Said with the code of the place. */
const confirm = (db: Db, tenant: Omit<Tenant, "referral_id">, session_id: string) =>
  put(db, "session_confirmation", { ...tenant, session_id, confirmed_at: sql`app.clock()` });

async function laySessions(
  db: Db,
  cast: Cast,
  tenant: Tenant,
  { authorizationId, scheduleId }: { authorizationId: string; scheduleId: string },
): Promise<string[]> {
  const attendanceIds: string[] = [];
  // The sheet that was signed: Northside's own, and read by whoever reads the attendance.
  const sheet = await put(db, "document", {
    organization_id: cast.northside.organizationId,
    sha256: "d".repeat(64),
    name: "signed-sheet.pdf",
    media_type: "application/pdf",
    byte_count: 900,
    uploaded_by: cast.pavel.membershipId,
  });
  for (const day of [5, 4, 3]) {
    const sessionId = await laySession(db, cast, tenant, { authorizationId, scheduleId, day });
    await move(db, "session", sessionId, "held");
    if (day === 5) await confirm(db, tenantOf(cast), sessionId);
    attendanceIds.push(
      await put(db, "attendance", {
        ...tenantOf(cast),
        session_id: sessionId,
        authorization_id: authorizationId,
        state: "present",
        units: 1,
        recorded_by: cast.pavel.membershipId,
        ...(day === 5 ? { document_id: sheet } : {}),
      }),
    );
  }
  return attendanceIds;
}
