// Migrating: from empty, again, and the databases it must refuse with a sentence.
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { migrate } from "#app/commands/migrate";
import { connect } from "#app/commands/postgres/connect";
import { scramVerifier } from "#app/commands/postgres/logins";
import { emptyDatabase, type StageDatabase, stageDatabase } from "#tests/stage/database";

const made: StageDatabase[] = [];
async function keep(database: Promise<StageDatabase>): Promise<StageDatabase> {
  made.push(await database);
  return database;
}
afterAll(() => Promise.all(made.map((database) => database.drop())));

test("an empty database becomes this release's, and a second time changes nothing", async () => {
  const { urls } = await keep(emptyDatabase());
  const first = await migrate(urls);
  expect(first.from).toBeNull();
  expect(first.applied).toBeGreaterThan(0);
  expect(await migrate(urls)).toEqual({ from: first.to, to: first.to, applied: 0 });
});

test("the logins alone may read nothing", async () => {
  const { urls } = await keep(stageDatabase());
  for (const url of [urls.web, urls.worker, urls.migrator]) {
    const sql = await connect(url, "DATABASE_WEB_URL");
    await expect(sql`select * from public.agency`).rejects.toMatchObject({ code: "42501" });
    await sql.end();
  }
});

test("without a migrator's address an up-to-date database will do, an empty one will not", async () => {
  const ready = await keep(stageDatabase());
  expect(await migrate({ ...ready.urls, admin: null, migrator: null })).toMatchObject({ applied: 0 });
  const empty = await keep(emptyDatabase());
  await expect(migrate({ ...empty.urls, admin: null, migrator: null })).rejects.toThrow(
    /older than this release \(it has nothing, .* give DATABASE_MIGRATOR_URL/,
  );
});

test("a database that a newer release has migrated is left alone", async () => {
  const { urls } = await keep(stageDatabase());
  const sql = await connect(urls.admin, "DATABASE_URL");
  await sql`insert into migration.applied (name, digest) values ('9999_later', 'x')`;
  await sql.end();
  await expect(migrate(urls)).rejects.toThrow(/newer than this release \(it has 9999_later/);
});

/** The release's migrations and some after them. */
async function withMore(more: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "throughline-migrations-"));
  await cp("drizzle/migrations", folder, { recursive: true });
  const file = path.join(folder, "meta/_journal.json");
  const journal = JSON.parse(await readFile(file, "utf8"));
  for (const [tag, text] of Object.entries(more)) {
    journal.entries.push({ tag });
    await writeFile(path.join(folder, `${tag}.sql`), text);
  }
  await writeFile(file, JSON.stringify(journal));
  return folder;
}

test("a table whose rows one migration wrote is changed by the next", async () => {
  const { urls } = await keep(stageDatabase());
  const folder = await withMore({
    "9997_writes":
      "set local role app_definer;\n--> statement-breakpoint\ninsert into public.agency (slug, name) values ('later', 'Later');",
    "9998_changes": "alter table public.agency add column later integer;",
  });
  expect(await migrate(urls, () => {}, folder)).toMatchObject({ to: "9998_changes", applied: 2 });
  const sql = await connect(urls.admin, "DATABASE_URL");
  const [linked] = await sql`select count(*)::int as links from public.event_chain`;
  expect(linked?.links).toBeGreaterThan(0);
  await sql.end();
  await rm(folder, { recursive: true });
});

test("a migration that fails half-way leaves nothing behind", async () => {
  const { urls } = await keep(stageDatabase());
  const folder = await withMore({
    "9998_broken": "create table half (id int);\n--> statement-breakpoint\nselect 1/0;",
  });
  const said: string[] = [];
  await expect(migrate(urls, (sentence) => said.push(sentence), folder)).rejects.toThrow(
    /9998_broken failed: division by zero/,
  );
  expect(said).toEqual([
    expect.stringMatching(/^The database is older than this release: bringing it from .* to 9998_broken\.$/),
  ]);
  const sql = await connect(urls.admin, "DATABASE_URL");
  expect(await sql`select to_regclass('public.half') as half`).toEqual([{ half: null }]);
  await sql.end();
  await rm(folder, { recursive: true });
});

test("a wrong password, a wrong port and a missing database each get a sentence without the password", async () => {
  const { urls } = await keep(emptyDatabase());
  const change = (part: (url: URL) => void) => {
    const url = new URL(urls.admin);
    part(url);
    return connect(url.href, "DATABASE_URL");
  };
  const wrong = change((url) => {
    url.password = "let-me-in";
  });
  await expect(wrong).rejects.toThrow(/refuses the password of postgres: correct DATABASE_URL/);
  await expect(wrong).rejects.not.toThrow(/let-me-in/);
  await expect(
    change((url) => {
      url.port = "1";
    }),
  ).rejects.toThrow(/no PostgreSQL answers at 127.0.0.1:1: start it/);
  await expect(
    change((url) => {
      url.pathname = "/nowhere";
    }),
  ).rejects.toThrow(/has no database nowhere: create it/);
});

test("a stored password follows RFC 7677's example", () => {
  const salt = Buffer.from("W22ZaJ0SNY7soEsUEjb6gQ==", "base64");
  expect(scramVerifier("pencil", salt, 4096)).toBe(
    "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=",
  );
});
