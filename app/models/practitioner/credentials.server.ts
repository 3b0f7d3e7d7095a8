// Adds a provider's credentials and lets a network manager say which hold. Nobody verifies their own.
import { and, eq } from "drizzle-orm";
import { type Actor, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { credentials, practitioners } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { localDay } from "../values/calendar-day";
import { asId, type CredentialId, type OrganizationId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { credentialEvents } from "./events";
import type { CredentialMove, NewCredential } from "./forms";
import { credentialLifecycle } from "./lifecycle";

const subjectOf = (id: string, organizationId: string) => ({
  subjectType: "credential",
  subjectId: id,
  organizationId,
});

/** @throws Refusal 404 for another provider's practitioner */
export async function addCredential(db: Db, actor: Actor, form: NewCredential): Promise<CredentialId> {
  const organizationId = organizationOf(actor);
  const { practitionerId, kind, number, issuer, issuedOn, expiresOn } = form;
  if (practitionerId !== null) {
    const [own] = await db
      .select({ id: practitioners.id })
      .from(practitioners)
      .where(and(eq(practitioners.id, practitionerId), eq(practitioners.organizationId, organizationId)));
    if (!own) throw new Refusal("not-found", 404);
  }
  const [made] = await db
    .insert(credentials)
    .values({ organizationId, practitionerId, kind, number, issuer, issuedOn, expiresOn })
    .returning({ id: credentials.id });
  if (!made) throw new Error("the credential was not kept");
  const event = credentialEvents.added({ credentialId: made.id, kind, expiresOn });
  await recordEvent(db, actor, event, subjectOf(made.id, organizationId));
  return asId<CredentialId>(made.id);
}

/** @throws Refusal 404 absent or of another provider, 403 outside the actor's network, 409 a move its state does not have, or a day that has passed */
export async function moveCredential(
  db: Db,
  actor: Actor,
  organizationId: OrganizationId,
  { credentialId, move, expiresOn }: CredentialMove,
): Promise<void> {
  const which = and(eq(credentials.id, credentialId), eq(credentials.organizationId, organizationId));
  const [row] = await db.select().from(credentials).where(which);
  if (!row) throw new Refusal("not-found", 404);
  const [locked] = await db.select({ id: credentials.id }).from(credentials).where(which).for("update");
  if (!locked) throw new Refusal("organization.not-yours", 403);
  const state = credentialLifecycle.after(row.state as (typeof credentialLifecycle.states)[number], move);
  const today = localDay(await clock(db), actor.timeZone);
  const holdsUntil = expiresOn ?? row.expiresOn;
  if (state === "verified" && holdsUntil !== null && holdsUntil <= today) {
    throw new Refusal("practitioner.expired-already", 409);
  }
  await db
    .update(credentials)
    .set({ state, ...(expiresOn ? { expiresOn } : {}) })
    .where(eq(credentials.id, credentialId));
  const event = credentialEvents.moved({ credentialId, kind: row.kind, state });
  await recordEvent(db, actor, event, subjectOf(credentialId, organizationId));
}
