// Takes up versions of exclusion lists and keeps what a person decided about a match. Confirms and dismisses nothing by itself.
import { createHash } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { exclusionLists, exclusionMatches, exclusionVersions } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { enqueueJob } from "../job/enqueue.server";
import { asId, type ExclusionListId, type ExclusionMatchId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { exclusionEvents } from "./events";
import { type ExclusionRow, MOST_EXCLUSION_ROWS, readExclusions, sameness } from "./exclusion-csv";
import type { MatchMove, Upload } from "./exclusion-forms";
import { exclusionLifecycle } from "./lifecycle";

export interface UploadedText {
  readonly name: string;
  readonly sha256: string;
  readonly text: string;
}

const MOST_LISTS = 50;
const REFUSED_KEPT = 1000;
const ROWS_AT_ONCE = 1000;

/**
 * Keeps a version, which is compared with the network from now on; the earlier ones stay readable.
 * @throws Refusal 422 "exclusion.…" when the file is not a list, 409 when it is the one already there, 404 for another agency's list
 */
export async function uploadExclusions(db: Db, actor: Actor, asked: Upload, file: UploadedText) {
  const agencyId = agencyOf(actor);
  const table = readExclusions(file.text);
  if (!table.read) throw new Refusal(`exclusion.${table.fault}`, 422, { most: MOST_EXCLUSION_ROWS });
  const listId =
    asked.intent === "list" ? await addList(db, agencyId, asked) : await ownList(db, agencyId, asked.listId);
  await setAside(db, listId, file.sha256);
  const { rows, refused } = table;
  const [version] = await db
    .insert(exclusionVersions)
    .values({
      agencyId,
      listId,
      fileName: file.name.slice(0, 200),
      sha256: file.sha256,
      rowCount: rows.length + refused.length,
      takenCount: rows.length,
      refused: refused.slice(0, REFUSED_KEPT),
      uploadedBy: actor.membershipId,
    })
    .returning({ id: exclusionVersions.id });
  if (!version) throw new Error("the version was not kept");
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    await addEntries(db, agencyId, version.id, rows.slice(at, at + ROWS_AT_ONCE));
  }
  const counts = { taken: rows.length, refused: refused.length };
  await recordEvent(db, actor, exclusionEvents.uploaded({ listId, versionId: version.id, ...counts }), {
    subjectType: "exclusion_list",
    subjectId: listId,
    agencyId,
  });
  await enqueueJob(db, "match-exclusions", { listId });
  return listId;
}

async function addList(db: Db, agencyId: string, { name, authority }: Extract<Upload, { intent: "list" }>) {
  const known = await db.$count(exclusionLists, eq(exclusionLists.agencyId, agencyId));
  if (known >= MOST_LISTS) throw new Refusal("exclusion.many-lists", 409, { most: MOST_LISTS });
  const [list] = await db
    .insert(exclusionLists)
    .values({ agencyId, name, authority })
    .onConflictDoNothing()
    .returning({ id: exclusionLists.id });
  if (!list) throw new Refusal("exclusion.list-there", 409, { name });
  return asId<ExclusionListId>(list.id);
}

async function ownList(db: Db, agencyId: string, listId: ExclusionListId): Promise<ExclusionListId> {
  const [list] = await db
    .select({ id: exclusionLists.id })
    .from(exclusionLists)
    .where(and(eq(exclusionLists.id, listId), eq(exclusionLists.agencyId, agencyId)));
  if (!list) throw new Refusal("not-found", 404);
  return listId;
}

async function setAside(db: Db, listId: ExclusionListId, sha256: string): Promise<void> {
  const current = and(eq(exclusionVersions.listId, listId), exclusionVersions.current);
  const [before] = await db
    .select({ id: exclusionVersions.id, sha256: exclusionVersions.sha256 })
    .from(exclusionVersions)
    .where(current)
    .for("update");
  if (before?.sha256 === sha256) throw new Refusal("exclusion.same-file", 409);
  if (before) await db.update(exclusionVersions).set({ current: false }).where(current);
}

// One parameter however many rows: a list of a government has tens of thousands.
async function addEntries(db: Db, agencyId: string, versionId: string, rows: readonly ExclusionRow[]): Promise<void> {
  const entries = rows.map((row) => ({
    line: row.line,
    kind: row.kind,
    name: row.name,
    identifiers: row.identifiers,
    excluded_on: row.excludedOn,
    ends_on: row.endsOn,
    fingerprint: createHash("sha256").update(sameness(row)).digest("hex"),
  }));
  await db.execute(sql`
    insert into exclusion_entry (agency_id, version_id, line, kind, name, identifiers, excluded_on, ends_on, fingerprint)
    select ${agencyId}::uuid, ${versionId}::uuid, r.line, r.kind, r.name, r.identifiers, r.excluded_on, r.ends_on, r.fingerprint
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb)
      r(line int, kind text, name text, identifiers text[], excluded_on date, ends_on date, fingerprint text)`);
}

/** @throws Refusal 404 for another agency's, 409 when somebody decided the same meanwhile */
export async function decideMatch(db: Db, actor: Actor, id: ExclusionMatchId, form: MatchMove): Promise<void> {
  const [row] = await db
    .select()
    .from(exclusionMatches)
    .where(and(eq(exclusionMatches.id, id), eq(exclusionMatches.agencyId, agencyOf(actor))))
    .for("update");
  if (!row) throw new Refusal("not-found", 404);
  const state = exclusionLifecycle.after(row.state as (typeof exclusionLifecycle.states)[number], form.move);
  await db
    .update(exclusionMatches)
    .set({ state, words: form.words, decidedBy: actor.membershipId })
    .where(eq(exclusionMatches.id, id));
  await recordEvent(db, actor, exclusionEvents.moved({ matchId: id, state }), {
    subjectType: "exclusion_match",
    subjectId: id,
    // Not the provider's to read: the event names the agency alone.
    agencyId: row.agencyId,
  });
}
