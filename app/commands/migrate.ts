// Brings a database to this release's schema in one transaction. Never changes one that a newer release has migrated.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type postgres from "postgres";
import { z } from "zod";
import { connect } from "./postgres/connect";
import { type DatabaseUrls, isCode, migrationLock, prepareRoles } from "./postgres/logins";
import { Stop } from "./stop";

type Migration = { name: string; digest: string; text: string };
export type Migrated = { from: string | null; to: string; applied: number };

const Journal = z.object({ entries: z.array(z.object({ tag: z.string() })).min(1) });
// Above the five seconds of a request: building an index over a year of referrals takes longer.
const migrationSeconds = 600;

/**
 * Makes roles where the administrator's address is known, then migrates; does nothing when all is as it should be.
 * @param say told in a sentence before an existing schema is changed
 * @param folder where `_journal.json` and the migrations are
 * @throws Stop when the database is newer, has another past, is busy, or is older and no login may migrate it
 */
export async function migrate(
  urls: DatabaseUrls,
  say: (sentence: string) => void = () => {},
  folder = path.resolve("drizzle/migrations"),
): Promise<Migrated> {
  const migrations = await readMigrations(folder);
  const { admin, migrator } = urls;
  if (admin && migrator) await prepareRoles({ ...urls, admin, migrator });
  const sql = migrator ? await connect(migrator, "DATABASE_MIGRATOR_URL") : await connect(urls.web, "DATABASE_WEB_URL");
  try {
    return migrator ? await bringUpToDate(sql, migrations, say) : await checkOnly(sql, migrations);
  } catch (failure) {
    if (isCode(failure, "55P03")) {
      throw new Stop(
        "The database is busy: another program kept a table for over 3 seconds. Nothing was changed; start again when it has ended.",
      );
    }
    throw failure;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function bringUpToDate(
  sql: postgres.Sql,
  migrations: Migration[],
  say: (sentence: string) => void,
): Promise<Migrated> {
  await sql`begin`;
  await sql`set local role app_owner`;
  await sql`select set_config('lock_timeout', '3s', true), set_config('statement_timeout', ${`${migrationSeconds}s`}, true)`;
  await sql`select pg_advisory_xact_lock(${migrationLock})`;
  const applied = await readApplied(sql);
  refuseOtherPast(applied, migrations);
  const waiting = migrations.filter((migration) => !applied.has(migration.name));
  const from = lastOf(applied, migrations);
  const to = migrations.at(-1)?.name ?? "";
  if (from && waiting.length > 0) say(`The database is older than this release: bringing it from ${from} to ${to}.`);
  if (applied.size === 0) await makeLedger(sql);
  for (const migration of waiting) await apply(sql, migration);
  await sql`commit`;
  return { from, to, applied: waiting.length };
}

async function apply(sql: postgres.Sql, migration: Migration): Promise<void> {
  for (const statement of migration.text.split("--> statement-breakpoint")) {
    if (statement.trim() === "") continue;
    try {
      await sql.unsafe(statement);
    } catch (failure) {
      if (isCode(failure, "55P03")) throw failure;
      const reason = failure instanceof Error ? failure.message : String(failure);
      throw new Error(`${migration.name} failed: ${reason}\n${statement.trim().slice(0, 2000)}`, { cause: failure });
    }
  }
  // What it wrote is linked into the record now: PostgreSQL changes no table for which something still waits.
  await sql`set constraints all immediate`;
  await sql`set constraints all deferred`;
  // A migration may have changed the role for functions that belong to the definer.
  await sql`set local role app_owner`;
  await sql`insert into migration.applied (name, digest) values (${migration.name}, ${migration.digest})`;
}

async function makeLedger(sql: postgres.Sql): Promise<void> {
  await sql`create schema migration`;
  await sql`
    create table migration.applied (
      name text primary key, digest text not null, applied_at timestamptz not null default now()
    )`;
  await sql`create table migration.mark (name text primary key, made_at timestamptz not null default now())`;
  await sql`grant usage on schema migration to app_user`;
  await sql`grant select on migration.applied to app_user`;
}

async function readApplied(sql: postgres.Sql): Promise<Map<string, string>> {
  const [ledger] = await sql<{ there: boolean }[]>`select to_regclass('migration.applied') is not null as there`;
  if (!ledger?.there) return new Map();
  const rows = await sql<{ name: string; digest: string }[]>`select name, digest from migration.applied`;
  return new Map(rows.map((row) => [row.name, row.digest]));
}

function refuseOtherPast(applied: Map<string, string>, migrations: Migration[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration.digest]));
  const remedy = "start the release that made it, or remove the data folder if its data may be lost";
  const unknown = [...applied.keys()].filter((name) => !known.has(name)).sort();
  if (unknown.length > 0) {
    throw new Stop(
      `The database is newer than this release (it has ${unknown.at(-1)}, which is unknown here): ${remedy}.`,
    );
  }
  const other = migrations.find(({ name, digest }) => applied.has(name) && applied.get(name) !== digest);
  if (other) throw new Stop(`The database was made by another ${other.name} than this release has: ${remedy}.`);
}

function lastOf(applied: Map<string, string>, migrations: Migration[]): string | null {
  return migrations.filter((migration) => applied.has(migration.name)).at(-1)?.name ?? null;
}

/** Without a login that may migrate, the schema must be this release's already. */
async function checkOnly(sql: postgres.Sql, migrations: Migration[]): Promise<Migrated> {
  const to = migrations.at(-1)?.name ?? "";
  const applied = await readAsUser(sql);
  refuseOtherPast(applied, migrations);
  const from = lastOf(applied, migrations);
  if (from === to) return { from, to, applied: 0 };
  throw new Stop(
    `The database is older than this release (it has ${from ?? "nothing"}, not ${to}): give DATABASE_MIGRATOR_URL or DATABASE_URL once, so that it can be migrated.`,
  );
}

async function readAsUser(sql: postgres.Sql): Promise<Map<string, string>> {
  try {
    await sql`begin read only`;
    await sql`set local role app_user`;
    return await readApplied(sql);
  } catch (failure) {
    // No role, or no right to look: nothing of ours has been here.
    if (isCode(failure, "42501") || isCode(failure, "22023")) return new Map();
    throw failure;
  } finally {
    await sql`rollback`;
  }
}

/** The release's migrations in the journal's order. */
async function readMigrations(folder: string): Promise<Migration[]> {
  const journal = Journal.parse(JSON.parse(await readFile(path.join(folder, "meta/_journal.json"), "utf8")));
  return Promise.all(
    journal.entries.map(async ({ tag }) => {
      const text = await readFile(path.join(folder, `${tag}.sql`), "utf8");
      return { name: tag, digest: createHash("sha256").update(text).digest("hex"), text };
    }),
  );
}
