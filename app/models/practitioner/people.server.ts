// Adds the practitioners of a provider and notes that one left. Never deletes: what they delivered stays theirs.
import { and, eq } from "drizzle-orm";
import { type Actor, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { practitioners } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { asId, type PractitionerId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { practitionerEvents } from "./events";
import type { NewPractitioner } from "./forms";

const subjectOf = (id: string, organizationId: string) => ({
  subjectType: "practitioner",
  subjectId: id,
  organizationId,
});

export async function addPractitioner(db: Db, actor: Actor, form: NewPractitioner): Promise<PractitionerId> {
  const organizationId = organizationOf(actor);
  const { name, title, languages } = form;
  const [made] = await db
    .insert(practitioners)
    .values({ organizationId, name, title, languages })
    .returning({ id: practitioners.id });
  if (!made) throw new Error("the practitioner was not kept");
  const event = practitionerEvents.added({ practitionerId: made.id });
  await recordEvent(db, actor, event, subjectOf(made.id, organizationId));
  return asId<PractitionerId>(made.id);
}

/** @throws Refusal 404 for another provider's, 409 when they left already */
export async function letPractitionerLeave(db: Db, actor: Actor, id: PractitionerId): Promise<void> {
  const organizationId = organizationOf(actor);
  const [row] = await db
    .select()
    .from(practitioners)
    .where(and(eq(practitioners.id, id), eq(practitioners.organizationId, organizationId)))
    .for("update");
  if (!row) throw new Refusal("not-found", 404);
  if (row.leftAt) throw new Refusal("practitioner.left-already", 409, { name: row.name });
  await db
    .update(practitioners)
    .set({ leftAt: await clock(db) })
    .where(eq(practitioners.id, id));
  await recordEvent(db, actor, practitionerEvents.left({ practitionerId: id }), subjectOf(id, organizationId));
}
