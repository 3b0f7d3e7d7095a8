// The rows behind a figure of a score card, as far as whoever asks may see them: row-level security leaves the others out. Names nobody: by number and day.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { type Mark, PAGE_SIZE, type Page, toPage } from "#app/database/page.server";
import { type CardFigureKey, FIGURES_WITH_ROWS } from "./card-figures";

export type FigureRow = {
  readonly id: string;
  readonly moment: string;
  readonly part: number;
  readonly value: number | null;
  /** The referral's number; null where it may not be known yet. */
  readonly number: string | null;
  readonly referralId: string | null;
  readonly offerId: string | null;
};

interface Behind {
  readonly agencyId: string;
  readonly organizationId: string;
  readonly fromDay: string;
  readonly untilDay: string;
}

/** Latest first. */
export async function readRows(db: Db, key: CardFigureKey, of: Behind, after: Mark | null): Promise<Page<FigureRow>> {
  const zone = sql`(select a.time_zone from agency a where a.id = ${of.agencyId}::uuid)`;
  const rows = await db.execute<FigureRow>(sql`
    select o.subject_id as id, o.moment::text, o.part::float8 as part, o.value, coalesce(r.number, f.summary ->> 'number') as number,
      r.id as "referralId", f.id as "offerId"
    from observation o left join referral r on r.id = o.referral_id
      left join offer f on f.referral_id = o.referral_id and f.organization_id = o.organization_id and (f.state = 'accepted' or f.id = o.subject_id)
    where o.figure = ${key} and o.agency_id = ${of.agencyId}::uuid and o.organization_id = ${of.organizationId}::uuid
      and o.moment >= (${of.fromDay}::timestamp at time zone ${zone}) and o.moment < (${of.untilDay}::timestamp at time zone ${zone})
      and ${after ? sql`(o.moment, o.subject_id) < (${after.value}::timestamptz, ${after.id}::uuid)` : sql`true`}
    order by o.moment desc, o.subject_id desc
    limit ${PAGE_SIZE + 1}`);
  return toPage([...rows], ({ moment, id }) => ({ value: moment, id }));
}

/** Null: the figure is not made of rows with a day. */
export async function readRowsBehind(db: Db, key: CardFigureKey, of: Behind, after: Mark | null) {
  return FIGURES_WITH_ROWS.includes(key) ? readRows(db, key, of, after) : null;
}
