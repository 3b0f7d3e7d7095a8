// Suspends a provider in the agency's network and reinstates it: from a day, for a reason, told to both sides. Never touches what was delivered.
import { and, eq, isNull, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { agreements, suspensions } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { tellMembers, tellMembership } from "../notification/tell.server";
import { addDays, asCalendarDay, type CalendarDay } from "../values/calendar-day";
import { type AgreementId, asId, type OrganizationId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { moveAgreement } from "./agreement.server";
import { organizationEvents } from "./events";
import { lockOrganization } from "./lock.server";
import { MOST_DAYS_AHEAD, type NewSuspension } from "./standing-forms";

/** Who of a provider learns that it is suspended: whoever answers referrals, and whoever bills. */
const TOLD = ["organization_administrator", "coordinator", "biller"] as const;

/**
 * From its first day on the provider is offered nothing new; its agreements pause on that day.
 * @throws Refusal 404 absent, 403 not of this network, 400 for a day past or too far ahead, 409 when it is suspended already
 */
export async function suspendProvider(db: Db, actor: Actor, id: OrganizationId, said: NewSuspension): Promise<void> {
  const agencyId = agencyOf(actor);
  await lockOrganization(db, id);
  const today = await readAgencyDay(db, actor);
  const { fromDay, code, words, services } = said;
  if (fromDay < today || fromDay > addDays(today, MOST_DAYS_AHEAD)) {
    throw new Refusal("standing.day", 400, { days: MOST_DAYS_AHEAD });
  }
  if (await lockOpen(db, agencyId, id)) throw new Refusal("standing.suspended-already", 409);
  const [made] = await db
    .insert(suspensions)
    .values({ agencyId, organizationId: id, fromDay, reasonCode: code, words, services, createdBy: actor.membershipId })
    .returning({ id: suspensions.id });
  if (!made) throw new Error("the suspension was not kept");
  if (fromDay === today) await moveAgreements(db, actor, id, "suspend");
  const event = organizationEvents.suspended({ suspensionId: made.id, fromDay, code, services });
  await recordEvent(db, actor, event, { subjectType: "organization", subjectId: id, agencyId, organizationId: id });
  await tellEverybody(db, id, "organization.suspended", made.id);
}

/**
 * From today the provider stands again, and its paused agreements hold again; a suspension that had not begun never does.
 * @throws Refusal 404 absent, 403 not of this network, 409 when it stands
 */
export async function reinstateProvider(db: Db, actor: Actor, id: OrganizationId, words: string): Promise<void> {
  const agencyId = agencyOf(actor);
  await lockOrganization(db, id);
  const open = await lockOpen(db, agencyId, id);
  if (open) {
    await db
      .update(suspensions)
      .set({
        untilDay: sql`greatest(${suspensions.fromDay}, app.agency_day(${agencyId}::uuid))`,
        endedAt: sql`app.clock()`,
        endedBy: actor.membershipId,
        endWords: words || null,
      })
      .where(eq(suspensions.id, open.id));
  }
  const moved = await moveAgreements(db, actor, id, "reinstate");
  if (!open && moved === 0) throw new Refusal("standing.stands-already", 409);
  const event = organizationEvents.reinstated({ suspensionId: open?.id ?? null });
  await recordEvent(db, actor, event, { subjectType: "organization", subjectId: id, agencyId, organizationId: id });
  await tellEverybody(db, id, "organization.reinstated", open?.id ?? id);
}

/** Today on the calendar of the actor's agency. */
export async function readAgencyDay(db: Db, actor: Actor): Promise<CalendarDay> {
  const [row] = await db.execute<{ today: string }>(
    sql`select app.agency_day(${agencyOf(actor)}::uuid)::text as today`,
  );
  return asCalendarDay(row?.today ?? "");
}

async function lockOpen(db: Db, agencyId: string, organizationId: string) {
  const [open] = await db
    .select()
    .from(suspensions)
    .where(
      and(
        eq(suspensions.agencyId, agencyId),
        eq(suspensions.organizationId, organizationId),
        isNull(suspensions.untilDay),
      ),
    )
    .for("update");
  return open;
}

/** One way of pausing an agreement: its own lifecycle's. @returns how many moved */
async function moveAgreements(
  db: Db,
  actor: Actor,
  organizationId: OrganizationId,
  move: "suspend" | "reinstate",
): Promise<number> {
  const theirs = await db
    .select({ id: agreements.id })
    .from(agreements)
    .where(
      and(
        eq(agreements.agencyId, agencyOf(actor)),
        eq(agreements.organizationId, organizationId),
        eq(agreements.state, move === "suspend" ? "active" : "suspended"),
      ),
    )
    .orderBy(agreements.id);
  for (const { id } of theirs) await moveAgreement(db, actor, asId<AgreementId>(id), move);
  return theirs.length;
}

async function tellEverybody(db: Db, organizationId: OrganizationId, kind: string, effect: string): Promise<void> {
  const subject = { kind, subjectType: "organization", subjectId: organizationId, effect };
  await tellMembers(db, { organizationId, roles: TOLD }, { ...subject, path: "/portal/standing" });
  const carers = await db.execute<{ id: string }>(sql`select unnest(app.carers_at(${organizationId}::uuid)) as id`);
  for (const { id } of carers) await tellMembership(db, id, { ...subject, path: "/agency/referrals" });
}
