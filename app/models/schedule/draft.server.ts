// Keeps a provider's plan as a draft and changes it until it is sent. The price is the authorization's; the provider types none.
import { and, eq, inArray } from "drizzle-orm";
import { type Actor, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { nextNumber } from "#app/database/clock.server";
import { scheduleItems, schedules } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { type AuthorizationId, asId, type ScheduleId } from "../values/ids";
import { plainUnits } from "../values/money";
import { Refusal } from "../values/refusal";
import { scheduleEvents } from "./events";
import type { SchedulePlan } from "./forms";
import { type Ground, readGround } from "./ground.server";
import { type PlannedItems, planItems } from "./items.server";
import { scheduleLifecycle } from "./lifecycle";

/** @throws Refusal 404 for another organization's authorization, place or practitioner, 409 when the authorization does not hold */
export async function draftSchedule(db: Db, actor: Actor, input: SchedulePlan): Promise<ScheduleId> {
  const ground = await readGround(db, input.authorizationId);
  if (ground.state !== "active") throw new Refusal("schedule.authorization-not-active", 409);
  const planned = await planItems(db, ground, input);
  return keepDraft(db, actor, ground, { ...input, rule: { ...input.plan }, amendsId: null, groupId: null }, planned);
}

interface Draft {
  readonly practitionerId: string;
  readonly locationId: string;
  readonly rule: Record<string, unknown>;
  readonly note: string;
  /** The schedule it would take the place of. */
  readonly amendsId: string | null;
  /** The group it is planned from. */
  readonly groupId: string | null;
}

/** Keeps a draft with its planned sessions under a number of its own. */
export async function keepDraft(
  db: Db,
  actor: Actor,
  ground: Ground,
  { practitionerId, locationId, rule, note, amendsId, groupId }: Draft,
  planned: Pick<PlannedItems, "items" | "unitsPerSession">,
): Promise<ScheduleId> {
  const organizationId = organizationOf(actor);
  const number = await nextNumber(db, organizationId, "S");
  const [made] = await db
    .insert(schedules)
    .values({
      agencyId: ground.agencyId,
      organizationId,
      clientId: ground.clientId,
      referralId: ground.referralId,
      authorizationId: ground.id,
      practitionerId,
      locationId,
      number,
      rule,
      unitsPerSession: planned.unitsPerSession,
      rateCents: ground.rateCents,
      note,
      createdBy: actor.membershipId,
      amendsId,
      groupId,
    })
    .returning({ id: schedules.id });
  if (!made) throw new Error("the schedule was not kept");
  const id = asId<ScheduleId>(made.id);
  await putItems(db, id, ground, planned);
  await recordEvent(
    db,
    actor,
    scheduleEvents.drafted({ scheduleId: id, number, ...factsOf(planned) }),
    subjectOf(id, ground),
  );
  return id;
}

/** @throws Refusal 404 absent, 409 sent already */
export async function editSchedule(db: Db, actor: Actor, id: ScheduleId, input: SchedulePlan): Promise<void> {
  const [row] = await db
    .select({
      state: schedules.state,
      authorizationId: schedules.authorizationId,
      amendsId: schedules.amendsId,
    })
    .from(schedules)
    .where(and(eq(schedules.id, id), eq(schedules.organizationId, organizationOf(actor))));
  if (!row) throw new Refusal("not-found", 404);
  // What may be sent may still be changed; what was sent stands as the agency sees it.
  scheduleLifecycle.after(row.state as (typeof scheduleLifecycle.states)[number], "submit");
  const ground = await readGround(db, asId<AuthorizationId>(row.authorizationId));
  const planned = await planItems(db, ground, input, row.amendsId);
  const changed = await db
    .update(schedules)
    .set({
      practitionerId: input.practitionerId,
      locationId: input.locationId,
      rule: { ...input.plan },
      unitsPerSession: planned.unitsPerSession,
      note: input.note,
    })
    .where(and(eq(schedules.id, id), inArray(schedules.state, ["draft", "returned"])))
    .returning({ id: schedules.id });
  if (changed.length === 0) throw new Refusal("lifecycle.moved-meanwhile", 409);
  await db.delete(scheduleItems).where(eq(scheduleItems.scheduleId, id));
  await putItems(db, id, ground, planned);
}

export const subjectOf = (id: ScheduleId, ground: Ground) => ({
  subjectType: "schedule",
  subjectId: id,
  agencyId: ground.agencyId,
  organizationId: ground.organizationId,
  clientId: ground.clientId,
  caseId: ground.caseId,
  referralId: ground.referralId,
});

function factsOf({ items }: Pick<PlannedItems, "items">) {
  return { sessions: items.length, units: plainUnits(items.reduce((sum, item) => sum + item.units, 0n)) };
}

async function putItems(
  db: Db,
  scheduleId: ScheduleId,
  ground: Ground,
  planned: Pick<PlannedItems, "items">,
): Promise<void> {
  await db.insert(scheduleItems).values(
    planned.items.map(({ day, startsAt, endsAt, units }) => ({
      agencyId: ground.agencyId,
      organizationId: ground.organizationId,
      clientId: ground.clientId,
      scheduleId,
      serviceDay: day,
      startsAt,
      endsAt,
      units,
    })),
  );
}
