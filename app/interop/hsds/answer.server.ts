// Answers the HSDS addresses of services, places and organizations: a page, all of them as lines, or one. Reads the directory alone, and writes nothing.
import { sql } from "drizzle-orm";
import type { Lines } from "#app/access/gate.server";
import type { Db } from "#app/database/as-actor.server";
import { uuids } from "#app/database/many-rows.server";
import { Refusal } from "#app/models/values/refusal";
import type { HsdsObject, Pen } from "./facts";
import { countFound, type Found, findAfter, findPage, placesAsked, type Source, servicesAsked } from "./find.server";
import {
  plainAtLocation,
  plainOrganization,
  plainService,
  wholeAtLocation,
  wholeOrganization,
  wholeService,
} from "./offering";
import { type HsdsPage, pageOf } from "./page";
import { type Asked, sizeOf } from "./parameters";
import { penAt } from "./pen.server";
import type { Shelf } from "./rows";
import { shelfOfOrganizations, shelfOfServices } from "./shelf.server";
import { holdsWords, termConditions } from "./terms.server";

/** What a list is made of: where its ids are found, and how those of a page are written, in the order of the ids. */
export interface Listing {
  readonly source: Source;
  readonly write: (db: Db, found: readonly Found[]) => Promise<readonly HsdsObject[]>;
}

export interface ListAsked {
  readonly db: Db;
  readonly now: Date;
  readonly asLines: boolean;
  readonly query: Asked;
}

/** Whole ones are long; each portion is read in a transaction of its own. */
const LINES_AT_ONCE = { plain: 500, whole: 50 } as const;

/** A page, or the first of all lines. */
export async function answerList({ db, asLines, query }: ListAsked, listing: Listing): Promise<HsdsPage | Lines> {
  if (asLines) return linesAfter(db, listing, null, query.full ? LINES_AT_ONCE.whole : LINES_AT_ONCE.plain);
  const [page, size] = [query.page ?? 1, sizeOf(query)];
  const total = await countFound(db, listing.source);
  const found = (page - 1) * size < total ? await findPage(db, listing.source, page, size) : [];
  return pageOf(await listing.write(db, found), total, page, size);
}

async function linesAfter(db: Db, listing: Listing, after: string | null, size: number): Promise<Lines> {
  const found = await findAfter(db, listing.source, after, size);
  const last = found.at(-1)?.id ?? null;
  const items = await listing.write(db, found);
  const more = found.length < size || last === null ? null : (next: Db) => linesAfter(next, listing, last, size);
  return { kind: "lines", items, more };
}

export async function listServices(asked: ListAsked): Promise<HsdsPage | Lines> {
  const { db, now, query } = asked;
  const pen = penAt(now);
  return answerList(asked, {
    source: await servicesAsked(db, query, now),
    write: async (own, found) => {
      if (query.minimal) return inOrder(found, await readMinimal(own, idsOf(found)), (row) => row);
      const shelf = await shelfOfServices(own, idsOf(found), query.full ? "whole" : "plain");
      return inOrder(found, shelf.services, (row) =>
        query.full ? wholeService(pen, shelf, row) : plainService(pen, shelf, row),
      );
    },
  });
}

/**
 * Id and last change, with the name and the status that the standard's schema wants of every service. Its words say
 * modified_date, its schema last_modified; the schema is what answers are checked by.
 */
async function readMinimal(db: Db, ids: readonly string[]): Promise<Map<string, HsdsObject>> {
  const rows = await db.execute<{ id: string; name: string; status: string; changed: string }>(sql`
    select s.id, s.name, s.status, greatest(s.updated_at, o.updated_at, max(sal.updated_at), max(sal.capacity_at), max(l.updated_at)) as changed
    from service s join organization o on o.id = s.organization_id
    left join (service_at_location sal join location l on l.id = sal.location_id and l.active) on sal.service_id = s.id and sal.active
    where s.id = any(${uuids(ids)}) group by s.id, o.id`);
  return new Map(
    rows.map(({ id, name, status, changed }) => [
      id,
      { id, name, status, last_modified: new Date(changed).toISOString() },
    ]),
  );
}

export async function listPlaces(asked: ListAsked): Promise<HsdsPage | Lines> {
  const { db, now, query } = asked;
  const pen = penAt(now);
  return answerList(asked, {
    source: await placesAsked(db, query, now),
    write: async (own, found) => {
      const shelf = await shelfOfPlaces(own, idsOf(found), query.full ? "whole" : "plain");
      const byId = new Map([...shelf.places.values()].flat().map((row) => [row.id, row]));
      return inOrder(found, byId, (row) =>
        query.full ? wholeAtLocation(pen, shelf, row) : plainAtLocation(pen, shelf, row),
      );
    },
  });
}

export async function listOrganizations(asked: ListAsked): Promise<HsdsPage | Lines> {
  const { db, now, query } = asked;
  const pen = penAt(now);
  const conditions = [sql`o.listed`];
  if (query.search)
    conditions.push(...holdsWords(sql`concat_ws(' ', o.name, o.alternate_name, o.description)`, query.search));
  const having = await termConditions(db, query, sql`s.id`);
  if (having.length > 0)
    conditions.push(sql`o.id in (select s.organization_id from service s where ${sql.join(having, sql` and `)})`);
  const source = { from: sql`organization o`, id: sql`o.id`, chord: null, grouped: false };
  const whole = query.full || query.full_service;
  return answerList(
    { ...asked, query: { ...query, full: whole } },
    {
      source: { ...source, where: sql.join(conditions, sql` and `) },
      write: async (own, found) => {
        const shelf = await shelfOfOrganizations(own, idsOf(found), whole ? "whole" : "plain");
        return inOrder(found, shelf.organizations, (row) =>
          whole ? wholeOrganization(pen, shelf, row, query.full_service === true) : plainOrganization(row),
        );
      },
    },
  );
}

/** @throws Refusal 404 when there is none, or its organization is not active */
export async function oneService(db: Db, pen: Pen, id: string): Promise<HsdsObject> {
  const shelf = await shelfOfServices(db, [id], "whole");
  const row = shelf.services.get(id);
  if (!row || !shelf.organizations.get(row.organizationId)?.active) throw nothingHere();
  return wholeService(pen, shelf, row);
}

/** @throws Refusal 404 when there is none on offer */
export async function onePlace(db: Db, pen: Pen, id: string): Promise<HsdsObject> {
  const [listed] = await db.execute(
    sql`select 1 from app.found_place f where f.service_at_location_id = ${id}::uuid and f.term = 0::bigint`,
  );
  const shelf = await shelfOfPlaces(db, listed ? [id] : [], "whole");
  const row = [...shelf.places.values()].flat().find((place) => place.id === id);
  if (!row) throw nothingHere();
  return wholeAtLocation(pen, shelf, row);
}

/** @throws Refusal 404 when there is none that is active */
export async function oneOrganization(db: Db, pen: Pen, id: string, fullServices: boolean): Promise<HsdsObject> {
  const shelf = await shelfOfOrganizations(db, [id], "whole");
  const row = shelf.organizations.get(id);
  if (!row?.active) throw nothingHere();
  return wholeOrganization(pen, shelf, row, fullServices);
}

export const nothingHere = () => new Refusal("hsds.nothing-here", 404);

/** With every place of their services, by which a service's last change is told. */
async function shelfOfPlaces(db: Db, ids: readonly string[], depth: "plain" | "whole"): Promise<Shelf> {
  const rows = await db.execute<{ id: string }>(
    sql`select distinct service_id as id from service_at_location where id = any(${uuids(ids)})`,
  );
  return shelfOfServices(db, idsOf(rows), depth);
}

const idsOf = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id);

/** In the order of finding; how far away it is goes with what was measured, as an extension. */
function inOrder<Row>(
  found: readonly Found[],
  rows: ReadonlyMap<string, Row>,
  write: (row: Row) => HsdsObject,
): HsdsObject[] {
  return found.flatMap(({ id, metres }) => {
    const row = rows.get(id);
    if (row === undefined) return [];
    const written = write(row);
    return [metres === null ? written : { ...written, distance_metres: Math.round(metres) }];
  });
}
