// Specialties as HSDS taxonomy terms, and the taxonomies they come from. Writes; knows no service.
import { type HsdsObject, type Pen, present } from "./facts";
import type { SpecialtyRow } from "./rows";

/** A taxonomy has no row of its own: its name makes its id, the same for ever. */
export const taxonomyId = (pen: Pen, name: string) => pen.idOf("taxonomy", name);

export function taxonomyOf(pen: Pen, name: string): HsdsObject {
  return { id: taxonomyId(pen, name), name, description: pen.say("hsds.taxonomy.about", { name }) };
}

export function termOf(pen: Pen, row: SpecialtyRow): HsdsObject {
  const also = row.synonyms.length > 0 ? pen.say("hsds.taxonomy.also", { names: row.synonyms.join(", ") }) : "";
  return {
    ...present({
      id: row.id,
      code: row.code,
      name: row.name,
      parent_id: row.parentId,
      taxonomy: row.taxonomy,
      taxonomy_detail: taxonomyOf(pen, row.taxonomy),
      taxonomy_id: taxonomyId(pen, row.taxonomy),
      language: "en",
    }),
    // The standard wants one, also where there is nothing to say.
    description: also,
  };
}
