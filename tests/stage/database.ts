// Gives a test file a migrated, empty database of its own. Never shares one between files.
import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { connect } from "#app/commands/postgres/connect";
import { type DatabaseUrls, deriveUrls } from "#app/commands/postgres/logins";
import { stageSecret, withDatabase } from "./setup";

export type StageDatabase = {
  name: string;
  urls: DatabaseUrls & { migrator: string; admin: string };
  /** Removes it, breaking off whoever is still connected. */
  drop(): Promise<void>;
};

/**
 * A copy of the migrated template: about 50 ms. The login of `urls.web` is what requests use; `urls.admin` passes by
 * every lock and is for arranging and for looking, never for the act under test.
 */
export async function stageDatabase(): Promise<StageDatabase> {
  return copyDatabase(migratedTemplate());
}

function migratedTemplate(): string {
  const failure = inject("templateFailure");
  if (failure) throw new Error(`the migrated database could not be made: ${failure}`);
  return inject("templateName");
}

/** A copy of the database with the demo network in it, which the first to ask for one makes. */
export async function demoDatabase(): Promise<StageDatabase> {
  const { name } = await templateWith("demo", async ({ urls }) => {
    // Only here: it brings the whole product along, and most files need none of it.
    const { loadDemo } = await import("#app/commands/demo/load");
    await loadDemo(urls.migrator);
    return "";
  });
  return copyDatabase(name);
}

let castLaid: Promise<{ name: string; told: string }> | undefined;

/** A copy of the database with the cast of every story on stage, and what was told when it was laid. */
export async function castDatabase(lay: (making: StageDatabase) => Promise<string>) {
  castLaid ??= templateWith("cast", lay);
  const { name, told } = await castLaid;
  return { database: await copyDatabase(name), told };
}

/**
 * A database that others are copied from, made by the first of the run to ask for it.
 * @param make fills it, and answers what is to be told to everybody who copies it
 */
async function templateWith(what: string, make: (making: StageDatabase) => Promise<string>) {
  const name = `${migratedTemplate()}_${what}`;
  const sql = await connect(inject("adminUrl"), "TEST_DATABASE_ADMIN_URL");
  try {
    // Two files that ask at once: the second waits here and finds it made.
    await sql`select pg_advisory_lock(hashtext(${name}))`;
    const [made] =
      await sql`select shobj_description(oid, 'pg_database') as told from pg_database where datname = ${name}`;
    if (made) return { name, told: String(made.told ?? "") };
    const making = await stageDatabase();
    const told = await make(making);
    await sql.unsafe(`comment on database ${making.name} is '${told.replaceAll("'", "''")}'`);
    // Its name says that it is whole.
    await sql.unsafe(`alter database ${making.name} rename to ${name}`);
    return { name, told };
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** A database without anything in it, for tests of migrating and importing. */
export function emptyDatabase(): Promise<StageDatabase> {
  return copyDatabase("template0");
}

async function copyDatabase(template: string): Promise<StageDatabase> {
  const adminUrl = inject("adminUrl");
  const name = `${inject("templateName").replace("template", "")}${randomBytes(6).toString("hex")}`;
  await runAlone(adminUrl, `create database ${name} template ${template} strategy file_copy`);
  return {
    name,
    urls: deriveUrls(withDatabase(adminUrl, name), stageSecret),
    drop: () => runAlone(adminUrl, `drop database if exists ${name} with (force)`),
  };
}

async function runAlone(adminUrl: string, statement: string): Promise<void> {
  const sql = await connect(adminUrl, "TEST_DATABASE_ADMIN_URL");
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end({ timeout: 1 });
  }
}
