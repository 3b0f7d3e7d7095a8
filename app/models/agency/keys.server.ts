// Makes and revokes the keys of an agency to the directory. Keeps the hash alone: a key is shown once, to who made it, and is nowhere after.
import { randomBytes } from "node:crypto";
import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import { hashToken } from "#app/access/session-adapter.server";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { apiKeys, memberships, people } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { Refusal } from "../values/refusal";
import { agencyEvents } from "./events";
import { type KeyState, keyState, type NewKey } from "./keys";

/** As many as fit one page: an agency with more systems than that revokes some first. */
export const MOST_LIVE_KEYS = 50;
const MOST_SHOWN = 200;
const KEY_BYTES = 32;

export interface KeyLine {
  readonly id: string;
  readonly name: string;
  readonly madeBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly state: KeyState;
}

/**
 * Makes a key in the actor's name.
 * @returns the key, which cannot be read again
 * @throws Refusal 409 when the agency has as many that hold as it may
 */
export async function makeKey(db: Db, actor: Actor, { name, days }: NewKey): Promise<string> {
  const agencyId = agencyOf(actor);
  const live = (await readKeys(db, actor)).filter(({ state }) => state === "holds");
  if (live.length >= MOST_LIVE_KEYS) throw new Refusal("agency.too-many-keys", 409, { count: MOST_LIVE_KEYS });
  const key = `tl_${randomBytes(KEY_BYTES).toString("hex")}`;
  const [made] = await db
    .insert(apiKeys)
    .values({
      agencyId,
      name,
      keyHash: hashToken(key),
      createdBy: actor.membershipId,
      expiresAt: sql`app.clock() + make_interval(days => ${Number(days)})`,
    })
    .returning({ id: apiKeys.id });
  if (!made) throw new Error("the key was not kept");
  const event = agencyEvents["key-made"]({ keyId: made.id, days: Number(days) });
  await recordEvent(db, actor, event, { subjectType: "api_key", subjectId: made.id, agencyId });
  return key;
}

/** It opens nothing from the next request on. @throws Refusal 404 when it is not of this agency, 409 when it is revoked already */
export async function revokeKey(db: Db, actor: Actor, keyId: string): Promise<void> {
  const agencyId = agencyOf(actor);
  const [known] = await db
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .where(and(eq(apiKeys.id, keyId), eq(apiKeys.agencyId, agencyId)));
  if (!known) throw new Refusal("not-found", 404);
  const revoked = await db
    .update(apiKeys)
    .set({ revokedAt: sql`app.clock()` })
    .where(and(eq(apiKeys.id, keyId), eq(apiKeys.agencyId, agencyId), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id });
  if (revoked.length === 0) throw new Refusal("agency.key-revoked-already", 409);
  const event = agencyEvents["key-revoked"]({ keyId });
  await recordEvent(db, actor, event, { subjectType: "api_key", subjectId: keyId, agencyId });
}

/** Newest first; those that hold no more are kept in sight, so that it can be seen who had one. */
export async function readKeys(db: Db, actor: Actor): Promise<KeyLine[]> {
  const now = await clock(db);
  const rows = await db
    .select({ key: apiKeys, madeBy: people.name })
    .from(apiKeys)
    .innerJoin(memberships, eq(memberships.id, apiKeys.createdBy))
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(eq(apiKeys.agencyId, agencyOf(actor)))
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id))
    .limit(MOST_SHOWN);
  return rows.map(({ key, madeBy }) => ({
    id: key.id,
    name: key.name,
    madeBy,
    createdAt: key.createdAt,
    expiresAt: key.expiresAt,
    state: keyState(key, now),
  }));
}
