// Uploads of a directory for stories: made-up files as a form hands them over, and a worker that does what waits. Nothing in them is real.
import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import type { SentFile } from "#app/access/form-body.server";
import { changeSettings } from "#app/env.server";
import { runImport } from "#app/models/import/run-import.server";
import { directoryImports } from "#drizzle/schema";
import { onStage, type Stage } from "./on-stage";

/** A story whose uploads lie in a folder of its own. */
export async function onImportStage(story: (stage: Stage, folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "throughline-uploads-"));
  changeSettings({ DATA_DIR: folder });
  try {
    await onStage((stage) => story(stage, folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function sent(folder: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<SentFile[]> {
  return Promise.all(
    Object.entries(files).map(async ([name, content], place) => {
      const bytes = Buffer.from(content as string);
      const file = path.join(folder, `sent-${place}`);
      await writeFile(file, bytes);
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      return { field: "files", name, path: file, byteCount: bytes.length, sha256 };
    }),
  );
}

export async function importRow({ asRole }: Stage, id: string) {
  const [row] = await asRole("app_definer", (db) =>
    db.select().from(directoryImports).where(eq(directoryImports.id, id)),
  );
  if (!row) throw new Error("there is no such import");
  return row;
}

/** What the worker does next for this import. */
export async function work(stage: Stage, id: string): Promise<string> {
  const { attempt } = await importRow(stage, id);
  await runImport(id, attempt, true, (one) => stage.asRole("app_job", one));
  return (await importRow(stage, id)).state;
}
