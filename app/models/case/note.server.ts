// Writes case notes and the contact log, and corrects them: the old words stay beside the new. Nothing is ever changed or deleted.
import { and, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { byInstant, type Mark, PAGE_SIZE, type Page, toMarkedPage } from "#app/database/page.server";
import { caseNotes, memberships, people } from "#drizzle/schema";
import { unsafeReason } from "../client/contact.server";
import type { UnsafeReason } from "../client/contact-channels";
import { asCalendarDay, instantAt, localDay } from "../values/calendar-day";
import type { CaseId, ClientId, NoteId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { lockCase, recordOnCase } from "./carry.server";
import { CHANNEL_OF_CONTACT } from "./codes";
import { caseEvents } from "./events";
import type { NoteWords } from "./forms";
import { isLateEntry } from "./late-entry";

/**
 * A note stays as it was written, under its author's name. A closed case still takes notes: letters come late.
 * @returns the rule a contact went against, where it is logged all the same
 * @throws Refusal "case.note-ahead" (400) for a contact that is still to come, "client.contact-…" (422) for reaching out against
 * the client's rule where nobody says that it has happened
 */
export async function writeNote(
  db: Db,
  actor: Actor,
  caseId: CaseId,
  note: NoteWords,
): Promise<UnsafeReason | undefined> {
  const carried = await lockCase(db, caseId);
  const { words, kind, minutes = null, withWhom = "" } = note;
  const happenedAt = kind === "note" && !note.day ? null : await happened(db, actor, note);
  const reachedOut = note.reachedOut === "on" && kind in CHANNEL_OF_CONTACT;
  const againstRule = reachedOut ? await ruleBroken(db, carried.clientId, note, happenedAt) : undefined;
  if (againstRule && note.despite !== "on") throw new Refusal(`client.contact-${againstRule}`, 422);
  const [row] = await db
    .insert(caseNotes)
    .values({
      agencyId: carried.agencyId,
      caseId,
      authorMembershipId: actor.membershipId,
      words,
      kind,
      happenedAt,
      minutes,
      withWhom,
      reachedOut,
      againstRule,
    })
    .returning({ id: caseNotes.id });
  if (!row) throw new Error("no note was kept");
  const event =
    kind === "note"
      ? caseEvents["note-written"]({ noteId: row.id })
      : caseEvents["contact-logged"]({ noteId: row.id, kind, againstRule });
  await recordOnCase(db, actor, carried, event);
  return againstRule;
}

/** Only the way and the hour can be judged: a log tells what came of a contact, not what was said in it. */
async function ruleBroken(db: Db, clientId: string, { kind }: NoteWords, at: Date | null) {
  const channel = CHANNEL_OF_CONTACT[kind as keyof typeof CHANNEL_OF_CONTACT];
  const contact = { channel, to: null, at: at ?? (await clock(db)), words: "", neutral: true };
  return (await unsafeReason(db, clientId as ClientId, contact)) ?? undefined;
}

/** Without a day it was now; without a time it was at noon of that day, or now where noon is still to come. */
async function happened(db: Db, actor: Actor, { day, time }: NoteWords): Promise<Date> {
  const now = await clock(db);
  const on = day ? asCalendarDay(day) : localDay(now, actor.timeZone);
  if (!day && !time) return now;
  const [hour = 12, minute = 0] = (time ?? "12:00").split(":").map(Number);
  const at = instantAt(on, hour * 60 + minute, actor.timeZone);
  if (at <= now) return at;
  if (!time && on === localDay(now, actor.timeZone)) return now;
  throw new Refusal("case.note-ahead", 400);
}

/** Puts new words beside the old ones. @throws Refusal 404, or 409 "case.note-corrected" when they were corrected already */
export async function correctNote(db: Db, actor: Actor, caseId: CaseId, noteId: NoteId, words: string): Promise<void> {
  const carried = await lockCase(db, caseId);
  const [old] = await db
    .select()
    .from(caseNotes)
    .where(and(eq(caseNotes.id, noteId), eq(caseNotes.caseId, caseId)));
  if (!old) throw new Refusal("not-found", 404);
  const [later] = await db.select({ id: caseNotes.id }).from(caseNotes).where(eq(caseNotes.correctsId, noteId));
  if (later) throw new Refusal("case.note-corrected", 409);
  // How the contact was made is no matter of words: the correction bears what its note bore.
  const { agencyId, kind, minutes, withWhom, reachedOut, againstRule } = old;
  const happenedAt = old.happenedAt ?? (kind === "note" ? null : old.createdAt);
  const [row] = await db
    .insert(caseNotes)
    .values({
      agencyId,
      caseId,
      authorMembershipId: actor.membershipId,
      words,
      kind,
      happenedAt,
      minutes,
      withWhom,
      reachedOut,
      againstRule,
      correctsId: noteId,
    })
    .returning({ id: caseNotes.id });
  if (!row) throw new Error("no correction was kept");
  await recordOnCase(db, actor, carried, caseEvents["note-corrected"]({ noteId: row.id, corrects: noteId }));
}

export interface NoteLine {
  readonly id: NoteId;
  readonly kind: string;
  readonly words: string;
  /** When it happened, or was written where it is a note. */
  readonly at: Date;
  readonly writtenAt: Date;
  readonly late: boolean;
  readonly minutes: number | null;
  readonly withWhom: string;
  /** The client's rule that the agency went against. */
  readonly againstRule: UnsafeReason | null;
  readonly by: string;
  /** What it said before, newest first. */
  readonly before: readonly { readonly words: string; readonly at: string; readonly by: string }[];
}

const NEWEST_FIRST = byInstant(caseNotes.createdAt, caseNotes.id, "newest");

/** Newest first by when it was written; a note that was corrected stands within its correction. */
export async function readNotes(db: Db, caseId: CaseId, after: Mark | null, size = PAGE_SIZE): Promise<Page<NoteLine>> {
  const later = alias(caseNotes, "later");
  const rows = await db
    .select({
      id: caseNotes.id,
      kind: caseNotes.kind,
      words: caseNotes.words,
      happenedAt: caseNotes.happenedAt,
      writtenAt: caseNotes.createdAt,
      minutes: caseNotes.minutes,
      withWhom: caseNotes.withWhom,
      againstRule: sql<UnsafeReason | null>`${caseNotes.againstRule}`,
      correctsId: caseNotes.correctsId,
      by: people.name,
      mark: NEWEST_FIRST.mark,
    })
    .from(caseNotes)
    .innerJoin(memberships, eq(memberships.id, caseNotes.authorMembershipId))
    .innerJoin(people, eq(people.id, memberships.personId))
    .leftJoin(later, eq(later.correctsId, caseNotes.id))
    .where(and(eq(caseNotes.caseId, caseId), sql`${later.id} is null`, NEWEST_FIRST.beyond(after)))
    .orderBy(...NEWEST_FIRST.order)
    .limit(size + 1);
  const page = toMarkedPage(rows, size);
  const before = await readBefore(
    db,
    page.rows.flatMap(({ correctsId }) => correctsId ?? []),
  );
  return {
    next: page.next,
    rows: page.rows.map(({ correctsId, happenedAt, ...row }) => ({
      ...row,
      id: row.id as NoteId,
      at: happenedAt ?? row.writtenAt,
      // A correction is as late as what it corrects was.
      late: correctsId === null && isLateEntry(happenedAt, row.writtenAt),
      before: correctsId ? (before.get(correctsId) ?? []) : [],
    })),
  };
}

/** By the id a correction names: what stood there, and what stood there before. */
async function readBefore(db: Db, corrected: readonly string[]): Promise<Map<string, NoteLine["before"]>> {
  const found = new Map<string, { words: string; at: string; by: string }[]>();
  if (corrected.length === 0) return found;
  const rows = await db.execute<{ head: string; words: string; at: string; by: string }>(sql`
    with recursive chain as (
      select n.id as head, n.id, n.corrects_id, 0 as depth from case_note n where n.id = any(${`{${corrected.join(",")}}`}::uuid[])
      union all select c.head, n.id, n.corrects_id, c.depth + 1 from chain c join case_note n on n.id = c.corrects_id where c.depth < 50)
    select c.head, n.words, n.created_at as at, p.name as by from chain c
    join case_note n on n.id = c.id join membership m on m.id = n.author_membership_id join person p on p.id = m.person_id
    order by c.head, c.depth`);
  for (const { head, ...words } of rows) found.set(head, [...(found.get(head) ?? []), words]);
  return found;
}
