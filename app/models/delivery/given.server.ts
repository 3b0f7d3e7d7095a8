// Who gave a session and where, when otherwise than planned: only people and places of the provider itself. Also files the paper beside it.
import { and, eq } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { documents, locations, practitioners } from "#drizzle/schema";
import type { KeptDocument } from "../consent/document-store.server";
import { Refusal } from "../values/refusal";
import type { AttendanceInput } from "./attendance";
import type { SessionRow } from "./session.server";

/** @throws Refusal 422 when it is not the provider's own person or place */
export async function checkGiven(db: Db, session: SessionRow, input: AttendanceInput): Promise<void> {
  const { organizationId } = session;
  if (input.practitionerId && input.practitionerId !== session.practitionerId) {
    const own = and(eq(practitioners.id, input.practitionerId), eq(practitioners.organizationId, organizationId));
    if ((await db.$count(practitioners, own)) === 0) throw new Refusal("delivery.not-your-practitioner", 422);
  }
  if (input.locationId && input.locationId !== session.locationId) {
    const own = and(eq(locations.id, input.locationId), eq(locations.organizationId, organizationId));
    if ((await db.$count(locations, own)) === 0) throw new Refusal("delivery.not-your-place", 422);
  }
}

/** Such as the sheet that was signed; whoever reads the attendance reads it. */
export async function fileSheet(db: Db, actor: Actor, kept: KeptDocument): Promise<string> {
  const row = { ...kept, organizationId: actor.organizationId, uploadedBy: actor.membershipId };
  const [filed] = await db.insert(documents).values(row).returning({ id: documents.id });
  if (!filed) throw new Error("the sheet was not filed");
  return filed.id;
}
