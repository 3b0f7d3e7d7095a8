// Reads places in groups: who waits behind how many, and in which groups a client of a referral or case is. Names nobody.
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { groupPlaces, organizations, referrals, sessionGroups } from "#drizzle/schema";

/** How many wait before each of these places; those that wait for nothing are left out. */
export async function readPlacesBefore(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db.execute<{ place_id: string; before: number }>(
    sql`select place_id, before from app.places_before(${`{${ids.join(",")}}`}::uuid[])`,
  );
  return new Map([...rows].map(({ place_id, before }) => [place_id, before]));
}

export type HeldPlace = Awaited<ReturnType<typeof readPlacesOf>>[number];

/** Groups in which the client of a referral, or of a case, has a place or waits for one; the oldest first. */
export async function readPlacesOf(db: Db, of: { readonly referralId: string } | { readonly caseId: string }) {
  const rows = await db
    .select({
      id: groupPlaces.id,
      groupId: groupPlaces.groupId,
      state: groupPlaces.state,
      since: sql<Date>`coalesce(${groupPlaces.placedAt}, ${groupPlaces.createdAt})`.mapWith(groupPlaces.createdAt),
      name: sessionGroups.name,
      organizationName: organizations.name,
    })
    .from(groupPlaces)
    .innerJoin(sessionGroups, eq(sessionGroups.id, groupPlaces.groupId))
    .innerJoin(organizations, eq(organizations.id, groupPlaces.organizationId))
    .innerJoin(referrals, eq(referrals.id, groupPlaces.referralId))
    .where(
      and(
        inArray(groupPlaces.state, ["waiting", "placed"]),
        "referralId" in of ? eq(groupPlaces.referralId, of.referralId) : eq(referrals.caseId, of.caseId),
      ),
    )
    .orderBy(asc(groupPlaces.createdAt), asc(groupPlaces.id))
    .limit(20);
  const before = await readPlacesBefore(
    db,
    rows.flatMap(({ id, state }) => (state === "waiting" ? [id] : [])),
  );
  return rows.map((row) => ({ ...row, before: before.get(row.id) ?? null }));
}
