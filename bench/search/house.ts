// A PostgreSQL of the bench's own, with databases of made-up directories and a caseworker who searches them. Removes all of it at the end.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type postgres from "postgres";
import type { Actor } from "#app/access/actor";
import { findActor } from "#app/access/session.server";
import { migrate } from "#app/commands/migrate";
import { connect } from "#app/commands/postgres/connect";
import { startPostgres } from "#app/commands/postgres/embedded";
import { deriveUrls } from "#app/commands/postgres/logins";
import { Pool } from "#app/database/pool.server";
import { type Db, inTransaction } from "#app/database/transaction.server";

/** As an operator would set a server that a directory of a million places is to fit into. */
const SETTINGS = {
  shared_buffers: "3GB",
  work_mem: "64MB",
  maintenance_work_mem: "1GB",
  max_wal_size: "20GB",
  wal_level: "minimal",
  max_wal_senders: "0",
  // What is made is vacuumed once, when all of it is there.
  autovacuum: "off",
};

export interface House {
  readonly version: string;
  /** A migrated database without anything in it; its administrator's address. */
  database(name: string): Promise<string>;
  close(): Promise<void>;
}

/** @param wishes durable: what is committed survives a power cut, which takes longer than what the questions are asked of needs */
export async function openHouse(wishes = { durable: false }): Promise<House> {
  const folder = await mkdtemp(path.join(tmpdir(), "throughline-bench-"));
  const first = await startPostgres(folder, !wishes.durable);
  await once(
    first.url,
    Object.entries(SETTINGS).map(([name, value]) => `alter system set ${name} = '${value}'`),
  );
  await first.stop();
  const server = await startPostgres(folder, !wishes.durable);
  const [row] = await once(server.url, ["select current_setting('server_version') as version"]);
  return {
    version: `PostgreSQL ${String(row?.version)}`,
    async database(name) {
      await once(server.url, [`create database ${name}`]);
      const url = new URL(server.url);
      url.pathname = `/${name}`;
      await migrate(loginsOf(url.href));
      return url.href;
    },
    async close() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** As the product derives them: the logins belong to the whole server. */
export const loginsOf = (url: string) => deriveUrls(url, decodeURIComponent(new URL(url).password));

async function once(url: string, statements: readonly string[]): Promise<postgres.Row[]> {
  const admin = await connect(url, "bench");
  try {
    let rows: postgres.Row[] = [];
    for (const statement of statements) rows = [...(await admin.unsafe(statement))];
    return rows;
  } finally {
    await admin.end({ timeout: 1 });
  }
}

export interface Caseworker {
  readonly actor: Actor;
  /** One transaction of theirs, as a page has one. */
  asks<T>(work: (db: Db) => Promise<T>): Promise<T>;
  leave(): Promise<void>;
}

export async function caseworker(url: string, membershipId: string): Promise<Caseworker> {
  const pool = new Pool(loginsOf(url).web, 1);
  const actor = await inTransaction(pool, { role: "app_auth" }, "read", (db) => findActor(db, membershipId, "bench"));
  if (!actor) throw new Error("nobody to search");
  const binding = { role: "app_user", actorId: actor.personId, membershipId: actor.membershipId } as const;
  return { actor, asks: (work) => inTransaction(pool, binding, "read", work), leave: () => pool.close() };
}
