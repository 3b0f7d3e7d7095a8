// Makes ready the database a process works on: the operator's, or one of our own. Never leaves an administrator's address behind.
import path from "node:path";
import { changeSettings, type Env } from "#app/env.server";
import { migrate } from "../migrate";
import { connect } from "../postgres/connect";
import { startPostgres } from "../postgres/embedded";
import { type DatabaseUrls, databaseUrls, deriveUrls } from "../postgres/logins";
import { holdFolder } from "./alone";
import { readDemoState } from "./demo";

export type ReadyDatabase = {
  urls: DatabaseUrls;
  /** Ours under DATA_DIR, rather than an operator's. */
  embedded: boolean;
  /** Settles when our own PostgreSQL ends by itself; never for an operator's. */
  ended: Promise<void>;
  stop(): Promise<void>;
};

/** The database of our own PostgreSQL. */
export const databaseName = "throughline";

/** Whether no database is given, so that one of our own is started. */
export function isEmbedded(settings: Env): boolean {
  return (
    !settings.DATABASE_URL &&
    !settings.DATABASE_WEB_URL &&
    !settings.DATABASE_WORKER_URL &&
    !settings.DATABASE_MIGRATOR_URL
  );
}

/** Starts what must be started, migrates, and sets the addresses that requests and jobs use. */
export async function readyDatabase(settings: Env, say: (sentence: string) => void): Promise<ReadyDatabase> {
  const given = await databaseUrls(settings);
  const ready = given ? leaveAlone(given) : await startOwn(settings, say);
  try {
    await migrate(ready.urls, say);
  } catch (failure) {
    await ready.stop();
    throw failure;
  }
  changeSettings({
    DATABASE_URL: undefined,
    DATABASE_MIGRATOR_URL: undefined,
    DATABASE_WEB_URL: ready.urls.web,
    DATABASE_WORKER_URL: ready.urls.worker,
  });
  return ready;
}

function leaveAlone(urls: DatabaseUrls): ReadyDatabase {
  return { urls, embedded: false, ended: new Promise(() => {}), stop: async () => {} };
}

async function startOwn(settings: Env, say: (sentence: string) => void): Promise<ReadyDatabase> {
  const release = await holdFolder(settings.DATA_DIR);
  say(`Starting PostgreSQL in ${path.resolve(settings.DATA_DIR)}.`);
  const server = await startPostgres(settings.DATA_DIR);
  const stop = async () => {
    await server.stop();
    await release();
  };
  try {
    const admin = new URL(server.url);
    admin.pathname = `/${databaseName}`;
    const urls = deriveUrls(admin.href, decodeURIComponent(admin.password));
    await createDatabase(server.url, urls.migrator);
    return { urls, embedded: true, ended: server.ended, stop };
  } catch (failure) {
    await stop();
    throw failure;
  }
}

async function createDatabase(admin: string, migrator: string): Promise<void> {
  const sql = await connect(admin, "DATA_DIR");
  try {
    const found = await sql`select from pg_database where datname = ${databaseName}`;
    // A first start that was cut off: nothing of a person's is in it yet, so it begins anew.
    const anew = found.length > 0 && (await readDemoState(migrator).catch(() => "none")) === "loading";
    if (anew) await sql.unsafe(`drop database ${databaseName} with (force)`);
    if (anew || found.length === 0)
      await sql.unsafe(`create database ${databaseName} template template0 encoding 'UTF8'`);
  } finally {
    await sql.end({ timeout: 1 });
  }
}
