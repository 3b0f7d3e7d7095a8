// Reads the thread of a referral and a provider, and marks how far it was read. What is closed to a person is not there for them; never says whose client it is about.
import { and, desc, eq, inArray, isNull, max, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { byInstant, type Mark, PAGE_SIZE, toMarkedPage } from "#app/database/page.server";
import { disclosures, documents, offers, organizations, referrals, threadMarks, threadMessages } from "#drizzle/schema";
import type { OfferId, OrganizationId, ReferralId } from "../values/ids";
import { asId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { TAKEN_BACK_WITHIN_MINUTES } from "./thread-forms";

/** Which thread: what is said about one referral with one provider. */
export interface Thread {
  readonly referralId: ReferralId;
  readonly organizationId: OrganizationId;
}

const isOf = ({ referralId, organizationId }: Thread) =>
  and(eq(threadMessages.referralId, referralId), eq(threadMessages.organizationId, organizationId));
const isMarkOf = ({ referralId, organizationId }: Thread) =>
  and(eq(threadMarks.referralId, referralId), eq(threadMarks.organizationId, organizationId));

export type ThreadLine = Awaited<ReturnType<typeof readThreads>>[number];

/** The threads of a referral as this side sees them: who with, whether more can be said, how much is new to this person. */
export async function readThreads(db: Db, actor: Actor, referralId: ReferralId) {
  const asked = db
    .selectDistinct({ organizationId: offers.organizationId, name: organizations.name })
    .from(offers)
    .innerJoin(organizations, eq(organizations.id, offers.organizationId))
    .where(
      and(
        eq(offers.referralId, referralId),
        actor.organizationId ? eq(offers.organizationId, actor.organizationId) : undefined,
      ),
    )
    .orderBy(organizations.name);
  const lines = await db
    .select({
      organizationId: threadMessages.organizationId,
      count: sql<number>`count(*)::int`,
      unread: sql<number>`count(*) filter (where ${isNewToMe(actor)})::int`,
      lastAt: max(threadMessages.createdAt),
    })
    .from(threadMessages)
    .where(and(eq(threadMessages.referralId, referralId), isNull(threadMessages.takenBackAt)))
    .groupBy(threadMessages.organizationId);
  const rows: {
    organizationId: string;
    name: string;
    open: boolean;
    count: number;
    unread: number;
    lastAt: Date | null;
  }[] = [];
  for (const { organizationId, name } of await asked) {
    const { count = 0, unread = 0, lastAt = null } = lines.find((line) => line.organizationId === organizationId) ?? {};
    const open = await isOpen(db, actor, { referralId, organizationId: asId<OrganizationId>(organizationId) });
    rows.push({ organizationId, name, open, count, unread, lastAt });
  }
  return rows.filter(({ open, count }) => open || count > 0);
}

/** Written by the other side, and not read by this person. */
function isNewToMe(actor: Actor) {
  return sql`${threadMessages.side} <> ${sideOf(actor)} and not exists (select 1 from ${threadMarks} mine
    where mine.membership_id = ${actor.membershipId}::uuid and mine.referral_id = ${threadMessages.referralId}
      and mine.organization_id = ${threadMessages.organizationId} and mine.read_until >= ${threadMessages.createdAt})`;
}

/** Whether more can be said now; the database judges both sides by the same disclosure. */
export async function isOpen(db: Db, actor: Actor, { referralId, organizationId }: Thread): Promise<boolean> {
  const [row] = actor.organizationId
    ? await db.execute<{ open: boolean }>(
        sql`select ${organizationId} = ${actor.organizationId} and cardinality(app.live_disclosures_of(array[${referralId}::uuid])) > 0 as open`,
      )
    : await db.execute<{ open: boolean }>(
        sql`select app.thread_is_open(${referralId}::uuid, ${organizationId}::uuid) as open`,
      );
  return row?.open === true;
}

export const sideOf = (actor: Actor): "agency" | "provider" => (actor.organizationId ? "provider" : "agency");

export type OpenedThread = Awaited<ReturnType<typeof openThread>>;
export type ThreadMessage = OpenedThread["messages"][number];

/**
 * A page of a thread, its oldest message first, and marks it read as far as it is shown.
 * The thread is held from the reading to the marking: what was on a screen cannot be taken back as unread.
 */
export async function openThread(db: Db, actor: Actor, thread: Thread, after: Mark | null) {
  await db.execute(sql`select app.hold_thread(${thread.referralId}::uuid, ${thread.organizationId}::uuid)`);
  const marks = await db
    .select()
    .from(threadMarks)
    .where(isMarkOf(thread))
    .orderBy(desc(threadMarks.readUntil))
    .limit(100);
  const own = marks.find(({ membershipId }) => membershipId === actor.membershipId);
  const { rows, next } = await readPage(db, thread, after);
  const newest = rows[0];
  if (newest && after === null) await mark(db, actor, thread, newest.id);
  const side = sideOf(actor);
  const theirs = marks.filter((one) => one.side !== side);
  const messages = rows.toReversed().map(({ authorId, ...message }) => {
    const readBy = theirs.filter(({ readUntil }) => readUntil >= message.createdAt);
    const mine = authorId === actor.membershipId;
    return {
      ...message,
      mine,
      isNew: message.side !== side && !(own && own.readUntil >= message.createdAt),
      readBy: message.side === side ? readBy.map(({ readerName, readAt }) => ({ name: readerName, at: readAt })) : [],
      mayTakeBack: mine && message.fresh && message.takenBackAt === null && readBy.length === 0,
    };
  });
  return { messages, earlier: next, open: await isOpen(db, actor, thread) };
}

const NEWEST_FIRST = byInstant(threadMessages.createdAt, threadMessages.id, "newest");

async function readPage(db: Db, thread: Thread, after: Mark | null) {
  const rows = await db
    .select({
      id: threadMessages.id,
      side: threadMessages.side,
      authorId: threadMessages.authorId,
      authorName: threadMessages.authorName,
      words: threadMessages.words,
      createdAt: threadMessages.createdAt,
      takenBackAt: threadMessages.takenBackAt,
      fresh: sql<boolean>`app.clock() < ${threadMessages.createdAt} + make_interval(mins => ${TAKEN_BACK_WITHIN_MINUTES})`,
      documentId: documents.id,
      documentName: documents.name,
      byteCount: documents.byteCount,
      mark: NEWEST_FIRST.mark,
    })
    .from(threadMessages)
    .leftJoin(documents, eq(documents.id, threadMessages.documentId))
    .where(and(isOf(thread), NEWEST_FIRST.beyond(after)))
    .orderBy(...NEWEST_FIRST.order)
    .limit(PAGE_SIZE + 1);
  return toMarkedPage(rows);
}

async function mark(db: Db, actor: Actor, thread: Thread, messageId: string): Promise<void> {
  const [head] = await db
    .select({ agencyId: threadMessages.agencyId })
    .from(threadMessages)
    .where(eq(threadMessages.id, messageId));
  if (!head) return;
  await db
    .insert(threadMarks)
    .values({
      ...thread,
      agencyId: head.agencyId,
      membershipId: actor.membershipId,
      readUntil: sql`(select seen.created_at from thread_message seen where seen.id = ${messageId}::uuid)`,
    })
    .onConflictDoUpdate({
      target: [threadMarks.referralId, threadMarks.organizationId, threadMarks.membershipId],
      set: { readUntil: sql`excluded.read_until` },
      // Read again without anything new: nothing to write down.
      setWhere: sql`${threadMarks.readUntil} < excluded.read_until`,
    });
}

/** Where messages about this offer are read and written by its provider. @throws Refusal 404 when it is not theirs */
export async function threadOfOffer(db: Db, organizationId: OrganizationId, offerId: OfferId) {
  const [found] = await db
    .select({ referralId: offers.referralId, summary: offers.summary, agencyName: sql<string>`agency.name` })
    .from(offers)
    .innerJoin(sql`agency`, sql`agency.id = ${offers.agencyId}`)
    .where(and(eq(offers.id, offerId), eq(offers.organizationId, organizationId)));
  if (!found) throw new Refusal("not-found", 404);
  const { referralId, summary, agencyName } = found;
  return {
    thread: { referralId: asId<ReferralId>(referralId), organizationId },
    number: summary.number ?? "",
    agencyName,
  };
}

/** The referral a thread is about, for the agency. @throws Refusal 404 when hidden or absent */
export async function readThreadReferral(db: Db, referralId: ReferralId) {
  const [found] = await db
    .select({
      id: referrals.id,
      number: referrals.number,
      agencyId: referrals.agencyId,
      clientId: referrals.clientId,
      caseId: referrals.caseId,
    })
    .from(referrals)
    .where(eq(referrals.id, referralId));
  if (!found) throw new Refusal("not-found", 404);
  return found;
}

/** Whether papers may go along: only what the client agreed to share is sent to anybody. */
export async function sharesDocuments(db: Db, { referralId, organizationId }: Thread): Promise<boolean> {
  const [row] = await db
    .select({ fields: disclosures.fields })
    .from(disclosures)
    .where(and(eq(disclosures.referralId, referralId), eq(disclosures.organizationId, organizationId)));
  return row?.fields.includes("documents") ?? false;
}

/** The live offer of a thread, for the address in the provider's notice. */
export async function offerOfThread(db: Db, { referralId, organizationId }: Thread): Promise<string | null> {
  const [row] = await db
    .select({ id: offers.id })
    .from(offers)
    .where(
      and(
        eq(offers.referralId, referralId),
        eq(offers.organizationId, organizationId),
        inArray(offers.state, ["offered", "viewed", "info_requested", "waitlisted", "accepted"]),
      ),
    )
    .orderBy(desc(offers.createdAt))
    .limit(1);
  return row?.id ?? null;
}
