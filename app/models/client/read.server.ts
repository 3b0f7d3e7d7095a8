// Reads clients for the screens of the agency desk: a page of the list, and one client's card. Writes only that it was read.
import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { type Mark, PAGE_SIZE, type Page, toPage } from "#app/database/page.server";
import { cases, clients } from "#drizzle/schema";
import { recordRead } from "../event/record.server";
import type { ClientId } from "../values/ids";
import { Refusal } from "../values/refusal";

/** The actor carries a case of the client, is on its team, took them in, or supervises. Beside row-level security, for buttons and kind refusals. */
export const CLIENT_IS_MINE = sql<boolean>`(${clients.id} = any((select app.my_clients())::uuid[]) or ${clients.createdBy} = (select app.membership_id()) or cardinality((select app.agencies_where('supervisor'))::uuid[]) > 0)`;

/** Parts the two names in a page's mark; no name holds it, because forms trim to one line. */
const SEAM = "\n";

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
 * Clients by family name, a page at a time.
 * @param text words that each begin the family name, given name, preferred name or number; empty: everybody
 */
export async function readClients(db: Db, actor: Actor, text: string, after: Mark | null): Promise<Page<ClientLine>> {
  const agencyId = agencyOf(actor);
  await recordRead(db, actor, "client-list", { subjectType: "agency", subjectId: agencyId, agencyId });
  const family = sql<string>`lower(${clients.familyName})`;
  const given = sql<string>`lower(${clients.givenName})`;
  const [afterFamily = "", afterGiven = ""] = (after?.value ?? "").split(SEAM);
  const rows = await db
    .select({
      id: clients.id,
      number: clients.number,
      givenName: clients.givenName,
      familyName: clients.familyName,
      birthDay: clients.birthDay,
      city: clients.city,
      restricted: clients.restricted,
      openCases: sql<number>`(select count(*)::int from "case" k where k.client_id = client.id and k.state <> 'closed')`,
      sortFamily: family,
      sortGiven: given,
    })
    .from(clients)
    .where(
      and(
        eq(clients.agencyId, agencyId),
        ...words(text).map(beginsWith),
        after
          ? sql`(${family}, ${given}, ${clients.id}) > (${afterFamily}, ${afterGiven}, ${after.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(asc(family), asc(given), asc(clients.id))
    .limit(PAGE_SIZE + 1);
  const page = toPage(rows, (row) => ({ value: row.sortFamily + SEAM + row.sortGiven, id: row.id }));
  return {
    next: page.next,
    rows: page.rows.map(({ sortFamily: _, sortGiven: __, ...row }) => ({ ...row, id: row.id as ClientId })),
  };
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
  const { agencyId: _, createdBy: __, ...client } = row.client;
  return { ...client, id: clientId, mayWrite: row.mayWrite, cases: own };
}

export type ClientCard = Awaited<ReturnType<typeof readClient>>;

const words = (text: string) =>
  text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
    .slice(0, 5);

function beginsWith(word: string): SQL {
  return sql`(starts_with(lower(${clients.familyName}), ${word}) or starts_with(lower(${clients.givenName}), ${word})
    or starts_with(lower(coalesce(${clients.preferredName}, '')), ${word}) or starts_with(lower(${clients.number}), ${word})
    or right(${clients.number}, 4) = ${word})`;
}
