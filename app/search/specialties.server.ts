// Reads the specialty tree: as a whole for a list, by words for a search box. Changes nothing.
import { asc } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { specialties } from "#drizzle/schema";
import { layTree, type Term, type TreeTerm } from "./specialty-tree";

/** A county's own list is a few hundred terms; beyond this a list is no help to anybody. */
const MOST_TERMS = 2000;

/** The tree in reading order: each term before those below it, siblings by name. */
export async function readSpecialtyTree(db: Db): Promise<TreeTerm[]> {
  const terms: Term[] = await db
    .select({
      id: specialties.id,
      name: specialties.name,
      parentId: specialties.parentId,
      synonyms: specialties.synonyms,
    })
    .from(specialties)
    .orderBy(asc(specialties.name), asc(specialties.id))
    .limit(MOST_TERMS);
  return layTree(terms);
}
