// Reads taxonomies and their terms, and turns a term that is asked for into a condition. Writes no JSON.
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import type { Asked } from "./parameters";
import { penAt } from "./pen.server";
import type { SpecialtyRow } from "./rows";
import { taxonomyId } from "./terms";

/** The names of all taxonomies: a handful. */
export async function readTaxonomies(db: Db): Promise<string[]> {
  const rows = await db.execute<{ name: string }>(sql`select distinct taxonomy as name from specialty order by 1`);
  return rows.map(({ name }) => name);
}

/** The taxonomy with this id; null where there is none. */
export async function taxonomyNamed(db: Db, id: string): Promise<string | null> {
  const pen = penAt(new Date(0));
  return (await readTaxonomies(db)).find((name) => taxonomyId(pen, name) === id) ?? null;
}

/** Conditions on a service's id: it has the term or one below it, and a term of the taxonomy. */
export async function termConditions(db: Db, asked: Asked, serviceId: SQL): Promise<SQL[]> {
  const conditions: SQL[] = [];
  const having = (term: SQL) => sql`${serviceId} in (
    select ss.service_id from service_specialty ss join specialty p on p.id = ss.specialty_id where ${term})`;
  if (asked.taxonomy_term_id) {
    const [range] = await db.execute<{ first: string; end: string }>(sql`
      select place::text as first, app.place_end(place)::text as "end" from specialty where id = ${asked.taxonomy_term_id}::uuid`);
    conditions.push(
      range?.first ? having(sql`p.place >= ${range.first}::bigint and p.place < ${range.end}::bigint`) : sql`false`,
    );
  }
  if (asked.taxonomy_id) {
    const name = await taxonomyNamed(db, asked.taxonomy_id);
    conditions.push(name === null ? sql`false` : having(sql`p.taxonomy = ${name}`));
  }
  return conditions;
}

/** The terms that are asked for. */
export async function termsAsked(db: Db, asked: Asked): Promise<SQL> {
  const conditions: SQL[] = [sql`true`];
  if (asked.taxonomy_id) {
    const name = await taxonomyNamed(db, asked.taxonomy_id);
    conditions.push(name === null ? sql`false` : sql`p.taxonomy = ${name}`);
  }
  if (asked.top_only) conditions.push(sql`p.parent_id is null`);
  if (asked.parent_id) conditions.push(sql`p.parent_id = ${asked.parent_id}::uuid`);
  if (asked.search)
    conditions.push(...holdsWords(sql`concat_ws(' ', p.name, p.code, array_to_string(p.synonyms, ' '))`, asked.search));
  return sql.join(conditions, sql` and `);
}

const MOST_WORDS = 8;

/** Each word is somewhere in the text; what is typed is never a pattern. */
export function holdsWords(text: SQL, typed: string): SQL[] {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return words.slice(0, MOST_WORDS).map((word) => sql`strpos(lower(${text}), ${word}) > 0`);
}

export async function readTerms(db: Db, ids: readonly string[]): Promise<SpecialtyRow[]> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    select id, code, name, parent_id as "parentId", taxonomy, to_json(synonyms) as synonyms
    from specialty where id = any(${`{${ids.join(",")}}`}::uuid[])`);
  return rows as unknown as SpecialtyRow[];
}
