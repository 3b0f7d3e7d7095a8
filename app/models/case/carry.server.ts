// Locks a case for whoever carries it. The one place that says who may write on a case; row-level security says it again.
import { eq, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { cases } from "#drizzle/schema";
import type { HouseEvent } from "../event/define";
import { recordEvent } from "../event/record.server";
import type { CaseId } from "../values/ids";
import { Refusal } from "../values/refusal";
import type { caseLifecycle } from "./lifecycle";

export type CaseState = (typeof caseLifecycle.states)[number];

/** The actor owns the case, is on its team, or supervises it; an emergency opens for reading alone. */
export const CASE_IS_MINE = sql<boolean>`(${cases.id} = any((select app.my_cases())::uuid[]) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and ${cases.id} <> all((select app.shut_cases())::uuid[])))`;

export interface CarriedCase {
  readonly id: CaseId;
  readonly agencyId: string;
  readonly clientId: string;
  readonly state: CaseState;
  readonly ownerMembershipId: string;
  readonly restricted: boolean;
}

/**
 * The case, locked until the transaction ends.
 * @throws Refusal "not-found" (404) when it is not there for the actor, "case.not-yours" (403) for a colleague who may only read
 */
export async function lockCase(db: Db, caseId: CaseId): Promise<CarriedCase> {
  const [seen] = await db.select({ mine: CASE_IS_MINE }).from(cases).where(eq(cases.id, caseId));
  if (!seen) throw new Refusal("not-found", 404);
  if (!seen.mine) throw new Refusal("case.not-yours", 403);
  const [row] = await db
    .select({
      agencyId: cases.agencyId,
      clientId: cases.clientId,
      state: cases.state,
      ownerMembershipId: cases.ownerMembershipId,
      restricted: cases.restricted,
    })
    .from(cases)
    .where(eq(cases.id, caseId))
    .for("update");
  if (!row) throw new Refusal("not-found", 404);
  return { ...row, id: caseId, state: row.state as CaseState };
}

/** As lockCase, of a case on which work still goes on. @throws Refusal "case.closed" (409) */
export async function lockOpenCase(db: Db, caseId: CaseId): Promise<CarriedCase> {
  const carried = await lockCase(db, caseId);
  if (carried.state === "closed") throw new Refusal("case.closed", 409);
  return carried;
}

/** Records what happened on a case, so that its timeline and its client's tell it. */
export function recordOnCase(
  db: Db,
  actor: Actor,
  carried: Pick<CarriedCase, "id" | "clientId" | "agencyId">,
  event: HouseEvent,
): Promise<void> {
  const { id, clientId, agencyId } = carried;
  return recordEvent(db, actor, event, { subjectType: "case", subjectId: id, caseId: id, clientId, agencyId });
}
