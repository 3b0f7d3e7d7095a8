// Finds the database of a product that is running already with the same data folder. Never starts one, and never changes its schema.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { changeSettings, type Env } from "#app/env.server";
import { migrate } from "../migrate";
import { deriveUrls } from "../postgres/logins";
import { isHeld } from "./alone";
import { databaseName, isEmbedded, type ReadyDatabase, readyDatabase } from "./database";

/** The database a second command works on: that of the running product, or one made ready for this command alone. */
export async function shareDatabase(settings: Env, say: (sentence: string) => void): Promise<ReadyDatabase> {
  if (!isEmbedded(settings) || !(await isHeld(settings.DATA_DIR))) return readyDatabase(settings, say);
  const [, , , port] = (await readFile(path.resolve(settings.DATA_DIR, "postgres/postmaster.pid"), "utf8")).split("\n");
  const password = (await readFile(path.resolve(settings.DATA_DIR, "secret"), "utf8")).trim();
  const urls = deriveUrls(`postgres://postgres:${password}@127.0.0.1:${port}/${databaseName}`, password);
  // Whoever runs it has migrated it; another release's must not be written to.
  await migrate({ ...urls, migrator: null, admin: null }, say);
  changeSettings({ DATABASE_WEB_URL: urls.web, DATABASE_WORKER_URL: urls.worker });
  return { urls: { ...urls, admin: null }, embedded: true, ended: new Promise(() => {}), stop: async () => {} };
}
