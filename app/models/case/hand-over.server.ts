// Hands a whole caseload to a colleague when somebody leaves, and takes it back. Supervisors only; what is hidden from them they hand over unseen, once its owner has left.
import { and, asc, desc, eq, isNull, ne, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import {
  caseHandOvers,
  caseMembers,
  caseRequests,
  cases,
  caseTasks,
  clients,
  memberships,
  people,
} from "#drizzle/schema";
import { recordRead } from "../event/record.server";
import { tellMembers, tellMembership } from "../notification/tell.server";
import { asId, type CaseId, type MembershipId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { type CarriedCase, lockCase, recordOnCase } from "./carry.server";
import { assertCaseStaff } from "./colleagues.server";
import { caseEvents } from "./events";

/** More than this at once would keep others waiting for too long. */
export const MOST_AT_ONCE = 200;

export interface HandingOver {
  readonly from: MembershipId;
  readonly to: MembershipId;
  readonly cases: readonly CaseId[];
  readonly words?: string;
}

/** @returns the id under which it can be taken back */
export async function handOverCases(db: Db, actor: Actor, handing: HandingOver): Promise<string> {
  if (actor.role !== "supervisor") throw new Refusal("case.only-supervisors-assign", 403);
  const { from, to, words = "" } = handing;
  const agencyId = agencyOf(actor);
  if (from === to) throw new Refusal("case.owned-already", 409);
  await assertCaseStaff(db, agencyId, to);
  const [batch] = await db.execute<{ id: string }>(sql`select app.new_id() as id`);
  const batchId = batch?.id ?? "";
  // In one order everywhere, so that two who hand over at once wait for each other instead of crossing.
  for (const caseId of [...handing.cases].sort()) {
    const carried = await lockCase(db, caseId);
    if (carried.ownerMembershipId !== from) throw new Refusal("case.moved-meanwhile", 409);
    await db.insert(caseHandOvers).values({
      agencyId,
      caseId,
      batchId,
      fromMembershipId: from,
      toMembershipId: to,
      words,
      movedBy: actor.membershipId,
    });
    await give(db, actor, carried, from, to);
  }
  await db
    .update(caseRequests)
    .set({ assignedTo: to })
    .where(and(eq(caseRequests.assignedTo, from), eq(caseRequests.state, "received")));
  await tellMembership(db, to, {
    kind: "case.handed-over",
    subjectType: "agency",
    subjectId: agencyId,
    path: "/agency/cases",
    effect: batchId,
  });
  return batchId;
}

export type HandingOverUnseen = Required<Omit<HandingOver, "cases">>;

/**
 * All restricted cases of somebody who has left, to a colleague and never to oneself: the supervisor sees none of them, before or after.
 * It cannot be taken back by who cannot see it; whoever has them now hands them on.
 * @returns how many there were
 * @throws Refusal 403 where the owner still works here, or the colleague is the supervisor
 */
export async function handOverUnseen(db: Db, actor: Actor, { from, to, words }: HandingOverUnseen): Promise<number> {
  if (actor.role !== "supervisor") throw new Refusal("case.only-supervisors-assign", 403);
  const agencyId = agencyOf(actor);
  const carrier = (await readCarriers(db, actor)).find(({ id }) => id === from);
  if (!carrier?.gone) throw new Refusal("case.owner-stands", 403);
  if (!(await isAnother(db, actor, to))) throw new Refusal("case.unseen-to-oneself", 403);
  await assertCaseStaff(db, agencyId, to);
  const [row] = await db.execute<{ count: number }>(
    sql`select app.hand_over_unseen(${from}::uuid, ${to}::uuid, ${words}) as count`,
  );
  const count = row?.count ?? 0;
  if (count === 0) return 0;
  const tiding = { subjectType: "agency", subjectId: agencyId, effect: `${from} ${to} ${(await clock(db)).getTime()}` };
  await tellMembership(db, to, { ...tiding, kind: "case.handed-over", path: "/agency/cases" });
  // What one supervisor does unseen, the others hear of.
  await tellMembers(
    db,
    { agencyId, roles: ["supervisor"] },
    { ...tiding, kind: "case.handed-over-unseen", path: "/agency/caseload" },
  );
  return count;
}

/** Another person than who is asking, from whichever seat. */
async function isAnother(db: Db, actor: Actor, to: MembershipId): Promise<boolean> {
  const [seat] = await db.select({ personId: memberships.personId }).from(memberships).where(eq(memberships.id, to));
  return seat !== undefined && seat.personId !== actor.personId;
}

/** The case, and what was to be done on it by the one who gives it. */
async function give(db: Db, actor: Actor, carried: CarriedCase, from: string, to: string): Promise<void> {
  const { id } = carried;
  await recordOnCase(db, actor, carried, caseEvents.transferred({ toMembershipId: to }));
  await db
    .update(caseTasks)
    .set({ assignedTo: to })
    .where(and(eq(caseTasks.caseId, id), eq(caseTasks.assignedTo, from), eq(caseTasks.state, "open")));
  await db.delete(caseMembers).where(and(eq(caseMembers.caseId, id), eq(caseMembers.membershipId, to)));
  await db.update(cases).set({ ownerMembershipId: to }).where(eq(cases.id, id));
}

/**
 * Gives back what was handed over and is still where it was put; what moved on since stays there.
 * @returns how many cases went back
 */
export async function takeBackCases(db: Db, actor: Actor, batchId: string): Promise<number> {
  const rows = await db
    .select()
    .from(caseHandOvers)
    .where(and(eq(caseHandOvers.batchId, batchId), isNull(caseHandOvers.undoneAt)))
    .orderBy(asc(caseHandOvers.caseId))
    .for("update");
  if (rows.length === 0) throw new Refusal("not-found", 404);
  const now = await clock(db);
  let given = 0;
  for (const { id, caseId, fromMembershipId: from, toMembershipId: to } of rows) {
    const carried = await lockCase(db, asId<CaseId>(caseId));
    await db.update(caseHandOvers).set({ undoneAt: now, undoneBy: actor.membershipId }).where(eq(caseHandOvers.id, id));
    if (carried.ownerMembershipId !== to) continue;
    await give(db, actor, carried, to, from);
    given += 1;
  }
  return given;
}

/** What somebody carries, with what is open on it first. */
export async function readCaseload(db: Db, actor: Actor, of: MembershipId) {
  const agencyId = agencyOf(actor);
  await recordRead(db, actor, "case-list", { subjectType: "agency", subjectId: agencyId, agencyId });
  const [hidden] = await db.execute<{ cases: number }>(
    sql`select cases from app.hidden_caseloads() where membership_id = ${of}::uuid`,
  );
  const liveReferrals = sql<number>`(select count(*)::int from referral r where r.case_id = ${cases.id} and r.state in ('sent', 'accepted', 'in_progress', 'on_hold'))`;
  const openTasks = sql<number>`(select count(*)::int from ${caseTasks} where ${caseTasks.caseId} = ${cases.id} and ${caseTasks.state} = 'open')`;
  const rows = await db
    .select({
      id: cases.id,
      number: cases.number,
      state: cases.state,
      clientName: sql<string>`${clients.givenName} || ' ' || ${clients.familyName}`,
      liveReferrals,
      openTasks,
      nextDueOn: sql<
        string | null
      >`(select min(${caseTasks.dueOn})::text from ${caseTasks} where ${caseTasks.caseId} = ${cases.id} and ${caseTasks.state} = 'open')`,
    })
    .from(cases)
    .innerJoin(clients, eq(clients.id, cases.clientId))
    .where(and(eq(cases.agencyId, agencyId), eq(cases.ownerMembershipId, of), ne(cases.state, "closed")))
    .orderBy(desc(sql`${liveReferrals} + ${openTasks}`), asc(cases.openedAt), asc(cases.id))
    .limit(MOST_AT_ONCE);
  return { cases: rows, hidden: hidden?.cases ?? 0 };
}

/** Who carries cases now, seen or hidden; also somebody whose access has ended: their cases wait for a new owner. */
export async function readCarriers(db: Db, actor: Actor) {
  const seen = sql`(select owner_membership_id as id, count(*)::int as cases from ${cases} where ${cases.state} <> 'closed' group by 1) seen`;
  return db
    .select({
      id: memberships.id,
      name: people.name,
      gone: sql<boolean>`${memberships.disabledAt} is not null or ${people.disabledAt} is not null`,
      count: sql<number>`coalesce(seen.cases, 0) + coalesce(hidden.cases, 0)`,
    })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .leftJoin(seen, sql`seen.id = ${memberships.id}`)
    .leftJoin(sql`app.hidden_caseloads() hidden`, sql`hidden.membership_id = ${memberships.id}`)
    .where(and(eq(memberships.agencyId, agencyOf(actor)), sql`coalesce(seen.cases, hidden.cases) > 0`))
    .orderBy(asc(people.name))
    .limit(500);
}

/** The newest handings over, for taking one back. */
export function readHandOvers(db: Db, actor: Actor) {
  const nameOf = (column: AnyPgColumn) =>
    sql<string>`(select p.name from ${memberships} m join ${people} p on p.id = m.person_id where m.id = ${column})`;
  return db
    .select({
      batchId: caseHandOvers.batchId,
      from: nameOf(caseHandOvers.fromMembershipId),
      to: nameOf(caseHandOvers.toMembershipId),
      count: sql<number>`count(*)::int`,
      open: sql<number>`count(*) filter (where ${caseHandOvers.undoneAt} is null)::int`,
      at: sql<string>`min(${caseHandOvers.createdAt})`,
    })
    .from(caseHandOvers)
    .where(
      and(
        eq(caseHandOvers.agencyId, agencyOf(actor)),
        sql`${caseHandOvers.createdAt} > app.clock() - interval '30 days'`,
      ),
    )
    .groupBy(caseHandOvers.batchId, caseHandOvers.fromMembershipId, caseHandOvers.toMembershipId)
    .orderBy(desc(sql`min(${caseHandOvers.createdAt})`))
    .limit(20);
}
