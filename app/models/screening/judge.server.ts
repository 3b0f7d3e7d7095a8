// Judges the items of an application one by one, adds one that this application needs, and notes what was seen or said. Decides nothing about the whole.
import { and, eq, sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { applicationDocuments, screeningItems, screeningNotes } from "#drizzle/schema";
import { applicationLifecycle, type ScreeningItemState, screeningItemLifecycle } from "../application/lifecycle";
import { tellApplicant } from "../application/tell-applicant.server";
import { recordEvent } from "../event/record.server";
import { Refusal } from "../values/refusal";
import { screeningEvents } from "./events";
import type { ApplicationId, Judgement, NewItem, NewNote } from "./forms";
import { type LockedApplication, lockApplication, subjectOf } from "./lock.server";

const MOST_ITEMS = 100;
const MOST_DOCUMENTS = 80;

/** What the store says of a document it has judged and kept. */
export interface KeptFile {
  readonly sha256: string;
  readonly name: string;
  readonly mediaType: string;
  readonly byteCount: number;
}

/**
 * Passes, fails, waives or reopens an item, or asks the applicant back; the applicant's mail says only that something waits.
 * @throws Refusal 404, 409 when nobody took the application yet, when it is decided, or for a move the item does not have
 */
export async function judgeItem(db: Db, actor: Actor, id: ApplicationId, said: Judgement): Promise<void> {
  const row = await lockInReview(db, actor, id);
  const item = await lockItem(db, id, said.itemId);
  const state = screeningItemLifecycle.after(item.state as ScreeningItemState, said.move);
  const words = said.move === "reopen" ? null : said.words || null;
  const now = await clock(db);
  await db
    .update(screeningItems)
    .set({ state, words, decidedBy: actor.membershipId, decidedAt: now })
    .where(eq(screeningItems.id, said.itemId));
  if (words !== null) {
    await db.insert(screeningNotes).values({
      agencyId: row.agencyId,
      applicationId: id,
      itemId: said.itemId,
      authorMembershipId: actor.membershipId,
      words,
      internal: false,
    });
  }
  const facts = { applicationId: id, number: row.number, itemId: said.itemId, state };
  await recordEvent(db, actor, screeningEvents.judged(facts), subjectOf(row));
  if (said.move === "ask") await tellApplicant(db, row, "asked", `${said.itemId}:${now.toISOString()}`);
}

/** One more thing to look at in this application alone. @throws Refusal 404, 409 when nobody took it yet, or there are too many */
export async function addItem(db: Db, actor: Actor, id: ApplicationId, said: NewItem): Promise<void> {
  const row = await lockInReview(db, actor, id);
  const count = await db.$count(screeningItems, eq(screeningItems.applicationId, id));
  if (count >= MOST_ITEMS) throw new Refusal("screening.too-many-items", 409, { most: MOST_ITEMS });
  const [made] = await db
    .insert(screeningItems)
    .values({ agencyId: row.agencyId, applicationId: id, ...said, position: MOST_ITEMS })
    .returning({ id: screeningItems.id });
  if (!made) throw new Error("the item was not kept");
  const facts = { applicationId: id, number: row.number, itemId: made.id, itemKind: said.itemKind };
  await recordEvent(db, actor, screeningEvents["item-added"](facts), subjectOf(row));
}

/**
 * Keeps what was seen, heard or decided in words, for the desk or for the applicant, with a document where there is one.
 * @throws Refusal 404, 409 when the application holds too many documents
 */
export async function addNote(
  db: Db,
  actor: Actor,
  id: ApplicationId,
  said: NewNote,
  kept: KeptFile | null,
): Promise<void> {
  const row = await lockApplication(db, actor, id);
  const item = said.itemId ? await lockItem(db, id, said.itemId) : null;
  const internal = !said.toApplicant;
  const documentId = kept ? await fileDocument(db, actor, row, item?.itemKind, internal, kept) : null;
  const { itemId, words, happenedOn } = said;
  await db.insert(screeningNotes).values({
    agencyId: row.agencyId,
    applicationId: id,
    itemId,
    authorMembershipId: actor.membershipId,
    words,
    documentId,
    internal,
    happenedOn,
  });
  const event = screeningEvents.noted({ applicationId: id, number: row.number, itemId, internal });
  await recordEvent(db, actor, event, subjectOf(row));
  if (!internal) await tellApplicant(db, row, "asked", `note:${(await clock(db)).toISOString()}`);
}

async function lockInReview(db: Db, actor: Actor, id: ApplicationId): Promise<LockedApplication> {
  const row = await lockApplication(db, actor, id);
  if (row.state === "submitted") throw new Refusal("screening.take-first", 409);
  // Only what is in review can be approved: whoever may do that may judge.
  applicationLifecycle.after(row.state, "approve");
  return row;
}

async function lockItem(db: Db, applicationId: string, itemId: string) {
  const [item] = await db
    .select()
    .from(screeningItems)
    .where(and(eq(screeningItems.id, itemId), eq(screeningItems.applicationId, applicationId)))
    .for("update");
  if (!item) throw new Refusal("not-found", 404);
  return item;
}

const PARTS: Readonly<Record<string, string>> = { site_visit: "site_visit", reference: "reference" };

/** The same bytes for the same purpose twice are one document. */
async function fileDocument(
  db: Db,
  actor: Actor,
  { id, agencyId }: LockedApplication,
  itemKind: string | undefined,
  internal: boolean,
  { sha256, name, mediaType, byteCount }: KeptFile,
): Promise<string> {
  const part = PARTS[itemKind ?? ""] ?? "other";
  const [there] = await db
    .select({ id: applicationDocuments.id })
    .from(applicationDocuments)
    .where(
      and(
        eq(applicationDocuments.applicationId, id),
        eq(applicationDocuments.part, part),
        eq(applicationDocuments.sha256, sha256),
        sql`${applicationDocuments.uploadedBy} = ${actor.membershipId}::uuid`,
      ),
    );
  if (there) return there.id;
  const filed = await db.$count(applicationDocuments, eq(applicationDocuments.applicationId, id));
  if (filed >= MOST_DOCUMENTS) throw new Refusal("screening.too-many-documents", 409, { most: MOST_DOCUMENTS });
  const [made] = await db
    .insert(applicationDocuments)
    .values({
      agencyId,
      applicationId: id,
      part,
      sha256,
      name,
      mediaType,
      byteCount,
      uploadedBy: actor.membershipId,
      internal,
    })
    .returning({ id: applicationDocuments.id });
  if (!made) throw new Error("the document was not filed");
  return made.id;
}
