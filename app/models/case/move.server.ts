// Moves a case along its life, closes it with a reason and opens it again. Every move is one of the lifecycle's.
import { and, count, eq, inArray } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { caseNotes, cases, referrals } from "#drizzle/schema";
import type { CaseId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { lockCase, recordOnCase } from "./carry.server";
import { caseEvents } from "./events";
import type { CaseClosing } from "./forms";
import { caseLifecycle } from "./lifecycle";

/** Referrals in these states still expect something of somebody. */
const LIVE_REFERRALS = ["sent", "accepted", "in_progress", "on_hold"];

export type PlainMove = "assess" | "plan" | "activate" | "monitor" | "reopen";

export async function moveCase(db: Db, actor: Actor, caseId: CaseId, move: PlainMove): Promise<void> {
  const carried = await lockCase(db, caseId);
  const state = caseLifecycle.after(carried.state, move);
  const reopened = move === "reopen" ? { closedAt: null, closingReason: null } : {};
  await db
    .update(cases)
    .set({ state, ...reopened })
    .where(eq(cases.id, caseId));
  const event =
    move === "reopen" ? caseEvents.reopened({}) : caseEvents.moved({ move, from: carried.state, to: state });
  await recordOnCase(db, actor, carried, event);
}

/** @throws Refusal "case.referrals-live" (409) while a referral waits or is under way: nobody would follow it any more */
export async function closeCase(db: Db, actor: Actor, caseId: CaseId, closing: CaseClosing): Promise<void> {
  const carried = await lockCase(db, caseId);
  const state = caseLifecycle.after(carried.state, "close");
  const [live] = await db
    .select({ count: count() })
    .from(referrals)
    .where(and(eq(referrals.caseId, caseId), inArray(referrals.state, LIVE_REFERRALS)));
  if (live && live.count > 0) throw new Refusal("case.referrals-live", 409, { count: live.count });
  await db
    .update(cases)
    .set({ state, closedAt: await clock(db), closingReason: closing.reason })
    .where(eq(cases.id, caseId));
  if (closing.words) {
    const { agencyId } = carried;
    await db
      .insert(caseNotes)
      .values({ agencyId, caseId, authorMembershipId: actor.membershipId, words: closing.words });
  }
  await recordOnCase(db, actor, carried, caseEvents.closed({ reason: closing.reason }));
}
