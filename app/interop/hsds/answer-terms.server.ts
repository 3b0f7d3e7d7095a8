// Answers the HSDS addresses of taxonomies and taxonomy terms. Reads the tree of specialties alone.
import { sql } from "drizzle-orm";
import type { Lines } from "#app/access/gate.server";
import type { Db } from "#app/database/as-actor.server";
import { answerList, type ListAsked, nothingHere } from "./answer.server";
import type { HsdsObject, Pen } from "./facts";
import { type HsdsPage, pageOf } from "./page";
import { sizeOf } from "./parameters";
import { penAt } from "./pen.server";
import { taxonomyOf, termOf } from "./terms";
import { readTaxonomies, readTerms, taxonomyNamed, termsAsked } from "./terms.server";

export async function listTaxonomies({ db, now, asLines, query }: ListAsked): Promise<HsdsPage | Lines> {
  const pen = penAt(now);
  const words = (query.search ?? "").toLowerCase().split(/\s+/);
  const names = (await readTaxonomies(db)).filter((name) => words.every((word) => name.toLowerCase().includes(word)));
  const all = names.map((name) => taxonomyOf(pen, name));
  if (asLines) return { kind: "lines", items: all, more: null };
  const [page, size] = [query.page ?? 1, sizeOf(query)];
  return pageOf(all.slice((page - 1) * size, page * size), all.length, page, size);
}

/** @throws Refusal 404 when there is none */
export async function oneTaxonomy(db: Db, pen: Pen, id: string): Promise<HsdsObject> {
  const name = await taxonomyNamed(db, id);
  if (name === null) throw nothingHere();
  return taxonomyOf(pen, name);
}

export async function listTerms(asked: ListAsked): Promise<HsdsPage | Lines> {
  const { db, now, query } = asked;
  const pen = penAt(now);
  const where = await termsAsked(db, query);
  return answerList(asked, {
    source: { from: sql`specialty p`, id: sql`p.id`, where, chord: null, grouped: false },
    write: async (own, found) => {
      const rows = await readTerms(
        own,
        found.map(({ id }) => id),
      );
      const byId = new Map(rows.map((row) => [row.id, row]));
      return found.flatMap(({ id }) => {
        const row = byId.get(id);
        return row ? [termOf(pen, row)] : [];
      });
    },
  });
}

/** @throws Refusal 404 when there is none */
export async function oneTerm(db: Db, pen: Pen, id: string): Promise<HsdsObject> {
  const [row] = await readTerms(db, [id]);
  if (!row) throw nothingHere();
  return termOf(pen, row);
}
