// Notes what a client needs and marks it as met or not after all. Nothing is ever deleted.
import { and, eq } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { needs, specialties } from "#drizzle/schema";
import type { CaseId, NeedId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { lockOpenCase, recordOnCase } from "./carry.server";
import { caseEvents } from "./events";
import type { NeedWords } from "./forms";

export async function addNeed(db: Db, actor: Actor, caseId: CaseId, need: NeedWords): Promise<NeedId> {
  const carried = await lockOpenCase(db, caseId);
  const [known] = await db.select({ id: specialties.id }).from(specialties).where(eq(specialties.id, need.specialty));
  if (!known) throw new Refusal("case.no-such-specialty", 409);
  const [row] = await db
    .insert(needs)
    .values({ agencyId: carried.agencyId, caseId, specialtyId: need.specialty, words: need.words ?? "" })
    .returning({ id: needs.id });
  if (!row) throw new Error("no need was kept");
  await recordOnCase(db, actor, carried, caseEvents["need-added"]({ needId: row.id, specialtyId: need.specialty }));
  return row.id as NeedId;
}

/** @param met false: it turned out not to be met after all */
export async function markNeed(db: Db, actor: Actor, caseId: CaseId, needId: NeedId, met: boolean): Promise<void> {
  const carried = await lockOpenCase(db, caseId);
  const [changed] = await db
    .update(needs)
    .set({ metAt: met ? await clock(db) : null })
    .where(and(eq(needs.id, needId), eq(needs.caseId, caseId)))
    .returning({ specialtyId: needs.specialtyId });
  if (!changed) throw new Refusal("not-found", 404);
  const event = met ? caseEvents["need-met"] : caseEvents["need-unmet"];
  await recordOnCase(db, actor, carried, event({ needId, specialtyId: changed.specialtyId }));
}
