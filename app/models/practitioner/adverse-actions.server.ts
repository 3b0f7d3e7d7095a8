// Records what an authority did against a provider or one of its people. Nothing follows from it by itself, and nothing of it is changed.
import { and, eq, ne } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { adverseActions, agreements, documents, practitioners } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { localDay } from "../values/calendar-day";
import type { OrganizationId } from "../values/ids";
import { Refusal } from "../values/refusal";
import type { Proof } from "./credentials.server";
import { exclusionEvents } from "./events";
import type { NewAdverseAction } from "./exclusion-forms";

/** @throws Refusal 403 outside the actor's network, 404 for another provider's practitioner, 422 for a day that is still to come */
export async function recordAdverseAction(
  db: Db,
  actor: Actor,
  organizationId: OrganizationId,
  form: NewAdverseAction,
  proof: Proof | null,
): Promise<void> {
  const agencyId = agencyOf(actor);
  if (form.actedOn > localDay(await clock(db), actor.timeZone)) throw new Refusal("exclusion.ahead", 422);
  await refuseStranger(db, agencyId, organizationId, form);
  const documentId = proof ? await file(db, actor, agencyId, proof) : null;
  const { practitionerId, kind, authority, actedOn, words } = form;
  const [made] = await db
    .insert(adverseActions)
    .values({
      agencyId,
      organizationId,
      practitionerId,
      kind,
      authority,
      actedOn,
      words,
      documentId,
      recordedBy: actor.membershipId,
    })
    .returning({ id: adverseActions.id });
  if (!made) throw new Error("the adverse action was not kept");
  const event = exclusionEvents["action-recorded"]({ kind, actedOn });
  // Not the provider's to read: the event names the agency alone.
  await recordEvent(db, actor, event, { subjectType: "adverse_action", subjectId: made.id, agencyId });
}

async function refuseStranger(
  db: Db,
  agencyId: string,
  organizationId: OrganizationId,
  { practitionerId }: NewAdverseAction,
): Promise<void> {
  const ours = await db
    .select({ id: agreements.id })
    .from(agreements)
    .where(
      and(
        eq(agreements.agencyId, agencyId),
        eq(agreements.organizationId, organizationId),
        ne(agreements.state, "ended"),
      ),
    )
    .limit(1);
  if (ours.length === 0) throw new Refusal("organization.not-yours", 403);
  if (practitionerId === null) return;
  const [known] = await db
    .select({ id: practitioners.id })
    .from(practitioners)
    .where(and(eq(practitioners.id, practitionerId), eq(practitioners.organizationId, organizationId)));
  if (!known) throw new Refusal("not-found", 404);
}

async function file(db: Db, actor: Actor, agencyId: string, proof: Proof): Promise<string> {
  const [row] = await db
    .insert(documents)
    .values({ agencyId, ...proof, uploadedBy: actor.membershipId })
    .returning({ id: documents.id });
  if (!row) throw new Error("the document was not filed");
  return row.id;
}
