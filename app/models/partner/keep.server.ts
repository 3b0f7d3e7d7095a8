// Lets partners' systems into a house, gives them another secret, and shuts them out. Keeps hashes alone: a secret is shown once, to who made it.
import { randomBytes } from "node:crypto";
import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import { hashToken } from "#app/access/session-adapter.server";
import type { Db } from "#app/database/as-actor.server";
import { memberships, partners, people } from "#drizzle/schema";
import { houseOf } from "../agency/house";
import { recordEvent } from "../event/record.server";
import { Refusal } from "../values/refusal";
import { partnerEvents } from "./events";
import type { NewPartnerForm } from "./forms";
import { PROVIDER_SCOPES, type Scope, SENDER_SCOPES } from "./scopes";

export const MOST_PARTNERS = 50;
const SECRET_BYTES = 32;
const MOST_SHOWN = 200;

export interface PartnerLine {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly madeBy: string;
  readonly createdAt: Date;
  readonly secretMadeAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

export interface Credentials {
  readonly clientId: string;
  /** Cannot be read again. */
  readonly secret: string;
}

/** What may be granted in the actor's house. */
export const scopesOf = (actor: Actor): readonly Scope[] => (actor.agencyId ? SENDER_SCOPES : PROVIDER_SCOPES);

const ofHouse = (actor: Actor) =>
  actor.agencyId ? eq(partners.agencyId, actor.agencyId) : eq(partners.organizationId, actor.organizationId ?? "");

const newSecret = () => `tls_${randomBytes(SECRET_BYTES).toString("hex")}`;

/** @throws Refusal 409 when the house has as many as it may, 400 for a scope that is not for this kind of house */
export async function addPartner(db: Db, actor: Actor, { name, scopes }: NewPartnerForm): Promise<Credentials> {
  const live = await db.$count(partners, and(ofHouse(actor), isNull(partners.revokedAt)));
  if (live >= MOST_PARTNERS) throw new Refusal("partner.too-many", 409, { count: MOST_PARTNERS });
  if (!scopes.every((scope) => scopesOf(actor).includes(scope))) throw new Refusal("partner.scope-elsewhere", 400);
  const secret = newSecret();
  const [made] = await db.execute<{ id: string }>(
    sql`select app.add_partner(${name}, ${`{${scopes.join(",")}}`}::text[], ${hashToken(secret)}) as id`,
  );
  if (!made) throw new Error("the system was not kept");
  await note(db, actor, made.id, partnerEvents.added({ partnerId: made.id, scopes: scopes.join(" ") }));
  return { clientId: made.id, secret };
}

/** The old secret, and every token made with it, opens nothing from now on. @throws Refusal 404, 409 when it is revoked */
export async function turnPartnerKey(db: Db, actor: Actor, partnerId: string): Promise<Credentials> {
  await requirePartner(db, actor, partnerId);
  const secret = newSecret();
  const [row] = await db.execute<{ turned: boolean }>(
    sql`select app.turn_partner_key(${partnerId}::uuid, ${hashToken(secret)}) as turned`,
  );
  if (!row?.turned) throw new Refusal("partner.revoked-already", 409);
  await note(db, actor, partnerId, partnerEvents["key-turned"]({ partnerId }));
  return { clientId: partnerId, secret };
}

/** It is shut out with its next request. @throws Refusal 404, 409 when it is revoked already */
export async function revokePartner(db: Db, actor: Actor, partnerId: string): Promise<void> {
  await requirePartner(db, actor, partnerId);
  const [row] = await db.execute<{ revoked: boolean }>(sql`select app.revoke_partner(${partnerId}::uuid) as revoked`);
  if (!row?.revoked) throw new Refusal("partner.revoked-already", 409);
  await note(db, actor, partnerId, partnerEvents.revoked({ partnerId }));
}

const note = (db: Db, actor: Actor, subjectId: string, event: Parameters<typeof recordEvent>[2]) =>
  recordEvent(db, actor, event, { subjectType: "partner", subjectId, ...houseOf(actor) });

const line = {
  id: partners.id,
  name: partners.name,
  scopes: partners.scopes,
  madeBy: people.name,
  createdAt: partners.createdAt,
  secretMadeAt: partners.secretMadeAt,
  lastUsedAt: partners.lastUsedAt,
  revokedAt: partners.revokedAt,
};

const select = (db: Db) =>
  db
    .select(line)
    .from(partners)
    .innerJoin(memberships, eq(memberships.id, partners.createdBy))
    .innerJoin(people, eq(people.id, memberships.personId));

/** Newest first; those shut out stay in sight, so that it can be seen who was let in. */
export function readPartners(db: Db, actor: Actor): Promise<PartnerLine[]> {
  return select(db).where(ofHouse(actor)).orderBy(desc(partners.createdAt), desc(partners.id)).limit(MOST_SHOWN);
}

/** @throws Refusal 404 when it is of another house */
export async function requirePartner(db: Db, actor: Actor, partnerId: string): Promise<PartnerLine> {
  const [found] = await select(db).where(and(ofHouse(actor), eq(partners.id, partnerId)));
  if (!found) throw new Refusal("not-found", 404);
  return found;
}
