// Finds the item of a case's agreed care plan that a referral carries out. Knows no draft of a plan: nothing is referred from it.
import { and, desc, eq } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { carePlans, plannedServices, specialties } from "#drizzle/schema";

interface Sought {
  /** The item itself, where it is known. */
  readonly id: string | null;
  readonly needId: string | null;
}

export type Planned = NonNullable<Awaited<ReturnType<typeof readPlanned>>>;

/** By its own key, else by the need it is for. Null where nothing was planned. */
export async function readPlanned(db: Db, caseId: string, { id, needId }: Sought) {
  if (!id && !needId) return null;
  const [found] = await db
    .select({
      id: plannedServices.id,
      planId: plannedServices.planId,
      needId: plannedServices.needId,
      specialtyId: plannedServices.specialtyId,
      specialty: specialties.name,
      words: plannedServices.words,
      howMuch: plannedServices.howMuch,
    })
    .from(plannedServices)
    .innerJoin(carePlans, eq(carePlans.id, plannedServices.planId))
    .leftJoin(specialties, eq(specialties.id, plannedServices.specialtyId))
    .where(
      and(
        eq(plannedServices.caseId, caseId),
        eq(carePlans.state, "agreed"),
        id ? eq(plannedServices.id, id) : eq(plannedServices.needId, needId ?? ""),
      ),
    )
    .orderBy(desc(plannedServices.createdAt), desc(plannedServices.id))
    .limit(1);
  return found ?? null;
}
