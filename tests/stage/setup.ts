// Prepares what all test files lean on: one PostgreSQL for the run, and one migrated database to copy from.
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, statfs } from "node:fs/promises";
import { freemem, tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { migrate } from "#app/commands/migrate";
import { connect } from "#app/commands/postgres/connect";
import { startPostgres } from "#app/commands/postgres/embedded";
import { deriveUrls } from "#app/commands/postgres/logins";
import { env } from "#app/env.server";

declare module "vitest" {
  interface ProvidedContext {
    /** Administrative connection to the server on which each test file gets a database. */
    adminUrl: string;
    /** The migrated database that is copied; empty while a run needs none. */
    templateName: string;
    /** Why there is no template: told to the first test that asks for a database. */
    templateFailure: string;
  }
}

/** One secret for all logins of the run, so that copies share them. */
export const stageSecret = "stage";

export default async function prepare(project: TestProject): Promise<() => Promise<void>> {
  const given = env().TEST_DATABASE_ADMIN_URL;
  const folder = given ? null : await makeFolder();
  const server = folder ? await startPostgres(folder, true) : null;
  const adminUrl = server?.url ?? given ?? "";
  const templateName = `stage_${process.pid}_template`;
  project.provide("adminUrl", adminUrl);
  project.provide("templateName", templateName);
  project.provide("templateFailure", await makeTemplate(adminUrl, templateName));
  return async () => {
    if (!server) await dropDatabases(adminUrl, `stage_${process.pid}_%`);
    await server?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  };
}

const MEMORY_DISK = "/dev/shm";
const PREFIX = "throughline-tests-";
const ENOUGH_BYTES = 6 * 1024 ** 3;

/** In memory where the machine has room: a database is copied there ten times as fast as on a disk, file by file. */
async function makeFolder(): Promise<string> {
  const disk = await statfs(MEMORY_DISK).catch(() => null);
  const hasRoom = disk !== null && disk.bavail * disk.bsize > ENOUGH_BYTES && freemem() > ENOUGH_BYTES;
  if (!hasRoom) return mkdtemp(path.join(tmpdir(), PREFIX));
  await sweep();
  return mkdtemp(path.join(MEMORY_DISK, `${PREFIX}${process.pid}-`));
}

/** What a run that was killed left in memory. */
async function sweep(): Promise<void> {
  for (const name of await readdir(MEMORY_DISK)) {
    const owner = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (owner === undefined || existsSync(`/proc/${owner}`)) continue;
    await rm(path.join(MEMORY_DISK, name), { recursive: true, force: true });
  }
}

/** The reason when it could not be made: tests that need no database still run. */
async function makeTemplate(adminUrl: string, name: string): Promise<string> {
  const sql = await connect(adminUrl, "TEST_DATABASE_ADMIN_URL");
  try {
    await sql.unsafe(`create database ${name} template template0 encoding 'UTF8'`);
    await migrate(deriveUrls(withDatabase(adminUrl, name), stageSecret));
    return "";
  } catch (failure) {
    return failure instanceof Error ? failure.message : String(failure);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function dropDatabases(adminUrl: string, pattern: string): Promise<void> {
  const sql = await connect(adminUrl, "TEST_DATABASE_ADMIN_URL");
  const rows = await sql<{ datname: string }[]>`select datname from pg_database where datname like ${pattern}`;
  for (const row of rows) await sql.unsafe(`drop database if exists ${row.datname} with (force)`);
  await sql.end({ timeout: 1 });
}

/** The same server, another database. */
export function withDatabase(address: string, name: string): string {
  const url = new URL(address);
  url.pathname = `/${name}`;
  return url.href;
}
