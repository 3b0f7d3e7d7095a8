// Adds a provider to the network and changes what is known of one. An edit by hand is marked, so that an import does not write over it in silence.
import { eq, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { organizations } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { asId, type OrganizationId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { draftAgreement } from "./agreement.server";
import { USUAL_PAYMENT_DAYS } from "./codes";
import { confirmWritten } from "./confirm.server";
import { organizationEvents } from "./events";
import type { NewOrganization, OrganizationFacts } from "./forms";
import { fieldsChanged, lockOrganization } from "./lock.server";

export const subjectOf = (organizationId: string) => ({
  subjectType: "organization",
  subjectId: organizationId,
  organizationId,
});

/**
 * Keeps the provider together with the draft of its agreement: without one it would be in nobody's network, and nobody could go on.
 * @throws Refusal "organization.like" (409) when there is one of the same name, unless the form says that it is another
 */
export async function addOrganization(db: Db, actor: Actor, form: NewOrganization): Promise<OrganizationId> {
  const { startsOn, endsOn, evenIfLike, ...facts } = form;
  if (!evenIfLike) await refuseTwin(db, facts.name);
  const [made] = await db
    .insert(organizations)
    .values({ ...facts, editedAt: await clock(db) })
    .returning({ id: organizations.id });
  if (!made) throw new Error("the organization was not kept");
  const organizationId = asId<OrganizationId>(made.id);
  await recordEvent(db, actor, organizationEvents.added({}), subjectOf(organizationId));
  await draftAgreement(db, actor, { organizationId, startsOn, endsOn, paymentDays: USUAL_PAYMENT_DAYS });
  return organizationId;
}

async function refuseTwin(db: Db, name: string): Promise<void> {
  const [twin] = await db
    .select({ name: organizations.name })
    .from(organizations)
    .where(sql`lower(${organizations.name}) = lower(${name})`)
    .limit(1);
  if (twin) throw new Refusal("organization.like", 409, { name: twin.name });
}

export async function changeFacts(
  db: Db,
  actor: Actor,
  organizationId: OrganizationId,
  facts: OrganizationFacts,
): Promise<void> {
  const fields = fieldsChanged(await lockOrganization(db, organizationId), facts);
  if (fields === "") return;
  const now = await clock(db);
  await db
    .update(organizations)
    .set({ ...facts, updatedAt: now, editedAt: now })
    .where(eq(organizations.id, organizationId));
  await confirmWritten(db, organizationId, "contact", [organizationId]);
  await recordEvent(db, actor, organizationEvents.changed({ fields }), subjectOf(organizationId));
}
