// Reads clients for the screens of the agency desk: a page of the list, and one client's card. Writes only that it was read.
import { and, asc, eq, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { type Mark, PAGE_SIZE, type Page, toPage } from "#app/database/page.server";
import { cases, clients } from "#drizzle/schema";
import { recordRead } from "../event/record.server";
import type { ClientId } from "../values/ids";
import { Refusal } from "../values/refusal";

/** The actor carries a case of the client, is on its team, took them in, or supervises. Beside row-level security, for buttons and kind refusals. */
export const CLIENT_IS_MINE = sql<boolean>`(${clients.id} = any((select app.my_clients())::uuid[]) or ${clients.createdBy} = (select app.membership_id()) or (cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0 and ${clients.id} <> all((select app.shut_clients())::uuid[])))`;

export interface ClientLine {
  readonly id: ClientId;
  readonly number: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly birthDay: string | null;
  readonly city: string | null;
  readonly restricted: boolean;
  readonly openCases: number;
}

/**
 * Clients by family name, a page at a time; of two that are linked, the one that is shown. Or the likeliest for a name, number
 * or telephone, which may be mistyped: those are few, and all on one page.
 * @param text empty: everybody
 */
export async function readClients(db: Db, actor: Actor, text: string, after: Mark | null): Promise<Page<ClientLine>> {
  const agencyId = agencyOf(actor);
  await recordRead(db, actor, "client-list", { subjectType: "agency", subjectId: agencyId, agencyId });
  return text === "" ? pageOfClients(db, agencyId, after) : findClients(db, agencyId, text);
}

const LINE = {
  id: sql<ClientId>`${clients.id}`,
  number: clients.number,
  givenName: clients.givenName,
  familyName: clients.familyName,
  birthDay: clients.birthDay,
  city: clients.city,
  restricted: clients.restricted,
  openCases: sql<number>`(select count(*)::int from "case" k where k.client_id = client.id and k.state <> 'closed')`,
};

async function pageOfClients(db: Db, agencyId: string, after: Mark | null): Promise<Page<ClientLine>> {
  const family = sql<string>`lower(${clients.familyName})`;
  const given = sql<string>`lower(${clients.givenName})`;
  const rows = await db
    .select(LINE)
    .from(clients)
    .where(
      and(
        eq(clients.agencyId, agencyId),
        sql`not exists (select 1 from client_pair l join client shown on shown.id = l.shown_client_id
          where l.state = 'linked' and l.shown_client_id <> client.id and (l.client_id = client.id or l.other_client_id = client.id))`,
        after
          ? sql`(${family}, ${given}, ${clients.id}) > (select lower(last.family_name), lower(last.given_name), last.id from client last where last.id = ${after.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(asc(family), asc(given), asc(clients.id))
    .limit(PAGE_SIZE + 1);
  // A mark stands in the address, which holds no name: the last client's id says where the next page begins.
  return toPage(rows, ({ id }) => ({ value: "", id }));
}

/** The search itself looks past row-level security, which no index of likeness can pass, and names the same clients; their rows come through it. */
async function findClients(db: Db, agencyId: string, text: string): Promise<Page<ClientLine>> {
  const rows = await db
    .select(LINE)
    .from(clients)
    .innerJoin(sql`app.find_clients(${text}, ${PAGE_SIZE}) found`, sql`found.client_id = ${clients.id}`)
    .where(eq(clients.agencyId, agencyId))
    .orderBy(sql`found.nearness desc`, asc(clients.familyName), asc(clients.givenName), asc(clients.id));
  return { next: null, rows };
}

/** @throws Refusal 404 when the client is not there for this person */
export async function requireThere(db: Db, clientId: ClientId): Promise<void> {
  const [row] = await db.select({ id: clients.id }).from(clients).where(eq(clients.id, clientId));
  if (!row) throw new Refusal("not-found", 404);
}

/** @throws Refusal 404 when the client is not there for this person, 403 when they read and do not write */
export async function requireMine(db: Db, clientId: ClientId): Promise<void> {
  const [row] = await db.select({ mine: CLIENT_IS_MINE }).from(clients).where(eq(clients.id, clientId));
  if (!row) throw new Refusal("not-found", 404);
  if (!row.mine) throw new Refusal("client.not-yours", 403);
}

export async function readClient(db: Db, actor: Actor, clientId: ClientId) {
  const [row] = await db
    .select({ client: clients, mayWrite: CLIENT_IS_MINE })
    .from(clients)
    .where(eq(clients.id, clientId));
  if (!row) throw new Refusal("not-found", 404);
  await recordRead(db, actor, "client", { subjectType: "client", subjectId: clientId, clientId });
  const own = await db
    .select({
      id: cases.id,
      number: cases.number,
      state: cases.state,
      openedAt: cases.openedAt,
      summary: cases.summary,
    })
    .from(cases)
    .where(eq(cases.clientId, clientId))
    .orderBy(sql`${cases.openedAt} desc`)
    .limit(50);
  const { agencyId: _, createdBy: __, searchName: ___, sounds: ____, ...client } = row.client;
  return { ...client, id: clientId, mayWrite: row.mayWrite, cases: own };
}

export type ClientCard = Awaited<ReturnType<typeof readClient>>;
