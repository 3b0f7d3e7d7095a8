// The providers as the network desk lists them: by name, in the agency's network or outside it. A page at a time; counts nothing whole.
import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { type Mark, PAGE_SIZE, type Page, toPage } from "#app/database/page.server";
import { organizations } from "#drizzle/schema";
import type { NetworkView } from "./codes";
import { capacityIsOld } from "./takes-now.server";

export interface OrganizationLine {
  readonly id: string;
  readonly name: string;
  readonly towns: string | null;
  readonly services: number;
  /** State of the agency's newest agreement that has not ended; null: outside the network. */
  readonly agreement: string | null;
}

export async function readOrganizations(
  db: Db,
  actor: Actor,
  { text, view }: { text: string; view: NetworkView },
  after: Mark | null,
): Promise<Page<OrganizationLine>> {
  const name = sql<string>`lower(${organizations.name})`;
  const agreement = agreementState(agencyOf(actor));
  const rows = await db
    .select({
      id: organizations.id,
      name: organizations.name,
      sortName: name,
      towns: sql<string | null>`(select string_agg(town, ', ') from (
        select distinct l.city as town from location l where l.organization_id = organization.id and l.city is not null order by 1 limit 3) t)`,
      services: sql<number>`(select count(*)::int from service_at_location s where s.organization_id = organization.id and s.active)`,
      agreement,
    })
    .from(organizations)
    .where(
      and(
        eq(organizations.listed, true),
        text ? sql`${organizations.name} ilike ${`%${escaped(text)}%`}` : undefined,
        inView(view, agreement, agencyOf(actor)),
        after ? sql`(${name}, ${organizations.id}) > (${after.value}, ${after.id}::uuid)` : undefined,
      ),
    )
    .orderBy(asc(name), asc(organizations.id))
    .limit(PAGE_SIZE + 1);
  const page = toPage(rows, (row) => ({ value: row.sortName, id: row.id }));
  return { next: page.next, rows: page.rows.map(({ sortName: _, ...row }) => row) };
}

// Where an agency has two at once, the one that is furthest along speaks.
const agreementState = (agencyId: string): SQL<string | null> => sql<string | null>`(
  select a.state from agreement a where a.organization_id = organization.id and a.agency_id = ${agencyId}::uuid and a.state in ('active', 'suspended', 'draft')
  order by array_position(array['active', 'suspended', 'draft'], a.state) limit 1)`;

function inView(view: NetworkView, agreement: SQL, agencyId: string): SQL | undefined {
  switch (view) {
    case "in":
      return sql`${agreement} is not null`;
    case "outside":
      return sql`${agreement} is null`;
    case "capacity":
      return sql`${agreement} = 'active' and ${saysTooLittle(agencyId)}`;
    case "all":
      return undefined;
  }
}

// As today's list counts them: a place of a running service whose capacity nobody has renewed in time.
const saysTooLittle = (agencyId: string) => sql`exists (
  select 1 from service_at_location join service on service.id = service_at_location.service_id join location on location.id = service_at_location.location_id
  where service_at_location.organization_id = organization.id and service_at_location.active and service.status = 'active'
    and coalesce(${capacityIsOld(agencyId)}, true))`;

/** What a pattern would read as its own sign is taken as typed. */
export const escaped = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
