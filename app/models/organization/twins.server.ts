// Records of the directory that may be one organization: listed, joined one behind the other, parted again. Never merges two, and never by itself.
import { aliasedTable, and, asc, eq, or, type SQL, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { type Mark, PAGE_SIZE, type Page, toPage } from "#app/database/page.server";
import { organizationPairs, organizations } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import type { OrganizationId, OrganizationPairId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { organizationEvents } from "./events";
import { type OrganizationPairState, organizationPairLifecycle } from "./lifecycle";
import type { TwinMove } from "./twin-forms";

const one = aliasedTable(organizations, "one");
const other = aliasedTable(organizations, "other");

const townsOf = (id: SQL | typeof one.id) => sql<string | null>`(select string_agg(town, ', ') from (
  select distinct l.city as town from location l where l.organization_id = ${id} and l.city is not null order by 1 limit 3) t)`;
const DECIDER = sql<
  string | null
>`(select p.name from membership m join person p on p.id = m.person_id where m.id = ${organizationPairs.decidedBy})`;

const LINE = {
  id: organizationPairs.id,
  state: organizationPairs.state,
  reasons: organizationPairs.reasons,
  standsId: organizationPairs.standsId,
  decidedAt: organizationPairs.decidedAt,
  decidedBy: DECIDER,
  one: { id: one.id, name: one.name, towns: townsOf(one.id) },
  other: { id: other.id, name: other.name, towns: townsOf(other.id) },
};

/** Pairs in one state, in the order they were found. One of which a record is no longer listed is not to be looked at. */
export async function readTwins(db: Db, actor: Actor, state: OrganizationPairState, after: Mark | null) {
  const rows = await db
    .select(LINE)
    .from(organizationPairs)
    .innerJoin(one, eq(one.id, organizationPairs.organizationId))
    .innerJoin(other, eq(other.id, organizationPairs.otherOrganizationId))
    .where(
      and(
        eq(organizationPairs.agencyId, agencyOf(actor)),
        eq(organizationPairs.state, state),
        state === "proposed" ? and(eq(one.listed, true), eq(other.listed, true)) : undefined,
        after ? sql`${organizationPairs.id} > ${after.id}::uuid` : undefined,
      ),
    )
    .orderBy(asc(organizationPairs.id))
    .limit(PAGE_SIZE + 1);
  return toPage(rows, (row) => ({ value: "", id: row.id })) as Page<(typeof rows)[number]>;
}
export type TwinLine = Awaited<ReturnType<typeof readTwins>>["rows"][number];

export interface TwinFace {
  readonly id: string;
  readonly name: string;
  readonly alternateName: string | null;
  readonly description: string;
  readonly website: string | null;
  readonly email: string | null;
  readonly telephones: string | null;
  readonly addresses: string | null;
  readonly services: string | null;
  readonly serviceCount: number;
  readonly sources: string | null;
  readonly agreement: string | null;
  /** Why it may not be set aside; empty when it may. */
  readonly obstacles: readonly string[];
}

/** Both side by side, with what stands in the way of setting each aside. @throws Refusal 404 */
export async function readTwin(db: Db, actor: Actor, id: OrganizationPairId) {
  const [pair] = await db
    .select({ ...LINE, organizationId: organizationPairs.organizationId })
    .from(organizationPairs)
    .innerJoin(one, eq(one.id, organizationPairs.organizationId))
    .innerJoin(other, eq(other.id, organizationPairs.otherOrganizationId))
    .where(and(eq(organizationPairs.id, id), eq(organizationPairs.agencyId, agencyOf(actor))));
  if (!pair) throw new Refusal("not-found", 404);
  const faces = await readFaces(db, actor, id, [pair.one.id, pair.other.id]);
  return { ...pair, faces };
}
export type Twin = Awaited<ReturnType<typeof readTwin>>;

async function readFaces(db: Db, actor: Actor, pairId: string, ids: readonly string[]): Promise<TwinFace[]> {
  const rows = await db.execute<Record<keyof TwinFace, string> & { obstacles: string[]; serviceCount: number }>(sql`
    select o.id, o.name, o.alternate_name as "alternateName", o.description, o.website, o.email,
      (select string_agg(distinct p.number, ', ') from phone p where p.organization_id = o.id) as telephones,
      (select string_agg(said.address, '; ' order by said.id) from (select l.id, concat_ws(', ', l.address_line, l.city, l.postal_code) as address
        from location l where l.organization_id = o.id and l.active order by l.id limit 5) said where said.address <> '') as addresses,
      (select string_agg(said.name, ', ' order by said.name) from (select s.name from service s where s.organization_id = o.id and s.status = 'active' order by s.name limit 8) said) as services,
      (select count(*)::int from service s where s.organization_id = o.id and s.status = 'active') as "serviceCount",
      (select string_agg(distinct r.source, ', ') from app.origins_of(o.id) r where r.table_name = 'organization') as sources,
      (select a.state from agreement a where a.organization_id = o.id and a.agency_id = ${agencyOf(actor)}::uuid and a.state in ('active', 'suspended', 'draft')
        order by a.state limit 1) as agreement,
      to_json(app.twin_obstacles(${pairId}::uuid, o.id)) as obstacles
    from organization o where o.id in (${sql.join(
      ids.map((id) => sql`${id}::uuid`),
      sql`, `,
    )}) order by o.id`);
  return [...rows];
}

/** What an organization's own page says: set aside behind another, or standing for others. */
export async function readOwnTwins(db: Db, actor: Actor, id: OrganizationId) {
  return db
    .select(LINE)
    .from(organizationPairs)
    .innerJoin(one, eq(one.id, organizationPairs.organizationId))
    .innerJoin(other, eq(other.id, organizationPairs.otherOrganizationId))
    .where(
      and(
        eq(organizationPairs.agencyId, agencyOf(actor)),
        or(eq(organizationPairs.organizationId, id), eq(organizationPairs.otherOrganizationId, id)),
        sql`${organizationPairs.state} in ('joined', 'proposed')`,
      ),
    )
    .orderBy(asc(organizationPairs.id))
    .limit(PAGE_SIZE);
}

/**
 * Joins, tells apart, parts or looks again. Both records stay as they are; only what is listed changes.
 * @throws Refusal 404, 403 when the record to be set aside is not the agency's, 409 when it still has an agreement in force, open
 * referrals or somebody who signs in, or when somebody decided meanwhile
 */
export async function moveTwin(db: Db, actor: Actor, id: OrganizationPairId, said: TwinMove): Promise<void> {
  const [pair] = await db
    .select()
    .from(organizationPairs)
    .where(and(eq(organizationPairs.id, id), eq(organizationPairs.agencyId, agencyOf(actor))))
    .for("update");
  if (!pair) throw new Refusal("not-found", 404);
  const state = organizationPairLifecycle.after(pair.state as OrganizationPairState, said.intent);
  const standsId = said.intent === "join" ? said.stands : null;
  const both = [pair.organizationId, pair.otherOrganizationId];
  if (standsId !== null) {
    if (!both.includes(standsId)) throw new Refusal("not-found", 404);
    await mustBeFree(db, id, both.find((each) => each !== standsId) ?? "");
  }
  await db
    .update(organizationPairs)
    .set({ state, standsId, decidedBy: actor.membershipId })
    .where(eq(organizationPairs.id, id));
  for (const organizationId of both)
    await recordEvent(db, actor, eventOf(state, id, standsId), {
      subjectType: "organization",
      subjectId: organizationId,
      agencyId: pair.agencyId,
      organizationId,
    });
}

function eventOf(state: OrganizationPairState, pairId: string, standsId: string | null) {
  return state === "joined"
    ? organizationEvents["twin-joined"]({ pairId, standsId: standsId ?? "" })
    : organizationEvents[`twin-${state}`]({ pairId });
}

async function mustBeFree(db: Db, id: string, aside: string): Promise<void> {
  const [found] = await db.execute<{ obstacles: string[] }>(
    sql`select to_json(app.twin_obstacles(${id}::uuid, ${aside}::uuid)) as obstacles`,
  );
  const [obstacle] = found?.obstacles ?? [];
  if (obstacle) throw new Refusal(`twin.${obstacle}`, obstacle === "not-yours" ? 403 : 409);
}
