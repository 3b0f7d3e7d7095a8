// Accepts or declines a change that waits. What changed meanwhile is told, and accepted only knowingly; nobody decides their own.
import { asc, eq, inArray } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { proposedChanges } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { tellMembers } from "../notification/tell.server";
import { asId, type ServiceAtLocationId } from "../values/ids";
import { isRefusal, Refusal } from "../values/refusal";
import { organizationEvents } from "./events";
import type { ChangeId, Decision } from "./keeping-forms";
import { changeLifecycle } from "./lifecycle";
import { applyToService } from "./own-deeds.server";
import { applyToOrganization, type OwnFactsForm } from "./own-facts.server";
import { readStood, type Wanted } from "./propose.server";
import { saysTheSame, type WantedForm } from "./wanted-change";

type Change = typeof proposedChanges.$inferSelect;

/** @returns the catalogue key of what was done */
export async function decideChanges(db: Db, actor: Actor, decision: Decision): Promise<string> {
  switch (decision.intent) {
    case "accept": {
      const changes = await lockChanges(db, decision.changes);
      let kept = 0;
      for (const change of changes) {
        // Of many at once those that would write over something newer are left for a look of their own.
        if (await isStale(db, change)) continue;
        await accept(db, actor, change);
        kept += 1;
      }
      if (kept === 0) throw new Refusal("organization.change-stale", 409);
      return kept < decision.changes.length ? "keeping.changes.accepted-some" : "keeping.changes.accepted";
    }
    case "accept-anyway":
      for (const change of await lockChanges(db, [decision.changeId])) await accept(db, actor, change);
      return "keeping.changes.accepted";
    case "decline":
      for (const change of await lockChanges(db, [decision.changeId])) await decline(db, actor, change, decision.words);
      return "keeping.changes.declined";
  }
}

/** What was sent, with what it is about. */
export const wantedOf = ({ organizationId, locationId, serviceAtLocationId, after }: Change): Wanted => ({
  organizationId,
  subject: { locationId, serviceAtLocationId },
  // Written by our own forms' types, and kept as they were.
  form: after as unknown as WantedForm,
});

/** Whether the facts are others now than when the change was asked for. */
export async function isStale(db: Db, change: Change): Promise<boolean> {
  try {
    return !saysTheSame(await readStood(db, wantedOf(change)), change.before);
  } catch (failure) {
    if (isRefusal(failure) && failure.status === 404) return true;
    throw failure;
  }
}

/**
 * In the order in which they were asked for.
 * @throws Refusal 404 for one that is not there or not of the actor's network, 409 for one decided already
 */
async function lockChanges(db: Db, ids: readonly ChangeId[]): Promise<Change[]> {
  const wanted = [...new Set(ids)];
  const locked = await db
    .select()
    .from(proposedChanges)
    .where(inArray(proposedChanges.id, wanted))
    .orderBy(asc(proposedChanges.createdAt), asc(proposedChanges.id))
    .for("update");
  if (locked.length === wanted.length) return locked;
  // What was decided can be read, and no more be locked for a decision.
  const there = await db
    .select({ state: proposedChanges.state })
    .from(proposedChanges)
    .where(inArray(proposedChanges.id, wanted));
  throw there.length === wanted.length ? new Refusal("lifecycle.moved-meanwhile", 409) : new Refusal("not-found", 404);
}

async function accept(db: Db, actor: Actor, change: Change): Promise<void> {
  const state = changeLifecycle.after(change.state as "waiting", "accept");
  await db
    .update(proposedChanges)
    .set({ state, decidedBy: actor.membershipId, decidedAt: await clock(db) })
    .where(eq(proposedChanges.id, change.id));
  await apply(db, actor, change);
  await tell(db, actor, change, "change-accepted");
}

async function apply(db: Db, actor: Actor, change: Change): Promise<void> {
  const wanted = wantedOf(change);
  const { form } = wanted;
  try {
    if (isOfOrganization(form)) await applyToOrganization(db, actor, { ...wanted, form });
    else await applyToService(db, actor, asId<ServiceAtLocationId>(change.serviceAtLocationId ?? ""), form);
  } catch (failure) {
    // What it would change is gone: the page is there all the same.
    if (isRefusal(failure) && failure.status === 404) throw new Refusal("organization.change-moot", 409);
    throw failure;
  }
}

const isOfOrganization = (form: WantedForm): form is Exclude<OwnFactsForm, { intent: "capacity" }> =>
  ["facts", "address", "closed", "not-offered"].includes(form.intent);

async function decline(db: Db, actor: Actor, change: Change, words: string): Promise<void> {
  const state = changeLifecycle.after(change.state as "waiting", "decline");
  await db
    .update(proposedChanges)
    .set({ state, words, decidedBy: actor.membershipId, decidedAt: await clock(db) })
    .where(eq(proposedChanges.id, change.id));
  await tell(db, actor, change, "change-declined");
}

async function tell(db: Db, actor: Actor, change: Change, what: "change-accepted" | "change-declined"): Promise<void> {
  const { id: changeId, organizationId, factGroup: group } = change;
  const event = organizationEvents[what]({ changeId, group });
  await recordEvent(db, actor, event, { subjectType: "organization", subjectId: organizationId, organizationId });
  await tellMembers(
    db,
    { organizationId, roles: ["coordinator", "organization_administrator"] },
    { kind: `organization.${what}`, subjectType: "proposed_change", subjectId: changeId, path: "/portal/current" },
  );
}
