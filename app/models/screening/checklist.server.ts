// Keeps an agency's checklists: a line added, changed, moved, retired or brought back. Applications that were sent keep what they were given.
import { and, asc, eq, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { screeningRequirements } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { Refusal } from "../values/refusal";
import { screeningEvents } from "./events";
import type { NewRequirement, RequirementId } from "./forms";

const MOST_LINES = 100;

export type Requirement = typeof screeningRequirements.$inferSelect;

const subject = (actor: Actor, id: string) => ({
  subjectType: "screening_requirement",
  subjectId: id,
  agencyId: agencyOf(actor),
});

/** In the order they are asked; retired ones last. */
export function readChecklist(db: Db, actor: Actor): Promise<Requirement[]> {
  return db
    .select()
    .from(screeningRequirements)
    .where(eq(screeningRequirements.agencyId, agencyOf(actor)))
    .orderBy(
      sql`not ${screeningRequirements.active}`,
      asc(screeningRequirements.position),
      asc(screeningRequirements.id),
    )
    .limit(MOST_LINES);
}

/** @throws Refusal 404 absent or another agency's */
export async function readRequirement(db: Db, actor: Actor, id: RequirementId): Promise<Requirement> {
  const [row] = await db
    .select()
    .from(screeningRequirements)
    .where(and(eq(screeningRequirements.id, id), eq(screeningRequirements.agencyId, agencyOf(actor))));
  if (!row) throw new Refusal("not-found", 404);
  return row;
}

/** Put at the end. @throws Refusal 409 for a name that is there for this kind of provider, or when the list is full */
export async function addRequirement(db: Db, actor: Actor, said: NewRequirement): Promise<RequirementId> {
  const agencyId = agencyOf(actor);
  const lines = await lockAll(db, actor);
  if (lines.length >= MOST_LINES) throw new Refusal("screening.list-full", 409, { most: MOST_LINES });
  const position = Math.max(0, ...lines.map((line) => line.position)) + 1;
  const [made] = await db
    .insert(screeningRequirements)
    .values({ agencyId, ...said, position })
    .returning({ id: screeningRequirements.id });
  if (!made) throw new Error("the line was not kept");
  const event = screeningEvents["requirement-added"]({ requirementId: made.id, itemKind: said.itemKind });
  await recordEvent(db, actor, event, subject(actor, made.id));
  return made.id as RequirementId;
}

/** @throws Refusal 404, 409 for a name that is there for this kind of provider */
export async function changeRequirement(db: Db, actor: Actor, id: RequirementId, said: NewRequirement): Promise<void> {
  const before = await readRequirement(db, actor, id);
  const fields = Object.keys(said).filter(
    (name) => said[name as keyof NewRequirement] !== before[name as keyof NewRequirement],
  );
  if (fields.length === 0) return;
  await db
    .update(screeningRequirements)
    .set({ ...said, updatedAt: await clock(db) })
    .where(eq(screeningRequirements.id, id));
  const event = screeningEvents["requirement-changed"]({ requirementId: id, fields: fields.join(",") });
  await recordEvent(db, actor, event, subject(actor, id));
}

/** Asks it before or after its neighbour. At the end of the list nothing happens. @throws Refusal 404 */
export async function moveRequirement(db: Db, actor: Actor, id: RequirementId, to: "up" | "down"): Promise<void> {
  const lines = (await lockAll(db, actor)).filter(({ active }) => active);
  const place = lines.findIndex((line) => line.id === id);
  if (place < 0) throw new Refusal("not-found", 404);
  const other = to === "up" ? place - 1 : place + 1;
  if (other < 0 || other >= lines.length) return;
  const order = lines.map((line) => line.id);
  [order[place], order[other]] = [order[other] ?? "", order[place] ?? ""];
  // Written anew from one on: lines that an import or two people at once gave the same place come apart.
  for (const [position, lineId] of order.entries()) {
    await db
      .update(screeningRequirements)
      .set({ position: position + 1 })
      .where(eq(screeningRequirements.id, lineId));
  }
}

/** No longer asked of whoever applies from now on, or asked again. @throws Refusal 404 */
export async function retireRequirement(db: Db, actor: Actor, id: RequirementId, active: boolean): Promise<void> {
  const before = await readRequirement(db, actor, id);
  if (before.active === active) return;
  await db
    .update(screeningRequirements)
    .set({ active, updatedAt: await clock(db) })
    .where(eq(screeningRequirements.id, id));
  const event = screeningEvents[active ? "requirement-brought-back" : "requirement-retired"]({ requirementId: id });
  await recordEvent(db, actor, event, subject(actor, id));
}

function lockAll(db: Db, actor: Actor): Promise<Requirement[]> {
  return db
    .select()
    .from(screeningRequirements)
    .where(eq(screeningRequirements.agencyId, agencyOf(actor)))
    .orderBy(asc(screeningRequirements.position), asc(screeningRequirements.id))
    .for("update");
}
