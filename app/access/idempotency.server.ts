// The same request twice has one effect: the form's key and its effect are kept in one transaction. Never answers another person's key.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { Refusal } from "../models/values/refusal";
import type { Actor } from "./actor";

export interface KeyedRequest {
  readonly route: string;
  readonly key: string;
  readonly fingerprint: string;
}

/**
 * Claims the key, or finds what its first use was answered. A twin that is still running makes this wait for it.
 * @returns null when this is the first; else where the first one led
 * @throws Refusal 422 when the key came with another body
 */
export async function claimKey(db: Db, actor: Actor, asked: KeyedRequest): Promise<{ location: string } | null> {
  const claimed = await db.execute(sql`
    insert into idempotency_key (person_id, route, key, fingerprint, status) values (${actor.personId}::uuid, ${asked.route}, ${asked.key}, ${asked.fingerprint}, 0)
    on conflict (person_id, route, key) do nothing returning id`);
  if (claimed.length > 0) return null;
  const [first] = await db.execute<{ fingerprint: string; location: string }>(sql`
    select fingerprint, location from idempotency_key where person_id = ${actor.personId}::uuid and route = ${asked.route} and key = ${asked.key}`);
  if (first?.fingerprint !== asked.fingerprint) throw new Refusal("form.sent-otherwise", 422);
  return { location: first.location };
}

export async function completeKey(db: Db, actor: Actor, asked: KeyedRequest, location: string): Promise<void> {
  await db.execute(sql`
    update idempotency_key set status = 303, location = ${location}
    where person_id = ${actor.personId}::uuid and route = ${asked.route} and key = ${asked.key}`);
}
