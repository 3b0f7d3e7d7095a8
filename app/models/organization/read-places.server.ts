// Reads the places that are not known to their door: by a postal code, by a town, or not at all, and what an outside geocoder said of them.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { type Mark, PAGE_SIZE, type Page, toPage } from "#app/database/page.server";

export type RoughPlace = {
  readonly id: string;
  readonly name: string;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly addressLine: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly postalCode: string | null;
  /** none, town or postal_code. */
  readonly precision: string;
  /** asking, not_found, far_off or failed; null: nobody was asked. */
  readonly outcome: string | null;
  readonly failure: string | null;
  readonly triedAt: Date | null;
};

/** Those on no map first, then by town: there a distance is furthest from the truth. */
export async function readRoughPlaces(db: Db, after: Mark | null): Promise<Page<RoughPlace>> {
  const rank = sql`case l.point_precision when 'none' then 0 when 'town' then 1 else 2 end`;
  const rows = await db.execute<RoughPlace & { rank: number; triedAt: string | null }>(sql`
    select l.id, l.name, l.organization_id as "organizationId", o.name as "organizationName", l.address_line as "addressLine",
      l.city, l.region, l.postal_code as "postalCode", l.point_precision as precision, ${rank} as rank,
      a.outcome, a.failure, a.tried_at as "triedAt"
    from location l join organization o on o.id = l.organization_id
    left join lateral (
      select g.outcome, g.failure, g.tried_at from geocode_answer g
      where g.address = app.asked_address(l.address_line, l.city, l.region, l.postal_code) and g.outcome <> 'found'
      order by g.tried_at desc limit 1
    ) a on true
    where l.active and l.point_precision not in ('given', 'address') and app.may_tend(l.organization_id)
      and ${after ? sql`(${rank}, l.id) > (${Number(after.value)}, ${after.id}::uuid)` : sql`true`}
    order by ${rank}, l.id limit ${PAGE_SIZE + 1}`);
  const page = toPage([...rows], ({ rank, id }) => ({ value: String(rank), id }));
  return {
    next: page.next,
    rows: page.rows.map(({ rank: _, triedAt, ...row }) => ({ ...row, triedAt: triedAt ? new Date(triedAt) : null })),
  };
}
