// Who carries a case and who may see it: owner, team, restriction. Each deed locks the case and records what changed.
import { and, eq } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { caseMembers, cases, clients } from "#drizzle/schema";
import type { CaseId, MembershipId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { lockCase, recordOnCase } from "./carry.server";
import { assertCaseStaff } from "./colleagues.server";
import { caseEvents } from "./events";

/** Gives the case to another. The one who had it stays on the team only where a supervisor or they add them again. */
export async function transferCase(db: Db, actor: Actor, caseId: CaseId, to: MembershipId): Promise<void> {
  const carried = await lockCase(db, caseId);
  if (carried.ownerMembershipId === to) throw new Refusal("case.owned-already", 409);
  await assertCaseStaff(db, carried.agencyId, to);
  await recordOnCase(db, actor, carried, caseEvents.transferred({ toMembershipId: to }));
  await db.delete(caseMembers).where(and(eq(caseMembers.caseId, caseId), eq(caseMembers.membershipId, to)));
  // Last, because the one who gives a restricted case away sees nothing of it from here on.
  await db.update(cases).set({ ownerMembershipId: to }).where(eq(cases.id, caseId));
}

export async function addToTeam(db: Db, actor: Actor, caseId: CaseId, member: MembershipId): Promise<void> {
  const carried = await lockCase(db, caseId);
  await assertCaseStaff(db, carried.agencyId, member);
  if (carried.ownerMembershipId === member) throw new Refusal("case.owned-already", 409);
  const added = await db
    .insert(caseMembers)
    .values({ agencyId: carried.agencyId, caseId, membershipId: member })
    .onConflictDoNothing()
    .returning({ id: caseMembers.id });
  if (added.length === 0) return;
  await recordOnCase(db, actor, carried, caseEvents["member-added"]({ membershipId: member }));
}

export async function removeFromTeam(db: Db, actor: Actor, caseId: CaseId, member: MembershipId): Promise<void> {
  const carried = await lockCase(db, caseId);
  await recordOnCase(db, actor, carried, caseEvents["member-removed"]({ membershipId: member }));
  await db.delete(caseMembers).where(and(eq(caseMembers.caseId, caseId), eq(caseMembers.membershipId, member)));
}

/** Only the team sees the case from now on; and the client, because a name in a list would tell what the case hides. */
export async function restrictCase(db: Db, actor: Actor, caseId: CaseId): Promise<void> {
  const carried = await lockCase(db, caseId);
  if (carried.restricted) return;
  await recordOnCase(db, actor, carried, caseEvents.restricted({}));
  await db.update(clients).set({ restricted: true }).where(eq(clients.id, carried.clientId));
  await db.update(cases).set({ restricted: true }).where(eq(cases.id, caseId));
}

/** The client stays hidden while another of their cases is restricted. */
export async function unrestrictCase(db: Db, actor: Actor, caseId: CaseId): Promise<void> {
  const carried = await lockCase(db, caseId);
  if (!carried.restricted) return;
  await db.update(cases).set({ restricted: false }).where(eq(cases.id, caseId));
  const others = await db
    .select({ id: cases.id })
    .from(cases)
    .where(and(eq(cases.clientId, carried.clientId), eq(cases.restricted, true)))
    .limit(1);
  if (others.length === 0) {
    await db.update(clients).set({ restricted: false }).where(eq(clients.id, carried.clientId));
  }
  await recordOnCase(db, actor, carried, caseEvents.unrestricted({}));
}
