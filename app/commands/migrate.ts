// Brings a database to this release's schema in one transaction. Never changes one that a newer release has migrated.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type postgres from "postgres";
import { connect } from "./postgres/connect";
import { type DatabaseUrls, isCode, migrationLock, prepareRoles } from "./postgres/logins";
import { Stop } from "./stop";

type Step = { name: string; digest: string; text: string };
/** What this release needs: migrations are applied once; guards are written to be applied again whenever one changes. */
export type Plan = { migrations: Step[]; guards: Step[] };
export type Migrated = { from: string | null; to: string; applied: number };

/**
 * Makes roles where the administrator's address is known, then migrates; does nothing when all is as it should be.
 * @param say told in a sentence before an existing schema is changed
 * @throws Stop when the database is newer, was changed behind our back, is busy, or is older and no login may migrate it
 */
export async function migrate(urls: DatabaseUrls, say: (sentence: string) => void = () => {}): Promise<Migrated> {
  const plan = await readPlan(path.resolve("drizzle"));
  const { admin, migrator } = urls;
  if (admin && migrator) await prepareRoles({ ...urls, admin, migrator });
  if (!migrator) return checkOnly(urls.web, plan);
  const sql = await connect(migrator, "DATABASE_MIGRATOR_URL");
  try {
    return await bringUpToDate(sql, plan, say);
  } catch (failure) {
    if (isCode(failure, "55P03"))
      throw new Stop(
        "The database is busy: another program kept a table for over 3 seconds. Nothing was changed; start again when it has ended.",
      );
    throw failure;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function bringUpToDate(sql: postgres.Sql, plan: Plan, say: (sentence: string) => void): Promise<Migrated> {
  await sql`begin`;
  await sql`set local role app_owner`;
  await sql`set local lock_timeout = '3s'`;
  await sql`select pg_advisory_xact_lock(${migrationLock})`;
  const applied = await readApplied(sql);
  refuseNewer(applied, plan);
  const waiting = plan.migrations.filter((step) => !applied.has(step.name));
  const changed = plan.guards.some((step) => applied.get(step.name) !== step.digest);
  const from = lastOf(applied, plan);
  const to = plan.migrations.at(-1)?.name ?? "nothing";
  if (waiting.length > 0 || changed) {
    if (from && waiting.length > 0) say(`The database is being brought from ${from} to ${to}.`);
    if (applied.size === 0) await makeLedger(sql);
    for (const step of waiting) await apply(sql, step);
    for (const step of plan.guards) await apply(sql, step);
  }
  await sql`commit`;
  return { from, to, applied: waiting.length };
}

async function apply(sql: postgres.Sql, step: Step): Promise<void> {
  for (const statement of step.text.split("--> statement-breakpoint")) {
    if (statement.trim() === "") continue;
    try {
      await sql.unsafe(statement);
    } catch (failure) {
      if (isCode(failure, "55P03")) throw failure;
      const reason = failure instanceof Error ? failure.message : String(failure);
      throw new Error(`${step.name} failed: ${reason}\n${statement.trim().slice(0, 2000)}`, { cause: failure });
    }
  }
  await sql`
    insert into migration.applied (name, digest) values (${step.name}, ${step.digest})
    on conflict (name) do update set digest = excluded.digest, applied_at = now()`;
}

async function makeLedger(sql: postgres.Sql): Promise<void> {
  await sql.unsafe(`
    create schema if not exists migration;
    create table if not exists migration.applied (name text primary key, digest text not null, applied_at timestamptz not null default now());
    grant usage on schema migration to app_user;
    grant select on migration.applied to app_user;`);
}

async function readApplied(sql: postgres.Sql): Promise<Map<string, string>> {
  const [ledger] = await sql<{ there: boolean }[]>`select to_regclass('migration.applied') is not null as there`;
  if (!ledger?.there) return new Map();
  const rows = await sql<{ name: string; digest: string }[]>`select name, digest from migration.applied`;
  return new Map(rows.map((row) => [row.name, row.digest]));
}

function refuseNewer(applied: Map<string, string>, plan: Plan): void {
  const known = new Map(plan.migrations.map((step) => [step.name, step.digest]));
  const newer = [...applied.keys()]
    .filter((name) => !name.startsWith("guards/") && !known.has(name))
    .sort()
    .at(-1);
  const remedy = "start the release that made it, or remove the data folder if its data may be lost";
  if (newer)
    throw new Stop(`The database is newer than this release (it has ${newer}, which is unknown here): ${remedy}.`);
  const rewritten = plan.migrations.find((step) => applied.has(step.name) && applied.get(step.name) !== step.digest);
  if (rewritten) throw new Stop(`The database was made by another ${rewritten.name} than this release has: ${remedy}.`);
}

function lastOf(applied: Map<string, string>, plan: Plan): string | null {
  return plan.migrations.filter((step) => applied.has(step.name)).at(-1)?.name ?? null;
}

/** Without a login that may migrate, the schema must be this release's already. */
async function checkOnly(web: string, plan: Plan): Promise<Migrated> {
  const sql = await connect(web, "DATABASE_WEB_URL");
  try {
    await sql`begin read only`;
    await sql`set local role app_user`;
    const applied = await readApplied(sql);
    await sql`commit`;
    refuseNewer(applied, plan);
    const from = lastOf(applied, plan);
    const to = plan.migrations.at(-1)?.name ?? "nothing";
    if (from !== to)
      throw new Stop(
        `The database is older than this release (${from ?? "empty"}, not ${to}): give DATABASE_MIGRATOR_URL or DATABASE_URL once, so that it can be migrated.`,
      );
    return { from, to, applied: 0 };
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Reads what the release needs from `drizzle/`: migrations in the journal's order, guards by name. */
export async function readPlan(folder: string): Promise<Plan> {
  const journal: unknown = JSON.parse(await readFile(path.join(folder, "migrations/meta/_journal.json"), "utf8"));
  const tags = (journal as { entries: { tag: string }[] }).entries.map((entry) => entry.tag);
  const guards = (await readdir(path.join(folder, "guards"))).filter((name) => name.endsWith(".sql")).sort();
  return {
    migrations: await Promise.all(tags.map((tag) => readStep(folder, `migrations/${tag}.sql`))),
    guards: await Promise.all(guards.map((name) => readStep(folder, `guards/${name}`))),
  };
}

async function readStep(folder: string, name: string): Promise<Step> {
  const text = await readFile(path.join(folder, name), "utf8");
  return {
    name: name.replace(/^migrations\/|\.sql$/g, ""),
    digest: createHash("sha256").update(text).digest("hex"),
    text,
  };
}
