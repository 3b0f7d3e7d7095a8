// An agency's rules for facts: how long each group is believed, and which changes wait for a look. Reads and writes its own agency's alone.
import { and, eq } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { factRules } from "#drizzle/schema";
import { agencyEvents } from "../agency/events";
import { recordEvent } from "../event/record.server";
import { FACT_GROUPS, type FactGroup, type HalfLives, halfLivesOf, USUAL_HALF_LIVES } from "./fact-groups";
import type { FactRules } from "./keeping-forms";

export interface FactRuleLine {
  readonly factGroup: FactGroup;
  readonly halfLifeDays: number;
  readonly waits: boolean;
}

/** How long an agency believes each group; its own people alone read its rules. */
export async function readHalfLives(db: Db, agencyId: string): Promise<HalfLives> {
  return halfLivesOf(await db.select().from(factRules).where(eq(factRules.agencyId, agencyId)));
}

/** One line for each group; the usual one where nothing was said. */
export async function readFactRules(db: Db, actor: Actor): Promise<FactRuleLine[]> {
  const rows = await db
    .select()
    .from(factRules)
    .where(eq(factRules.agencyId, agencyOf(actor)));
  return FACT_GROUPS.map((factGroup) => {
    const said = rows.find((row) => row.factGroup === factGroup);
    return {
      factGroup,
      halfLifeDays: said?.halfLifeDays ?? USUAL_HALF_LIVES[factGroup],
      waits: said?.waits ?? false,
    };
  });
}

export async function saveFactRules(db: Db, actor: Actor, { rules }: FactRules): Promise<void> {
  const agencyId = agencyOf(actor);
  const before = await readFactRules(db, actor);
  const changed = rules.filter(({ factGroup, halfLifeDays, waits }) => {
    const stood = before.find((line) => line.factGroup === factGroup);
    return stood?.halfLifeDays !== halfLifeDays || stood.waits !== waits;
  });
  if (changed.length === 0) return;
  for (const { factGroup, halfLifeDays, waits } of changed) {
    const kept = await db
      .update(factRules)
      .set({ halfLifeDays, waits })
      .where(and(eq(factRules.agencyId, agencyId), eq(factRules.factGroup, factGroup)))
      .returning({ id: factRules.id });
    if (kept.length === 0) await db.insert(factRules).values({ agencyId, factGroup, halfLifeDays, waits });
  }
  const settings = changed.map(({ factGroup }) => factGroup).join(", ");
  const event = agencyEvents["settings-changed"]({ settings });
  await recordEvent(db, actor, event, { subjectType: "agency", subjectId: agencyId, agencyId });
}
