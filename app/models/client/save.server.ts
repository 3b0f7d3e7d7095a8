// Takes a client in and changes what is known of them. Never merges two clients; who may be the same is only shown.
import { eq, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock, nextNumber } from "#app/database/clock.server";
import { geocode } from "#app/search/geocode.server";
import { clients } from "#drizzle/schema";
import { recordEvent, recordRead } from "../event/record.server";
import { asId, type ClientId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { clientEvents } from "./events";
import type { ClientFacts } from "./forms";
import { suggestLinks } from "./pair.server";
import { placeColumns } from "./place";
import { CLIENT_IS_MINE } from "./read.server";

export type Likeness = {
  readonly id: ClientId;
  readonly number: string;
  readonly name: string;
  readonly birthDay: string | null;
  readonly telephone: string | null;
  /** Why: telephone, birth_name, name, sound. */
  readonly reasons: readonly string[];
};

/**
 * Clients open to the actor who may be the same person, though a name is mistyped or was only heard; at most ten. Each is shown, and recorded
 * as read.
 */
export async function findLikenesses(db: Db, actor: Actor, facts: ClientFacts, except?: ClientId): Promise<Likeness[]> {
  const { givenName, familyName, birthDay, telephone } = facts;
  const rows = await db
    .select({
      id: clients.id,
      number: clients.number,
      givenName: clients.givenName,
      familyName: clients.familyName,
      birthDay: clients.birthDay,
      telephone: clients.telephone,
      reasons: sql<string[]>`to_jsonb(alike.reasons)`,
    })
    .from(clients)
    .innerJoin(
      sql`app.client_likenesses(${givenName}, ${familyName}, ${birthDay ?? null}::date, ${telephone ?? null}, ${except ?? null}::uuid) alike`,
      sql`alike.client_id = ${clients.id}`,
    )
    .where(eq(clients.agencyId, agencyOf(actor)))
    .orderBy(sql`cardinality(alike.reasons) desc`, clients.number);
  for (const { id } of rows) {
    await recordRead(db, actor, "client-likeness", { subjectType: "client", subjectId: id, clientId: id });
  }
  return rows.map(({ givenName, familyName, ...row }) => ({
    ...row,
    id: row.id as ClientId,
    name: `${givenName} ${familyName}`,
  }));
}

export async function addClient(db: Db, actor: Actor, facts: ClientFacts): Promise<ClientId> {
  const agencyId = agencyOf(actor);
  const number = await nextNumber(db, agencyId, "C");
  const [row] = await db
    .insert(clients)
    .values({ agencyId, number, createdBy: actor.membershipId, ...columnsOf(facts) })
    .returning({ id: clients.id });
  if (!row) throw new Error("no client was kept");
  const subject = { subjectType: "client", subjectId: row.id, clientId: row.id, agencyId };
  await recordEvent(db, actor, clientEvents.added({ number }), subject);
  await suggestLinks(db, asId<ClientId>(row.id));
  return row.id as ClientId;
}

/** @throws Refusal "not-found" (404), "client.not-yours" (403) for a colleague who neither carries a case nor took them in */
export async function changeClient(db: Db, actor: Actor, clientId: ClientId, facts: ClientFacts): Promise<void> {
  const [before] = await db
    .select({ client: clients, mine: CLIENT_IS_MINE })
    .from(clients)
    .where(eq(clients.id, clientId));
  if (!before) throw new Refusal("not-found", 404);
  if (!before.mine) throw new Refusal("client.not-yours", 403);
  const columns = columnsOf(facts);
  const fields = (Object.keys(columns) as (keyof typeof columns)[]).filter(
    (name) => columns[name] !== before.client[name],
  );
  if (fields.length === 0) return;
  await db
    .update(clients)
    .set({ ...columns, updatedAt: await clock(db) })
    .where(eq(clients.id, clientId));
  const subject = { subjectType: "client", subjectId: clientId, clientId, agencyId: agencyOf(actor) };
  await recordEvent(db, actor, clientEvents.changed({ fields }), subject);
  if (fields.some((name) => TELLING.has(name))) await suggestLinks(db, clientId);
}

/** What two records of one person have alike. */
const TELLING: ReadonlySet<string> = new Set(["givenName", "familyName", "birthDay", "telephone"]);

function columnsOf(facts: ClientFacts) {
  const { somebodyElse: _, ...typed } = facts;
  const placing = geocode({
    line: facts.addressLine,
    city: facts.city,
    state: facts.region,
    postalCode: facts.postalCode,
  });
  return {
    ...typed,
    preferredName: facts.preferredName ?? null,
    pronouns: facts.pronouns ?? null,
    birthDay: facts.birthDay ?? null,
    telephone: facts.telephone ?? null,
    email: facts.email ?? null,
    safeContactNote: facts.safeContactNote ?? null,
    addressLine: facts.addressLine ?? null,
    city: facts.city ?? null,
    region: facts.region ?? null,
    postalCode: facts.postalCode ?? null,
    accessNeeds: facts.accessNeeds ?? null,
    timeZone: facts.timeZone ?? null,
    ...placeColumns(placing),
  };
}
