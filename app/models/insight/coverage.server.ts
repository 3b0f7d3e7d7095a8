// Reads who asked for a need in a quarter, and which places of the network meet it. Measures nothing; names no client.
import { sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { sayIn } from "#app/i18n/say-in";
import { writeSpreadsheetCsv } from "#app/interop/csv";
import { EVENINGS, minutesOf, WEEKENDS } from "#app/search/free-times";
import { pointOfArea } from "#app/search/geocode.server";
import { awayFrom, groundOf } from "#app/search/reach.server";
import type { SpecialtyId } from "../values/ids";
import type { Point } from "../values/place";
import { Refusal } from "../values/refusal";
import { type AreaCoverage, type CoverageFilter, coverageOf, type SupplyPlace } from "./coverage";
import { type NeedRow, type NeedTree, toldNeeds } from "./coverage-need";
import { needWords } from "./need-words";
import type { Period } from "./period";
import { areasOf, type UnmetArea } from "./unmet-need";
import { readUnmetNeed } from "./unmet-need.server";

/** A network with more places for one need than this is no desert anywhere. */
const MOST_PLACES = 5000;

const weekOf = (parts: typeof EVENINGS) =>
  sql`${`{${minutesOf(parts)
    .map(({ from, to }) => `[${from},${to})`)
    .join(",")}}`}::int4multirange`;

export interface Coverage {
  readonly areas: readonly AreaCoverage[];
  /** The network's places for this need, wherever they are. */
  readonly places: readonly SupplyPlace[];
}

export async function readCoverage(
  db: Db,
  actor: Actor,
  specialtyId: SpecialtyId,
  quarter: Period,
  filter: CoverageFilter,
): Promise<Coverage> {
  const { from, until } = quarter;
  const rows = await db.execute<NeedRow & Record<string, unknown>>(sql`
    select specialty_id::text as "specialtyId", area, asked, taken from app.need_asked(${specialtyId}::uuid, ${from}::date, ${until}::date)`);
  const needs = toldNeeds(rows, await readNeedTree(db, specialtyId), specialtyId);
  const places = await readSupply(db, actor, specialtyId);
  const unmet = await readUnmetAreas(db, specialtyId, quarter);
  const points = new Map<string, Point>();
  for (const area of [...needs.keys(), ...unmet.map((one) => one.area)]) {
    const point = pointOfArea(area);
    if (point) points.set(area, point);
  }
  return { places, areas: coverageOf(needs, places, unmet, points, filter) };
}

/** The need with all above, beside and below it. */
async function readNeedTree(db: Db, specialtyId: SpecialtyId): Promise<NeedTree> {
  const rows = await db.execute<{ id: string; above: string | null }>(sql`
    select p.id::text, p.parent_id::text as above from specialty p
    join specialty asked on asked.id = ${specialtyId}::uuid and (p.path || p.id)[1] = (asked.path || asked.id)[1]`);
  return new Map(rows.map(({ id, above }) => [id, above]));
}

/** What the ledger tells of this need and all below it, by area. */
async function readUnmetAreas(db: Db, specialtyId: SpecialtyId, quarter: Period): Promise<UnmetArea[]> {
  const below = await db.execute<{ id: string }>(
    sql`select id::text from specialty where (path || id) @> array[${specialtyId}::uuid]`,
  );
  const ids = new Set(below.map(({ id }) => id));
  const { specialties } = await readUnmetNeed(db, quarter);
  return areasOf(specialties.filter((line) => ids.has(line.specialtyId ?? "")).flatMap(({ cells }) => cells));
}

/** Services at places of whoever has an agreement in force with the agency today. */
async function readSupply(db: Db, actor: Actor, specialtyId: SpecialtyId): Promise<SupplyPlace[]> {
  const today = sql`(app.clock() at time zone ${actor.timeZone})::date`;
  const rows = await db.execute<SupplyPlace & Record<string, unknown>>(sql`
    with asked as (select p.place as first, app.place_end(p.place) as last from specialty p where p.id = ${specialtyId}::uuid)
    select distinct on (l.service_at_location_id) l.service_at_location_id::text as id, l.organization_id::text as "organizationId",
      o.name as "organizationName", k.name as "placeName", l.latitude, l.longitude, l.willing = 0 as takes,
      l.open_places as "openPlaces", l.languages,
      coalesce(l.week && ${weekOf(EVENINGS)}, false) as evenings, coalesce(l.week && ${weekOf(WEEKENDS)}, false) as weekends
    from asked a join app.found_place l on l.term >= a.first and l.term < a.last and l.latitude is not null
    join organization o on o.id = l.organization_id join location k on k.id = l.location_id
    where exists (select 1 from agreement g where g.organization_id = l.organization_id and g.agency_id = ${agencyOf(actor)}::uuid
      and g.state = 'active' and g.starts_on <= ${today} and ${today} < g.ends_on)
    order by l.service_at_location_id limit ${MOST_PLACES}`);
  return [...rows];
}

/** The areas that the page shows, with its words. */
export function writeCoverageTable(areas: readonly AreaCoverage[], actor: Pick<Actor, "language">): string {
  const say = sayIn(actor.language);
  const words = needWords(say);
  return writeSpreadsheetCsv(
    (["area", "state", "asked", "taken", "unmet", "near", "open", "nearest-metres"] as const).map((name) =>
      say(`need.coverage.${name}`),
    ),
    areas.map((area) => [
      words.area(area.area),
      say(`need.coverage.${area.point === null ? "unplaced" : area.desert ? "desert" : "covered"}`),
      area.asked ?? words.heldBack,
      area.taken,
      area.unmet,
      area.near,
      area.openPlaces,
      area.nearestMetres === null ? null : Math.round(area.nearestMetres),
    ]),
  );
}

export interface Invitable {
  readonly organizationId: string;
  readonly name: string;
  readonly placeName: string;
  readonly email: string | null;
  readonly metres: number;
}

/** Who can be invited to an area, and what the letter to them names. @throws Refusal 404 for a need or an area there is none of */
export async function readInvitation(db: Db, actor: Actor, specialtyId: SpecialtyId, area: string) {
  const point = pointOfArea(area);
  const [named] = await db.execute<{ specialty: string; agency: string; slug: string }>(sql`
    select p.name as specialty, a.name as agency, a.slug from specialty p join agency a on a.id = ${agencyOf(actor)}::uuid
    where p.id = ${specialtyId}::uuid`);
  if (!named || !point) throw new Refusal("not-found", 404);
  return { ...named, providers: await readInvitable(db, actor, specialtyId, point) };
}

const MOST_INVITABLE = 12;

/** Who of the directory meets this need near an area and has no agreement with the agency: the nearest place of each, nearest first. */
async function readInvitable(db: Db, actor: Actor, specialtyId: SpecialtyId, centre: Point): Promise<Invitable[]> {
  const rows = await db.execute<Invitable & Record<string, unknown>>(sql`
    with asked as (select p.place as first, app.place_end(p.place) as last from specialty p where p.id = ${specialtyId}::uuid),
    nearest as (
      select distinct on (l.organization_id) l.organization_id, l.location_id, ${awayFrom(centre, "l")} as metres
      from asked a join app.found_place l on l.term >= a.first and l.term < a.last and l.earth is not null
      where not exists (select 1 from agreement g where g.organization_id = l.organization_id and g.agency_id = ${agencyOf(actor)}::uuid and g.state <> 'ended')
      order by l.organization_id, metres)
    select o.id::text as "organizationId", o.name, k.name as "placeName", o.email, n.metres
    from nearest n join organization o on o.id = n.organization_id join location k on k.id = n.location_id
    where o.listed order by n.metres, o.name limit ${MOST_INVITABLE}`);
  return rows.map((row) => ({ ...row, metres: groundOf(row.metres) }));
}
