// Takes up an uploaded directory for an agency: judged, kept on disk, looked into. Imports nothing yet.
import { and, eq, gt, sql } from "drizzle-orm";
import { type Actor, agencyOf } from "#app/access/actor";
import type { SentFile } from "#app/access/form-body.server";
import type { Db } from "#app/database/as-actor.server";
import { directoryImports } from "#drizzle/schema";
import { recordEvent } from "../event/record.server";
import { enqueueJob } from "../job/enqueue.server";
import { asId, type ImportId } from "../values/ids";
import { Refusal } from "../values/refusal";
import { importEvents } from "./events";
import type { Upload } from "./forms";
import { type Look, lookInto } from "./look.server";
import { UPLOAD_LIMITS } from "./upload-content";
import { judgeUpload, keepUpload } from "./upload-store.server";

/** Files lie on disk for a month: more than this a day is a mistake or worse. */
const MOST_A_DAY = 40;

/**
 * @returns the import; a package is looked over at once, a table of the publisher's own making waits for its mapping
 * @throws Refusal "imports.…" 400 or 415 naming the file that cannot be part of a directory, 429 when it is too many a day
 */
export async function uploadDirectory(
  db: Db,
  actor: Actor,
  asked: Upload,
  files: readonly SentFile[],
): Promise<{ id: ImportId; flat: boolean }> {
  await judgeUpload(files);
  const look = await lookInto(files);
  const id = await takeUp(db, actor, asked, files, look);
  await keepUpload(id, files);
  if (!look.flat) await beginPreview(db, id);
  return { id, flat: look.flat };
}

/** The import's row alone; its files are kept by whoever has them. */
export async function takeUp(
  db: Db,
  actor: Actor,
  { sourceName }: Upload,
  files: readonly Pick<SentFile, "name" | "byteCount">[],
  look: Look,
): Promise<ImportId> {
  const agencyId = agencyOf(actor);
  const today = await db.$count(
    directoryImports,
    and(eq(directoryImports.agencyId, agencyId), gt(directoryImports.createdAt, sql`app.clock() - interval '1 day'`)),
  );
  if (today >= MOST_A_DAY) throw new Refusal("imports.many", 429, { most: MOST_A_DAY });
  const id = await newId(db);
  await db.insert(directoryImports).values({
    id,
    agencyId,
    sourceName,
    files: files.slice(0, UPLOAD_LIMITS.files).map(({ name, byteCount }) => ({ name, byteCount })),
    ...look,
    createdBy: actor.membershipId,
  });
  await recordEvent(db, actor, importEvents.uploaded({ importId: id, files: files.length }), subjectOf(id, agencyId));
  return id;
}

// The database's own, which are in the order of time: the list pages by them.
async function newId(db: Db): Promise<ImportId> {
  const [made] = await db.execute<{ id: string }>(sql`select app.new_id()::text as id`);
  if (!made) throw new Error("the database gave no id");
  return asId<ImportId>(made.id);
}

export const subjectOf = (id: string, agencyId: string) => ({
  subjectType: "directory_import",
  subjectId: id,
  agencyId,
});

/** Hands the import to the worker; the attempt tells it from an earlier one of the same import. */
export async function handOver(db: Db, id: string): Promise<void> {
  const [row] = await db
    .select({ attempt: directoryImports.attempt })
    .from(directoryImports)
    .where(eq(directoryImports.id, id));
  await enqueueJob(db, "run-import", { importId: id, attempt: row?.attempt ?? 0 });
}

export async function beginPreview(db: Db, id: string): Promise<void> {
  await db.update(directoryImports).set({ state: "previewing" }).where(eq(directoryImports.id, id));
  await handOver(db, id);
}
