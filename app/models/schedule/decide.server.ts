// The agency's answer to a schedule: approval makes its sessions in the same breath; a return says why. Who sent it never approves it.
import { and, eq, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { insertOf, linkByStatement } from "#app/database/many-rows.server";
import { authorizations, memberships, scheduleRemarks, schedules, serviceSessions } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { tellMembership } from "../notification/tell.server";
import { lockReferral } from "../referral/lock.server";
import { asId, type MembershipId, type ReferralId, type ScheduleId } from "../values/ids";
import { plainUnits, type UnitsHundredths } from "../values/money";
import { Refusal } from "../values/refusal";
import { checkSchedule } from "./check.server";
import { subjectOf } from "./draft.server";
import { scheduleEvents } from "./events";
import type { ScheduleDecision } from "./forms";
import { type Ground, readGround } from "./ground.server";
import { scheduleLifecycle } from "./lifecycle";
import type { ReturnCode } from "./return-codes";
import { readScheduleRow, readStand, type ScheduleRow } from "./row.server";
import type { Weighed } from "./weigh";

/**
 * @throws Refusal 404 absent, 403 another person's case or the sender's own approval,
 * 409 decided or sent anew meanwhile, or not fit to stand any more
 */
export async function decideSchedule(db: Db, actor: Actor, id: ScheduleId, decision: ScheduleDecision): Promise<void> {
  const stand = await readStand(db, id);
  scheduleLifecycle.after(stand.state, decision.move);
  await lockWhatItStandsOn(db, stand);
  // Read under the lock: two schedules of one authorization are weighed one after the other.
  const [row, ground] = await Promise.all([readScheduleRow(db, id), readGround(db, asId(stand.authorizationId))]);
  const state = scheduleLifecycle.after(row.state, decision.move);
  if (row.submittedAt?.toISOString() !== decision.seen) throw new Refusal("schedule.changed-meanwhile", 409);
  const returned = decision.move === "return" ? decision : null;
  const weighed = returned ? null : await checkApproval(db, actor, ground, row);
  const code = returned ? await putRemarks(db, actor, row, returned) : null;
  const decided = await db
    .update(schedules)
    .set({
      state,
      decidedAt: sql`app.clock()`,
      decidedBy: actor.membershipId,
      returnCode: code,
      returnWords: returned?.words || null,
    })
    .where(and(eq(schedules.id, id), eq(schedules.state, "submitted")))
    .returning({ id: schedules.id });
  if (decided.length === 0) throw new Refusal("lifecycle.moved-meanwhile", 409);
  if (weighed) await makeSessions(db, row, ground);
  const outcome = code ?? weighed?.units ?? 0n;
  await Promise.all([recordDecision(db, actor, row, ground, outcome), tellSender(db, row, decision)]);
}

async function tellSender(db: Db, { id, submittedBy }: ScheduleRow, { move, seen }: ScheduleDecision): Promise<void> {
  if (!submittedBy) return;
  await tellMembership(db, asId<MembershipId>(submittedBy), {
    kind: move === "return" ? "schedule.returned" : "schedule.approved",
    subjectType: "schedule",
    subjectId: id,
    path: `/portal/schedules/${id}`,
    effect: seen,
  });
}

/** @param outcome why it was returned, or how many units were approved */
async function recordDecision(
  db: Db,
  actor: Actor,
  row: ScheduleRow,
  ground: Ground,
  outcome: ReturnCode | UnitsHundredths,
): Promise<void> {
  const facts = { scheduleId: row.id, number: row.number };
  if (typeof outcome === "string") {
    return recordEvent(db, actor, scheduleEvents.returned({ ...facts, code: outcome }), subjectOf(row.id, ground));
  }
  const approved = { ...facts, sessions: row.items.length, units: plainUnits(outcome) };
  await recordEvent(db, actor, scheduleEvents.approved(approved), subjectOf(row.id, ground));
  if (!row.amendsId) return;
  const amended = asId<ScheduleId>(row.amendsId);
  const { number } = await readScheduleRow(db, amended);
  await recordEvent(
    db,
    actor,
    scheduleEvents.superseded({ scheduleId: amended, number, by: row.number }),
    subjectOf(amended, ground),
  );
}

/** The referral tells whose case it is; the authorization's lock keeps its units from being planned twice. */
async function lockWhatItStandsOn(
  db: Db,
  { referralId, authorizationId }: Awaited<ReturnType<typeof readStand>>,
): Promise<void> {
  await lockReferral(db, asId<ReferralId>(referralId));
  await db
    .select({ id: authorizations.id })
    .from(authorizations)
    .where(eq(authorizations.id, authorizationId))
    .for("update");
}

/** @returns the schedule weighed as it stands now */
async function checkApproval(db: Db, actor: Actor, ground: Ground, row: ScheduleRow): Promise<Weighed> {
  const [, weighed] = await Promise.all([checkSender(db, actor, row), checkSchedule(db, actor, ground, row)]);
  return weighed;
}

// One person may sit at both sides; two memberships do not make two people.
async function checkSender(db: Db, actor: Actor, row: ScheduleRow): Promise<void> {
  if (!row.submittedBy) return;
  const [sender] = await db
    .select({ personId: memberships.personId })
    .from(memberships)
    .where(eq(memberships.id, row.submittedBy));
  if (sender?.personId === actor.personId) throw new Refusal("schedule.own-approval", 403);
}

/** Keeps what is wanted otherwise line by line. @returns the code of the whole: what was chosen, else the first line's */
async function putRemarks(
  db: Db,
  actor: Actor,
  row: ScheduleRow,
  { code, lines }: Extract<ScheduleDecision, { move: "return" }>,
): Promise<ReturnCode> {
  const remarks = row.items.flatMap(({ startsAt }, place) => {
    const line = lines[place];
    return line?.code ? [{ startsAt, code: line.code, words: line.words }] : [];
  });
  if (remarks.length > 0 && row.submittedAt) {
    const { agencyId, organizationId, clientId, referralId, scheduleId, submittedAt: sentAt } = row;
    const of = { agencyId, organizationId, clientId, referralId, scheduleId, sentAt, writtenBy: actor.membershipId };
    await db.insert(scheduleRemarks).values(remarks.map((remark) => ({ ...of, ...remark })));
  }
  return code ?? remarks[0]?.code ?? "other";
}

/** Those a change of a schedule took along stand already: the database moved them when it was approved. */
async function makeSessions(db: Db, row: ScheduleRow, ground: Ground): Promise<void> {
  const taken = row.amendsId ? await readStarts(db, row) : new Set<number>();
  const items = row.items.filter(({ startsAt }) => !taken.has(startsAt.getTime()));
  if (items.length === 0) return;
  const rows = items.map(({ day, startsAt, endsAt, units }) => ({
    agencyId: ground.agencyId,
    organizationId: ground.organizationId,
    clientId: ground.clientId,
    scheduleId: row.id,
    authorizationId: row.authorizationId,
    referralId: ground.referralId,
    practitionerId: row.practitionerId,
    locationId: row.locationId,
    serviceDay: day,
    during: `[${startsAt.toISOString()},${endsAt.toISOString()})`,
    startsAt,
    endsAt,
    plannedUnits: units,
    groupId: row.groupId,
  }));
  await linkByStatement(db, items.length);
  await db.execute(insertOf(serviceSessions, rows));
}

/** When the sessions begin that stand already. */
async function readStarts(db: Db, { id }: ScheduleRow): Promise<ReadonlySet<number>> {
  const standing = await db
    .select({ startsAt: serviceSessions.startsAt })
    .from(serviceSessions)
    .where(eq(serviceSessions.scheduleId, id));
  return new Set(standing.map(({ startsAt }) => startsAt.getTime()));
}
