// Who belongs to a client: said once, and true from both sides. Never tells of a client who is not open to whoever asks.
import { and, asc, eq, isNull, or, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clientRelations, clients } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import type { ClientId } from "../values/ids";
import { Refusal } from "../values/refusal";
import type { RelationFacts } from "./detail-forms";
import { clientEvents } from "./events";
import { requireMine } from "./read.server";
import { fromTheOtherSide, type Guardian, type Relation, type RelationKind } from "./relation-kinds";

export interface RelationLine extends Relation {
  readonly id: string;
  /** The other as a client; null: somebody named. */
  readonly otherId: string | null;
  readonly otherNumber: string | null;
  readonly otherName: string;
  readonly livesTogether: boolean;
  readonly note: string;
}

const MOST_RELATIONS = 60;

/** Everybody who belongs to the client, as seen from the client; those of the same home first. */
export async function readRelations(db: Db, clientId: ClientId): Promise<RelationLine[]> {
  const rows = await db
    .select({
      id: clientRelations.id,
      fromHere: sql<boolean>`${clientRelations.clientId} = ${clientId}::uuid`,
      kind: sql<RelationKind>`${clientRelations.kind}`,
      guardian: sql<Guardian>`${clientRelations.guardian}`,
      otherNotTold: clientRelations.otherNotTold,
      clientNotTold: clientRelations.clientNotTold,
      named: clientRelations.otherName,
      livesTogether: clientRelations.livesTogether,
      note: clientRelations.note,
      otherId: clients.id,
      otherNumber: clients.number,
      clientName: sql<string | null>`${clients.givenName} || ' ' || ${clients.familyName}`,
    })
    .from(clientRelations)
    .leftJoin(
      clients,
      sql`${clients.id} = case when ${clientRelations.clientId} = ${clientId}::uuid then ${clientRelations.otherClientId} else ${clientRelations.clientId} end`,
    )
    .where(
      and(
        or(eq(clientRelations.clientId, clientId), eq(clientRelations.otherClientId, clientId)),
        isNull(clientRelations.endedAt),
      ),
    )
    .orderBy(sql`${clientRelations.livesTogether} desc`, asc(clientRelations.createdAt), asc(clientRelations.id))
    .limit(MOST_RELATIONS);
  return rows.map(({ id, fromHere, named, clientName, otherId, otherNumber, livesTogether, note, ...told }) => ({
    ...(fromHere ? told : fromTheOtherSide(told)),
    id,
    otherId,
    otherNumber,
    otherName: clientName ?? named ?? "",
    livesTogether,
    note,
  }));
}

/** @throws Refusal 404, 403 "client.not-yours", 409 when nobody has the number, it is their own, or there are too many */
export async function addRelation(db: Db, actor: Actor, clientId: ClientId, facts: RelationFacts): Promise<void> {
  await requireMine(db, clientId);
  const agencyId = agencyOf(actor);
  const standing = and(eq(clientRelations.clientId, clientId), isNull(clientRelations.endedAt));
  if ((await db.$count(clientRelations, standing)) >= MOST_RELATIONS)
    throw new Refusal("client.too-many-relations", 409);
  const otherClientId = facts.number ? await clientNumbered(db, agencyId, facts.number) : null;
  if (otherClientId === clientId) throw new Refusal("client.relation-to-self", 409);
  await db.insert(clientRelations).values({
    agencyId,
    clientId,
    otherClientId,
    otherName: otherClientId ? null : (facts.name ?? ""),
    kind: facts.kind,
    livesTogether: facts.livesTogether === "on",
    guardian: facts.guardian,
    otherNotTold: facts.otherNotTold === "on",
    clientNotTold: facts.clientNotTold === "on",
    note: facts.note ?? "",
    createdBy: actor.membershipId,
  });
  await recordEvent(db, actor, clientEvents["relation-added"]({ kind: facts.kind }), {
    subjectType: "client",
    subjectId: clientId,
    clientId,
    agencyId,
  });
}

/** A number that is not open to this person is no number. */
async function clientNumbered(db: Db, agencyId: string, number: string): Promise<string> {
  const [row] = await db
    .select({ id: clients.id })
    .from(clients)
    .where(and(eq(clients.agencyId, agencyId), eq(clients.number, number.toUpperCase())));
  if (!row) throw new Refusal("client.no-such-number", 409);
  return row.id;
}

/** Ended already is as good as ended. @throws Refusal 404, 403 */
export async function endRelation(db: Db, actor: Actor, clientId: ClientId, relationId: string): Promise<void> {
  await requireMine(db, clientId);
  const [ended] = await db
    .update(clientRelations)
    .set({ endedAt: sql`app.clock()` })
    .where(
      and(
        eq(clientRelations.id, relationId),
        or(eq(clientRelations.clientId, clientId), eq(clientRelations.otherClientId, clientId)),
        isNull(clientRelations.endedAt),
      ),
    )
    .returning({ kind: clientRelations.kind });
  if (!ended) return;
  await recordEvent(db, actor, clientEvents["relation-ended"](ended), {
    subjectType: "client",
    subjectId: clientId,
    clientId,
    agencyId: agencyOf(actor),
  });
}
