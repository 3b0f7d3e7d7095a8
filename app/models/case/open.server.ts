// Opens a case for a client: one's own, or a colleague's when a supervisor does it. Never opens one for a client who is hidden.
import { eq } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { nextNumber } from "#app/database/clock.server";
import { caseMembers, cases, clients } from "#drizzle/schema";
import type { CaseId, ClientId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { recordOnCase } from "./carry.server";
import { assertCaseStaff } from "./colleagues.server";
import { caseEvents } from "./events";
import type { CaseOpening } from "./forms";
import { caseLifecycle } from "./lifecycle";
import { restrictCase } from "./people.server";

export async function openCase(db: Db, actor: Actor, clientId: ClientId, opening: CaseOpening): Promise<CaseId> {
  const agencyId = agencyOf(actor);
  const [client] = await db.select({ id: clients.id }).from(clients).where(eq(clients.id, clientId));
  if (!client) throw new Refusal("not-found", 404);
  const ownerMembershipId = opening.owner ?? actor.membershipId;
  if (ownerMembershipId !== actor.membershipId) {
    if (actor.role !== "supervisor") throw new Refusal("case.only-supervisors-assign", 403);
    await assertCaseStaff(db, agencyId, ownerMembershipId);
  }
  const number = await nextNumber(db, agencyId, "K");
  const { cameBy, summary = "" } = opening;
  const [row] = await db
    .insert(cases)
    .values({ agencyId, clientId, number, ownerMembershipId, cameBy, summary })
    .returning({ id: cases.id });
  if (!row) throw new Error("no case was kept");
  const id = row.id as CaseId;
  const state = caseLifecycle.initial;
  const carried = { id, agencyId, clientId, ownerMembershipId, state, restricted: false };
  await recordOnCase(db, actor, carried, caseEvents.opened({ number, cameBy }));
  if (opening.restricted) {
    // Whoever opens a restricted case for another would lose sight of it before it is complete.
    if (ownerMembershipId !== actor.membershipId) {
      await db.insert(caseMembers).values({ agencyId, caseId: id, membershipId: actor.membershipId });
    }
    await restrictCase(db, actor, id);
  }
  return id;
}
