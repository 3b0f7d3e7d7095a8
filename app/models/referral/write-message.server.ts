// Says something in a thread, with or without a paper, and takes it back while nobody has read it. Nothing is ever changed afterwards.
import { and, eq, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { disclosedDocuments, threadMessages } from "#drizzle/schema";
import type { KeptDocument } from "../consent/document-store.server";
import { fileDocument, fileOrganizationDocument } from "../consent/documents.server";
import { recordEvent } from "../event/record.server";
import { asId, type ClientId, type MessageId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { messageEvents } from "./events";
import { lockReferral } from "./lock.server";
import { tellCarers } from "./tell-carers.server";
import { tellHolder } from "./tell-holder.server";
import { isOpen, offerOfThread, sharesDocuments, sideOf, type Thread } from "./thread.server";

interface Saying {
  readonly words: string;
  readonly document: KeptDocument | null;
}

/**
 * Writes into the thread and tells the other side that something waits.
 * @throws Refusal 404 when the referral is not there for this person, 403 when a colleague carries it, 409 when the thread is
 *   closed or the client did not agree that papers are shared
 */
export async function writeMessage(db: Db, actor: Actor, thread: Thread, said: Saying): Promise<MessageId> {
  const agencyId =
    sideOf(actor) === "agency" ? await agencyOfCarrier(db, actor, thread) : await agencyOfHeld(db, actor, thread);
  const documentId = said.document ? await fileInThread(db, actor, thread, agencyId, said.document) : null;
  const [row] = await db
    .insert(threadMessages)
    .values({ ...thread, agencyId, authorId: actor.membershipId, words: said.words, documentId })
    .returning({ id: threadMessages.id });
  if (!row) throw new Error("the message was not kept");
  await record(db, actor, thread, messageEvents.sent({ messageId: row.id, withDocument: documentId !== null }));
  await tellOtherSide(db, actor, thread, row.id);
  return asId<MessageId>(row.id);
}

/** The referral stays locked, so that a withdrawal and a message happen one after the other. */
async function agencyOfCarrier(db: Db, actor: Actor, thread: Thread): Promise<string> {
  const { agencyId } = await lockReferral(db, thread.referralId);
  if (!(await isOpen(db, actor, thread))) throw new Refusal("message.closed", 409);
  return agencyId;
}

async function agencyOfHeld(db: Db, actor: Actor, thread: Thread): Promise<string> {
  if (!(await isOpen(db, actor, thread))) throw new Refusal("message.closed", 409);
  const [row] = await db.execute<{ agency_id: string }>(
    sql`select agency_id from offer where referral_id = ${thread.referralId}::uuid and organization_id = ${thread.organizationId}::uuid limit 1`,
  );
  if (!row) throw new Refusal("not-found", 404);
  return row.agency_id;
}

/** The agency's paper goes on the client's file and along with the referral; a provider's stays its own, lent to who reads the thread. */
async function fileInThread(
  db: Db,
  actor: Actor,
  thread: Thread,
  agencyId: string,
  kept: KeptDocument,
): Promise<string> {
  if (sideOf(actor) === "provider") return fileOrganizationDocument(db, actor, thread.organizationId, kept);
  if (!(await sharesDocuments(db, thread))) throw new Refusal("message.documents-not-shared", 409);
  const { clientId } = await lockReferral(db, thread.referralId);
  const documentId = await fileDocument(db, actor, asId<ClientId>(clientId), kept);
  await db.insert(disclosedDocuments).values({ agencyId, referralId: thread.referralId, documentId });
  return documentId;
}

async function tellOtherSide(db: Db, actor: Actor, thread: Thread, messageId: string): Promise<void> {
  if (sideOf(actor) === "provider") return tellCarers(db, thread.referralId, "message.sent", messageId);
  const offerId = await offerOfThread(db, thread);
  if (offerId) await tellHolder(db, { offerId, organizationId: thread.organizationId }, "message.sent", messageId);
}

/**
 * Takes a message back: its words and its paper are gone for both sides, that it stood there stays.
 * @throws Refusal 404 when it is not one's own, 409 when it was read or is too old
 */
export async function takeBackMessage(db: Db, actor: Actor, thread: Thread, messageId: MessageId): Promise<void> {
  const taken = await db
    .update(threadMessages)
    .set({ takenBackAt: sql`app.clock()` })
    .where(
      and(
        eq(threadMessages.id, messageId),
        eq(threadMessages.referralId, thread.referralId),
        eq(threadMessages.organizationId, thread.organizationId),
      ),
    )
    .returning({ id: threadMessages.id });
  if (taken.length === 0) throw new Refusal("not-found", 404);
  await record(db, actor, thread, messageEvents["taken-back"]({ messageId }));
}

function record(
  db: Db,
  actor: Actor,
  { referralId, organizationId }: Thread,
  event: Parameters<typeof recordEvent>[2],
) {
  return recordEvent(db, actor, event, { subjectType: "referral", subjectId: referralId, referralId, organizationId });
}
