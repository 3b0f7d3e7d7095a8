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

export interface Happening {
  readonly event: HouseEvent;
  readonly subject: Subject;
}

/** Appends the event in the actor's name (the system's, when null) and runs its reactions in the same transaction. */
export function recordEvent(db: Db, actor: Actor | null, event: HouseEvent, subject: Subject): Promise<void> {
  return recordEvents(db, actor, [{ event, subject }]);
}

/** Several at once, in their order. */
export async function recordEvents(db: Db, actor: Actor | null, happened: readonly Happening[]): Promise<void> {
  if (happened.length === 0) return;
  const rows = happened.map(({ event, subject }) => ({
    name: event.name,
    subject_type: subject.subjectType,
    subject_id: subject.subjectId,
    facts: event.facts,
    agency_id: subject.agencyId ?? actor?.agencyId ?? null,
    organization_id: subject.organizationId ?? actor?.organizationId ?? null,
    client_id: subject.clientId ?? null,
    case_id: subject.caseId ?? null,
    referral_id: subject.referralId ?? null,
  }));
  await db.execute(sql`select app.record_events(${JSON.stringify(rows)}::jsonb)`);
  for (const { event, subject } of happened) {
    for (const reaction of reactions.get(event.name) ?? []) await reaction(db, actor, event, subject);
  }
}

/** Records that a person's data was read; written before the answer leaves, or the answer does not leave. */
export function recordRead(db: Db, actor: Actor, what: string, subject: Subject): Promise<void> {
  return recordEvent(db, actor, { name: `${what}.read`, facts: {} }, subject);
}
