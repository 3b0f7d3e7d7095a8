// How a client may be reached: kept, ended, and asked before anything goes out. What is not safe is refused; nothing only warns.
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { contactWays } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { enqueueJob } from "../job/enqueue.server";
import type { ClientId } from "../values/ids";
import { Refusal } from "../values/refusal";
import type { Channel, UnsafeReason } from "./contact-channels";
import type { ClientLetter, WayFacts } from "./detail-forms";
import { clientEvents } from "./events";
import { requireMine } from "./read.server";

/** What is about to reach a client. */
export interface Contact {
  readonly channel: Channel;
  /** The number or address; none: the one they usually have. */
  readonly to: string | null;
  readonly at: Date;
  /** All that will be said or written. */
  readonly words: string;
  /** Whether it says nowhere which agency it comes from. */
  readonly neutral: boolean;
}

/** Why it is not safe now, or null. */
export async function unsafeReason(db: Db, clientId: ClientId, contact: Contact): Promise<UnsafeReason | null> {
  const { channel, to, at, words, neutral } = contact;
  const [row] = await db.execute<{ reason: UnsafeReason | null }>(
    sql`select app.contact_refusal(${clientId}::uuid, ${channel}, ${to}, ${at.toISOString()}::timestamptz, ${words}, ${neutral}) as reason`,
  );
  return row?.reason ?? null;
}

/** For every deed by which something reaches a client. @throws Refusal "client.contact-…" (422): which rule, and what to do instead */
export async function requireSafeContact(db: Db, clientId: ClientId, contact: Contact): Promise<void> {
  const reason = await unsafeReason(db, clientId, contact);
  if (reason) throw new Refusal(`client.contact-${reason}`, 422);
}

/** The ways that stand, each with why it may not be used at this moment. */
export async function readContactWays(db: Db, clientId: ClientId, now: Date) {
  return db
    .select({
      id: contactWays.id,
      channel: sql<Channel>`${contactWays.channel}`,
      value: contactWays.value,
      relationId: contactWays.relationId,
      allowed: contactWays.allowed,
      weekdays: contactWays.weekdays,
      fromMinute: contactWays.fromMinute,
      untilMinute: contactWays.untilMinute,
      leaveMessage: contactWays.leaveMessage,
      neutralSender: contactWays.neutralSender,
      avoidWords: contactWays.avoidWords,
      note: contactWays.note,
      unsafe: sql<UnsafeReason | null>`app.contact_refusal(${clientId}::uuid, ${contactWays.channel}, ${contactWays.value}, ${now.toISOString()}::timestamptz, '', true)`,
    })
    .from(contactWays)
    .where(and(eq(contactWays.clientId, clientId), isNull(contactWays.endedAt)))
    .orderBy(asc(contactWays.createdAt), asc(contactWays.id))
    .limit(50);
}
export type ContactWay = Awaited<ReturnType<typeof readContactWays>>[number];

const MOST_WAYS = 30;

/** @throws Refusal 404, 403 "client.not-yours", 409 when there are too many */
export async function addContactWay(db: Db, actor: Actor, clientId: ClientId, facts: WayFacts): Promise<void> {
  await requireMine(db, clientId);
  const standing = and(eq(contactWays.clientId, clientId), isNull(contactWays.endedAt));
  if ((await db.$count(contactWays, standing)) >= MOST_WAYS) throw new Refusal("client.too-many-ways", 409);
  const bounded = facts.from !== undefined || facts.until !== undefined;
  await db.insert(contactWays).values({
    agencyId: agencyOf(actor),
    clientId,
    channel: facts.channel,
    value: facts.value,
    relationId: facts.relation ?? null,
    allowed: facts.never === undefined,
    weekdays: facts.weekdays.length > 0 ? [...facts.weekdays].sort() : null,
    fromMinute: bounded ? (facts.from ?? 0) : null,
    untilMinute: bounded ? (facts.until ?? 1440) : null,
    leaveMessage: facts.leaveMessage === "on",
    neutralSender: facts.neutralSender === "on",
    avoidWords: facts.avoidWords,
    note: facts.note ?? "",
    createdBy: actor.membershipId,
  });
  await recordEvent(db, actor, clientEvents["way-added"]({ channel: facts.channel }), subjectOf(actor, clientId));
}

/** Ended already is as good as ended. @throws Refusal 404, 403 */
export async function endContactWay(db: Db, actor: Actor, clientId: ClientId, wayId: string): Promise<void> {
  await requireMine(db, clientId);
  const [ended] = await db
    .update(contactWays)
    .set({ endedAt: sql`app.clock()` })
    .where(and(eq(contactWays.id, wayId), eq(contactWays.clientId, clientId), isNull(contactWays.endedAt)))
    .returning({ channel: contactWays.channel });
  if (!ended) return;
  await recordEvent(db, actor, clientEvents["way-ended"](ended), subjectOf(actor, clientId));
}

/**
 * Writes an e-mail to the client. The database takes it only where it is safe; it is looked at again when it leaves.
 * @param key the same twice is one letter
 * @throws Refusal "client.contact-…" (422)
 */
export async function writeToClient(
  db: Db,
  actor: Actor,
  clientId: ClientId,
  letter: ClientLetter,
  { now, key, kind = "client" }: { now: Date; key: string; kind?: string },
): Promise<void> {
  await requireMine(db, clientId);
  const { to, subject, body } = letter;
  const neutral = letter.neutral === "on";
  await requireSafeContact(db, clientId, { channel: "email", to, at: now, words: `${subject} ${body}`, neutral });
  await db.execute(
    sql`select app.post_client_letter(${clientId}::uuid, ${to}, ${key}, ${kind}, ${subject}, ${body}, ${neutral})`,
  );
  await enqueueJob(db, "deliver-letters", {});
  await recordEvent(db, actor, clientEvents.written({ channel: "email" }), subjectOf(actor, clientId));
}

const subjectOf = (actor: Actor, clientId: ClientId) => ({
  subjectType: "client",
  subjectId: clientId,
  clientId,
  agencyId: agencyOf(actor),
});
