// What agencies ask of a provider's services, and what is missing of it today at each place. Reads; the rule itself is the database's.
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { locations, practitioners } from "#drizzle/schema";
import type { OrganizationId } from "../values/ids";
import type { Holder } from "./credential-forms";

export interface AskedLine {
  readonly agency: string;
  readonly code: string;
  readonly name: string;
  readonly heldBy: Holder;
  /** Services for which it is asked, at places where it is missing, or everywhere when it is held. */
  readonly where: string;
  readonly held: boolean;
  /** A credential of this type waits for the network desk. */
  readonly waits: boolean;
}

/** What is missing comes first. */
export async function readAsked(db: Db, organizationId: OrganizationId): Promise<AskedLine[]> {
  const rows = await db.execute<{
    agency: string;
    code: string;
    name: string;
    held_by: Holder;
    where: string;
    held: boolean;
    waits: boolean;
  }>(sql`
    select a.name as agency, k.code, k.name, k.held_by,
      coalesce(string_agg(distinct s.name || ', ' || l.name, '; ') filter (where not k.held), string_agg(distinct s.name || ', ' || l.name, '; ')) as "where",
      bool_and(k.held) as held,
      exists (select 1 from credential c where c.organization_id = ${organizationId}::uuid and c.type_code = k.code and c.state = 'unverified') as waits
    from agency a
    cross join service_at_location sal
    join service s on s.id = sal.service_id and s.status = 'active'
    join location l on l.id = sal.location_id
    cross join lateral app.credentials_at(a.id, sal.id, null, null) k
    where a.id = any((select app.agencies_that_ask())::uuid[]) and sal.organization_id = ${organizationId}::uuid and sal.active
    group by a.name, k.code, k.name, k.held_by
    order by bool_and(k.held), a.name, k.name
    limit 100`);
  return [...rows].map(({ held_by: heldBy, ...row }) => ({ ...row, heldBy }));
}

/** What a provider may choose from when it adds a credential: the types its agencies know, and who can hold one. */
export async function readCredentialChoices(db: Db, organizationId: OrganizationId) {
  const types = await db.execute<{ code: string; name: string; held_by: Holder; needs_proof: boolean }>(sql`
    select t.code, min(t.name) as name, min(t.held_by) as held_by, bool_or(t.needs_proof) as needs_proof from credential_type t
    where t.active and t.agency_id = any((select app.agencies_that_ask())::uuid[]) group by t.code order by 2 limit 200`);
  const staff = await db
    .select({ id: practitioners.id, name: practitioners.name })
    .from(practitioners)
    .where(and(eq(practitioners.organizationId, organizationId), isNull(practitioners.leftAt)))
    .orderBy(asc(practitioners.name), asc(practitioners.id))
    .limit(200);
  const places = await db
    .select({ id: locations.id, name: locations.name })
    .from(locations)
    .where(and(eq(locations.organizationId, organizationId), eq(locations.active, true)))
    .orderBy(asc(locations.name), asc(locations.id))
    .limit(200);
  return {
    types: [...types].map(({ held_by: heldBy, needs_proof: needsProof, ...type }) => ({ ...type, heldBy, needsProof })),
    staff,
    places,
  };
}
export type CredentialChoices = Awaited<ReturnType<typeof readCredentialChoices>>;
