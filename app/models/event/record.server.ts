// Writes an event in the caller's transaction, then runs what must happen downstream. Never opens a transaction.
import { sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import type { HouseEvent } from "./define";

/** What an event is about, so that the right people find it again. */
export interface Subject {
  readonly subjectType: string;
  readonly subjectId: string;
  readonly agencyId?: string | null;
  readonly organizationId?: string | null;
  readonly clientId?: string | null;
  readonly caseId?: string | null;
  readonly referralId?: string | null;
}

export type Reaction = (db: Db, actor: Actor | null, event: HouseEvent, subject: Subject) => Promise<void>;

const reactions = new Map<string, Reaction[]>();

/** Registers what must happen when an event is recorded; called by models/reactions.server.ts alone. */
export function onEvent(name: string, reaction: Reaction): void {
  reactions.set(name, [...(reactions.get(name) ?? []), reaction]);
}

/** Appends the event in the actor's name (the system's, when null) and runs its reactions in the same transaction. */
export async function recordEvent(db: Db, actor: Actor | null, event: HouseEvent, subject: Subject): Promise<void> {
  await db.execute(sql`select app.record_event(
    ${event.name}, ${subject.subjectType}, ${subject.subjectId}::uuid, ${JSON.stringify(event.facts)}::jsonb,
    ${subject.agencyId ?? actor?.agencyId ?? null}::uuid, ${subject.organizationId ?? actor?.organizationId ?? null}::uuid,
    ${subject.clientId ?? null}::uuid, ${subject.caseId ?? null}::uuid, ${subject.referralId ?? null}::uuid)`);
  for (const reaction of reactions.get(event.name) ?? []) await reaction(db, actor, event, subject);
}

/** Records that a person's data was read; written before the answer leaves, or the answer does not leave. */
export function recordRead(db: Db, actor: Actor, what: string, subject: Subject): Promise<void> {
  return recordEvent(db, actor, { name: `${what}.read`, facts: {} }, subject);
}
