// Writes down that facts are right: because somebody looked at them, or because they wrote them. Changes no fact.
import { and, eq, notExists, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { confirmations, openingSpans, servicesAtLocation } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import type { OrganizationId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { organizationEvents } from "./events";
import { type FactGroup, strictestHalfLives } from "./fact-groups";
import { lockOrganization } from "./lock.server";
import { aboutOf, factLines } from "./public-facts";
import { readFactSources, readPublicFacts, readRulesFor } from "./public-facts.server";

/** What a provider's keeper goes through: its facts with their ages, oldest first, by the strictest rules asked of it. */
export async function readFactLines(db: Db, organizationId: string, now: Date) {
  const facts = await readPublicFacts(db, organizationId);
  const rules = await readRulesFor(db, organizationId);
  const halfLives = strictestHalfLives(rules);
  return { facts, lines: factLines(facts, await readFactSources(db, organizationId), halfLives, now), halfLives };
}

/**
 * @param keys as factKey makes them; capacity that was never said cannot be confirmed, and is left out
 * @throws Refusal 404 for a fact that the organization does not have, 403 for another's organization
 */
export async function confirmFacts(
  db: Db,
  actor: Actor,
  organizationId: OrganizationId,
  keys: readonly string[],
): Promise<void> {
  await lockOrganization(db, organizationId);
  const { lines } = await readFactLines(db, organizationId, await clock(db));
  const known = new Map(lines.map((line) => [line.key, line]));
  const chosen = [...new Set(keys)].flatMap((key) => {
    const line = known.get(key);
    if (!line) throw new Refusal("not-found", 404);
    return line.knownAt === null ? [] : [line];
  });
  if (chosen.length === 0) throw new Refusal("organization.nothing-to-confirm", 422);
  const how = actor.organizationId === null ? "desk" : "portal";
  await db.insert(confirmations).values(
    chosen.map(({ group, subject }) => ({
      organizationId,
      factGroup: group,
      ...aboutOf(group, subject),
      how,
      membershipId: actor.membershipId,
    })),
  );
  const event = organizationEvents.confirmed({ count: chosen.length, how });
  await recordEvent(db, actor, event, { subjectType: "organization", subjectId: organizationId, organizationId });
}

/** Whoever writes a fact says that it is right. */
export async function confirmWritten(
  db: Db,
  organizationId: string,
  group: FactGroup,
  subjects: readonly string[],
): Promise<void> {
  if (subjects.length === 0) return;
  await db.insert(confirmations).values(
    subjects.map((subject) => ({
      organizationId,
      factGroup: group,
      ...aboutOf(group, subject),
      how: sql`case when app.desk() = 'portal' then 'edited' else 'desk' end`,
      membershipId: sql`app.membership_id()`,
    })),
  );
}

/** Hours of a place are those of each service there without its own. */
export async function confirmHours(
  db: Db,
  organizationId: string,
  of: { readonly locationId: string; readonly serviceAtLocationId: string | null },
): Promise<void> {
  const own = db
    .select({ one: sql`1` })
    .from(openingSpans)
    .where(eq(openingSpans.serviceAtLocationId, servicesAtLocation.id));
  const there =
    of.serviceAtLocationId === null
      ? await db
          .select({ id: servicesAtLocation.id })
          .from(servicesAtLocation)
          .where(and(eq(servicesAtLocation.locationId, of.locationId), notExists(own)))
      : [{ id: of.serviceAtLocationId }];
  await confirmWritten(
    db,
    organizationId,
    "hours",
    there.map(({ id }) => id),
  );
}
