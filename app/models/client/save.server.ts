// Takes a client in and changes what is known of them. Never merges two clients; who may be the same is only shown.
import { and, eq, ne, or, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock, nextNumber } from "#app/database/clock.server";
import { geocode } from "#app/search/geocode.server";
import { clients } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import type { ClientId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { clientEvents } from "./events";
import { type ClientFacts, digitsOf } from "./forms";
import { placeColumns } from "./place";
import { CLIENT_IS_MINE } from "./read.server";

export type Likeness = {
  readonly id: ClientId;
  readonly number: string;
  readonly name: string;
  readonly birthDay: string | null;
  readonly telephone: string | null;
};

/** Clients of the agency who may be the same person: the same family name and birth day, or the same telephone. At most ten. */
export async function findLikenesses(db: Db, actor: Actor, facts: ClientFacts, except?: ClientId): Promise<Likeness[]> {
  const digits = facts.telephone ? digitsOf(facts.telephone) : "";
  const sameBirth = facts.birthDay
    ? and(sql`lower(${clients.familyName}) = lower(${facts.familyName})`, eq(clients.birthDay, facts.birthDay))
    : undefined;
  const sameTelephone = digits
    ? sql`right(regexp_replace(${clients.telephone}, '[^0-9]', '', 'g'), 10) = ${digits}`
    : undefined;
  if (!sameBirth && !sameTelephone) return [];
  const rows = await db
    .select({
      id: clients.id,
      number: clients.number,
      givenName: clients.givenName,
      familyName: clients.familyName,
      birthDay: clients.birthDay,
      telephone: clients.telephone,
    })
    .from(clients)
    .where(
      and(
        eq(clients.agencyId, agencyOf(actor)),
        or(sameBirth, sameTelephone),
        except ? ne(clients.id, except) : undefined,
      ),
    )
    .orderBy(clients.number)
    .limit(10);
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
}

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
    ...placeColumns(placing),
  };
}
