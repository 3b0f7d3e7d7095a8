// Reads what anybody may know of an organization, each group of facts with its age and where it comes from. Answers nothing that is not public.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { Refusal } from "../values/refusal";
import type { FactRule } from "./fact-groups";
import type { FactSource, PublicFacts } from "./public-facts";

/** @throws Refusal 404 absent, or another organization's than the link's */
export async function readPublicFacts(db: Db, organizationId: string): Promise<PublicFacts> {
  const [row] = await db.execute<{ facts: PublicFacts | null }>(
    sql`select app.public_facts(${organizationId}::uuid) as facts`,
  );
  if (!row?.facts) throw new Refusal("not-found", 404);
  return row.facts;
}

export async function readFactSources(db: Db, organizationId: string): Promise<FactSource[]> {
  const rows = await db.execute<FactSource>(
    sql`select fact_group as "factGroup", subject, how, source from app.fact_sources(${organizationId}::uuid)`,
  );
  return [...rows];
}

/** The rules of the agencies whose network the organization belongs to. */
export async function readRulesFor(db: Db, organizationId: string): Promise<FactRule[]> {
  const rows = await db.execute<FactRule>(sql`
    select agency_id as "agencyId", fact_group as "factGroup", half_life_days as "halfLifeDays", waits
    from app.fact_rules_for(${organizationId}::uuid)`);
  return [...rows];
}
