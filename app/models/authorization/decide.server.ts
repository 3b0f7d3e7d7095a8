// Decides on an authorization: a second person activates a large one, whoever carries the case revokes one. What was not used goes back to the fund, and what was planned is not held.
import { and, eq, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { authorizations, memberships } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { type AuthorizationId, asId, type OrganizationId } from "../values/ids";
import { Refusal } from "../values/refusal";
import {
  activate,
  type LockedAuthorization,
  lockAuthorization,
  readLimit,
  subjectOf,
  tellProvider,
} from "./activate.server";
import { cancelAhead } from "./effect.server";
import { authorizationEvents } from "./events";
import type { AuthorizationDecision, RevokeReason } from "./forms";
import { readUnusedCents, release } from "./ledger.server";
import { authorizationLifecycle } from "./lifecycle";

/**
 * @throws Refusal 404 absent, 403 another person's case or not a second person, 409 decided already or the fund too small
 */
export async function decideAuthorization(
  db: Db,
  actor: Actor,
  id: AuthorizationId,
  decision: AuthorizationDecision,
): Promise<void> {
  const row = await lockAuthorization(db, id);
  const state = authorizationLifecycle.after(row.state, decision.move);
  if (decision.move === "revoke") return revoke(db, actor, row, state, decision.reason);
  await checkSecondPerson(db, actor, row);
  await activate(db, actor, id);
}

/** Up to the limit a caseworker decides alone; above it a supervisor who is somebody else than who proposed it. */
async function checkSecondPerson(db: Db, actor: Actor, row: LockedAuthorization): Promise<void> {
  if (row.amountCents <= (await readLimit(db, row.agencyId))) return;
  if (actor.role !== "supervisor") throw new Refusal("authorization.supervisor-decides", 403);
  const [proposer] = await db
    .select({ personId: memberships.personId })
    .from(memberships)
    .where(eq(memberships.id, row.proposedBy));
  if (proposer?.personId === actor.personId) throw new Refusal("authorization.four-eyes", 403);
}

async function revoke(
  db: Db,
  actor: Actor,
  row: LockedAuthorization,
  state: string,
  reason: RevokeReason,
): Promise<void> {
  await db
    .update(authorizations)
    .set({ state, decidedBy: actor.membershipId, decidedAt: sql`app.clock()` })
    .where(and(eq(authorizations.id, row.id), eq(authorizations.state, row.state)));
  const unusedCents = row.state === "proposed" ? 0n : await readUnusedCents(db, row.id);
  if (unusedCents > 0n) await release(db, row, unusedCents);
  const sessions = await cancelAhead(db, actor, row);
  await recordEvent(
    db,
    actor,
    authorizationEvents.revoked({
      authorizationId: row.id,
      number: row.number,
      reason,
      releasedCents: String(unusedCents),
      sessions,
    }),
    subjectOf(row),
  );
  if (row.state !== "proposed") {
    await tellProvider(db, asId<OrganizationId>(row.organizationId), "authorization.revoked", row);
  }
}
