// Moves a case along its life and opens a closed one again. Every move is one of the lifecycle's.
import { eq } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { cases } from "#drizzle/schema";
import type { CaseId } from "../values/ids";
import { lockCase, recordOnCase } from "./carry.server";
import { caseEvents } from "./events";
import { caseLifecycle } from "./lifecycle";

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
