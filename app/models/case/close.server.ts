// Closes a case with a reason and sets the follow-up. What was planned ends with it; nothing that somebody else still waits for is left open.
import { and, count, eq, inArray, ne } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import {
  agencies,
  carePlans,
  caseApprovals,
  caseNotes,
  cases,
  caseTasks,
  planReviews,
  referrals,
} from "#drizzle/schema";
import type { CaseId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { type CarriedCase, lockCase, recordOnCase } from "./carry.server";
import { caseEvents } from "./events";
import type { CaseClosing } from "./forms";
import { caseLifecycle } from "./lifecycle";

/** Referrals in these states still expect something of somebody. */
const LIVE_REFERRALS = ["sent", "accepted", "in_progress", "on_hold"];

/**
 * @throws Refusal "case.referrals-live" (409) while a referral waits or is under way: nobody would follow it any more;
 * "case.needs-approval" (409) where the agency asks a supervisor first
 */
export async function closeCase(db: Db, actor: Actor, caseId: CaseId, closing: CaseClosing): Promise<void> {
  const carried = await lockCase(db, caseId);
  const state = caseLifecycle.after(carried.state, "close");
  const [live] = await db
    .select({ count: count() })
    .from(referrals)
    .where(and(eq(referrals.caseId, caseId), inArray(referrals.state, LIVE_REFERRALS)));
  if (live && live.count > 0) throw new Refusal("case.referrals-live", 409, { count: live.count });
  if (await lacksApproval(db, carried)) throw new Refusal("case.needs-approval", 409);
  const now = await clock(db);
  await endWhatWasPlanned(db, actor, caseId, now);
  if (closing.followUpOn) await setFollowUp(db, actor, carried, closing.followUpOn);
  await db.update(cases).set({ state, closedAt: now, closingReason: closing.reason }).where(eq(cases.id, caseId));
  if (closing.words) {
    const { agencyId } = carried;
    await db
      .insert(caseNotes)
      .values({ agencyId, caseId, authorMembershipId: actor.membershipId, words: closing.words });
  }
  await recordOnCase(db, actor, carried, caseEvents.closed({ reason: closing.reason }));
}

/** The agency asks a supervisor first, and none has said yes to this closing. */
export async function lacksApproval(db: Db, { id, agencyId }: Pick<CarriedCase, "id" | "agencyId">): Promise<boolean> {
  const [agency] = await db.select({ asks: agencies.closureApproval }).from(agencies).where(eq(agencies.id, agencyId));
  if (!agency?.asks) return false;
  const granted = await db.$count(
    caseApprovals,
    and(eq(caseApprovals.caseId, id), eq(caseApprovals.kind, "closure"), eq(caseApprovals.state, "granted")),
  );
  return granted === 0;
}

/** Open tasks, the agreed plan, its review and a draft end with the case; the record keeps them all. */
async function endWhatWasPlanned(db: Db, actor: Actor, caseId: CaseId, now: Date): Promise<void> {
  await db
    .update(caseTasks)
    .set({ state: "dropped", endedAt: now, endedBy: actor.membershipId })
    .where(and(eq(caseTasks.caseId, caseId), eq(caseTasks.state, "open"), ne(caseTasks.kind, "follow_up")));
  await db
    .update(planReviews)
    .set({ state: "dropped" })
    .where(and(eq(planReviews.caseId, caseId), eq(planReviews.state, "open")));
  for (const [from, to] of [
    ["agreed", "ended"],
    ["draft", "discarded"],
  ] as const) {
    await db
      .update(carePlans)
      .set({ state: to, endedAt: now, nextReviewOn: null })
      .where(and(eq(carePlans.caseId, caseId), eq(carePlans.state, from)));
  }
}

/** After the closing somebody asks how things are; it stands on the day page of whoever carried the case. */
async function setFollowUp(db: Db, actor: Actor, carried: CarriedCase, dueOn: string): Promise<void> {
  const { id: caseId, agencyId, ownerMembershipId: assignedTo } = carried;
  const [row] = await db
    .insert(caseTasks)
    .values({ agencyId, caseId, kind: "follow_up", words: "", assignedTo, dueOn, createdBy: actor.membershipId })
    .returning({ id: caseTasks.id });
  if (row) await recordOnCase(db, actor, carried, caseEvents["task-set"]({ taskId: row.id, kind: "follow_up" }));
}
