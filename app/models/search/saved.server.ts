// Keeps a search under a name, for oneself or for the agency, and takes it away. What is kept holds nothing of a client.
import { and, asc, eq, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { savedSearches } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { Refusal } from "../values/refusal";
import { savedSearchEvents } from "./events";
import type { NewSavedSearch } from "./forms";

const MOST_OWN = 50;
const MOST_SHOWN = 100;

export interface SavedSearch {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly shared: boolean;
  readonly own: boolean;
}

/** One's own and those the agency shares, by name. */
export async function readSavedSearches(db: Db, actor: Actor, only: { readonly shared?: true } = {}) {
  return db
    .select({
      id: savedSearches.id,
      name: savedSearches.name,
      address: savedSearches.address,
      shared: savedSearches.shared,
      own: sql<boolean>`${savedSearches.createdBy} = ${actor.membershipId}::uuid`,
    })
    .from(savedSearches)
    .where(only.shared ? eq(savedSearches.shared, true) : undefined)
    .orderBy(asc(sql`lower(${savedSearches.name})`), asc(savedSearches.id))
    .limit(MOST_SHOWN) satisfies Promise<SavedSearch[]>;
}

/** @throws Refusal 409 when the name is one's own already, or when too many are kept */
export async function saveSearch(db: Db, actor: Actor, form: NewSavedSearch): Promise<string> {
  const mine = eq(savedSearches.createdBy, actor.membershipId);
  if ((await db.$count(savedSearches, mine)) >= MOST_OWN) {
    throw new Refusal("search.too-many-saved", 409, { count: MOST_OWN });
  }
  const sameName = and(mine, sql`lower(${savedSearches.name}) = lower(${form.name})`);
  if ((await db.$count(savedSearches, sameName)) > 0) {
    throw new Refusal("search.name-taken", 409, { name: form.name });
  }
  const [row] = await db
    .insert(savedSearches)
    .values({ agencyId: agencyOf(actor), createdBy: actor.membershipId, ...form })
    .returning({ id: savedSearches.id });
  if (!row) throw new Error("the search was not kept");
  const event = savedSearchEvents.saved({ savedSearchId: row.id, shared: form.shared });
  await recordEvent(db, actor, event, subjectOf(row.id, actor));
  return row.id;
}

/** One's own; a network manager's also those the agency shares. @throws Refusal 404 for any other */
export async function removeSavedSearch(db: Db, actor: Actor, id: string): Promise<void> {
  const gone = await db.delete(savedSearches).where(eq(savedSearches.id, id)).returning({ id: savedSearches.id });
  if (gone.length === 0) throw new Refusal("not-found", 404);
  await recordEvent(db, actor, savedSearchEvents.removed({ savedSearchId: id }), subjectOf(id, actor));
}

const subjectOf = (id: string, actor: Actor) => ({
  subjectType: "saved-search",
  subjectId: id,
  agencyId: agencyOf(actor),
});
