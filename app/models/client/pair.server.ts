// Records that may be one person: listed, linked one behind the other, parted again. Never merges two records, and never by itself.
import { aliasedTable, and, desc, eq, or, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { byInstant, type Mark, PAGE_SIZE, toMarkedPage } from "#app/database/page.server";
import { clientPairs, clients } from "#drizzle/schema";
import { recordEvent, recordRead } from "../event/record.server";
import { asId, type ClientId } from "../values/ids";
import { Refusal } from "../values/refusal";
import type { LinkMove } from "./detail-forms";
import { clientEvents } from "./events";
import { type ClientPairState, clientPairLifecycle } from "./lifecycle";

export const LIKENESS_REASONS = ["telephone", "birth_name", "name", "sound"] as const;

/** Suggests pairs for a client just written down; a pair that was judged stays as it was judged. */
export async function suggestLinks(db: Db, clientId: ClientId): Promise<void> {
  await db.execute(sql`select app.suggest_links(${clientId}::uuid)`);
}

const one = aliasedTable(clients, "one");
const other = aliasedTable(clients, "other");
const faceOf = (side: typeof one) => ({
  id: side.id,
  number: side.number,
  givenName: side.givenName,
  familyName: side.familyName,
  birthDay: side.birthDay,
  telephone: side.telephone,
  city: side.city,
});
const PAIR = {
  id: clientPairs.id,
  state: clientPairs.state,
  reasons: clientPairs.reasons,
  shownClientId: clientPairs.shownClientId,
  decidedAt: clientPairs.decidedAt,
  decidedBy: sql<
    string | null
  >`(select p.name from membership m join person p on p.id = m.person_id where m.id = ${clientPairs.decidedBy})`,
  createdAt: clientPairs.createdAt,
  one: faceOf(one),
  other: faceOf(other),
};

const NEWEST_FIRST = byInstant(clientPairs.createdAt, clientPairs.id, "newest");

/** Pairs in one state, newest first, where both are open to this person. */
export async function readLinks(db: Db, actor: Actor, state: ClientPairState, after: Mark | null) {
  const agencyId = agencyOf(actor);
  await recordRead(db, actor, "client-likeness", { subjectType: "agency", subjectId: agencyId, agencyId });
  const rows = await db
    .select({ ...PAIR, mark: NEWEST_FIRST.mark })
    .from(clientPairs)
    .innerJoin(one, eq(one.id, clientPairs.clientId))
    .innerJoin(other, eq(other.id, clientPairs.otherClientId))
    .where(and(eq(clientPairs.agencyId, agencyId), eq(clientPairs.state, state), NEWEST_FIRST.beyond(after)))
    .orderBy(...NEWEST_FIRST.order)
    .limit(PAGE_SIZE + 1);
  return toMarkedPage(rows);
}
export type LinkLine = Awaited<ReturnType<typeof readLinks>>["rows"][number];

/** What a client's own card says of pairs they are in: linked, or not yet looked at. */
export async function readOwnLinks(db: Db, clientId: ClientId): Promise<LinkLine[]> {
  return db
    .select(PAIR)
    .from(clientPairs)
    .innerJoin(one, eq(one.id, clientPairs.clientId))
    .innerJoin(other, eq(other.id, clientPairs.otherClientId))
    .where(
      and(
        or(eq(clientPairs.clientId, clientId), eq(clientPairs.otherClientId, clientId)),
        sql`${clientPairs.state} in ('linked', 'suggested')`,
      ),
    )
    .orderBy(desc(clientPairs.createdAt), desc(clientPairs.id))
    .limit(20);
}

/**
 * Links, tells apart, parts or looks again. Both records stay as they are; only what a search shows changes.
 * @throws Refusal 404, 409 when somebody judged it meanwhile or one of the two is linked already
 */
export async function moveLink(db: Db, actor: Actor, said: LinkMove): Promise<void> {
  const [pair] = await db.select().from(clientPairs).where(eq(clientPairs.id, said.link)).for("update");
  if (!pair) throw new Refusal("not-found", 404);
  const state = clientPairLifecycle.after(pair.state as ClientPairState, said.intent);
  const shownClientId = said.intent === "link" ? said.shown : null;
  if (shownClientId && shownClientId !== pair.clientId && shownClientId !== pair.otherClientId)
    throw new Refusal("not-found", 404);
  await db
    .update(clientPairs)
    .set({ state, shownClientId, decidedBy: actor.membershipId })
    .where(eq(clientPairs.id, pair.id));
  for (const clientId of [pair.clientId, pair.otherClientId])
    await recordEvent(db, actor, clientEvents[`link-${state}`]({ linkId: pair.id }), {
      subjectType: "client",
      subjectId: clientId,
      clientId: asId<ClientId>(clientId),
      agencyId: pair.agencyId,
    });
}
