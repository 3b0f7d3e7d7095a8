// Makes the roles and logins that requests, jobs and migrations use. Never hands the administrator's address to them.
import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Env } from "#app/env.server";
import { Stop } from "../stop";
import { connect } from "./connect";
import { keepSecret } from "./embedded";

/** One address for each kind of work; `admin` only where the administrator's address was given. */
export type DatabaseUrls = { web: string; worker: string; migrator: string | null; admin: string | null };

const logins = { web: "app_web", worker: "app_worker", migrator: "app_migrator" } as const;
const leastVersion = 16;
// Any number, the same in every release: whoever makes roles or migrates waits for the other.
export const migrationLock = 7_041_776;

/**
 * The addresses to use: derived from DATABASE_URL, or as the operator gave them one by one; null when neither was given.
 * @throws Stop when some but not all of the operator's own addresses are there
 */
export async function databaseUrls(settings: Env): Promise<DatabaseUrls | null> {
  if (settings.DATABASE_URL) {
    const password = decodeURIComponent(new URL(settings.DATABASE_URL).password);
    return deriveUrls(settings.DATABASE_URL, password || (await keepSecret(path.join(settings.DATA_DIR, "secret"))));
  }
  const { DATABASE_WEB_URL: web, DATABASE_WORKER_URL: worker, DATABASE_MIGRATOR_URL: migrator } = settings;
  if (!web && !worker && !migrator) return null;
  if (!web)
    throw new Stop("DATABASE_WEB_URL is missing: give it beside the other addresses, or give DATABASE_URL alone.");
  return { web, worker: worker ?? web, migrator: migrator ?? null, admin: null };
}

/** The logins' addresses on the administrator's server, with passwords that follow from a secret: nothing else to keep. */
export function deriveUrls(admin: string, secret: string): DatabaseUrls & { migrator: string; admin: string } {
  const address = (login: string) => {
    const url = new URL(admin);
    url.username = login;
    url.password = createHmac("sha256", secret).update(login).digest("hex");
    return url.href;
  };
  return { web: address(logins.web), worker: address(logins.worker), migrator: address(logins.migrator), admin };
}

/** Applies drizzle/roles.sql and the logins' passwords; the same result however often it is run. */
export async function prepareRoles(urls: DatabaseUrls & { migrator: string; admin: string }): Promise<void> {
  const sql = await connect(urls.admin, "DATABASE_URL");
  try {
    const [server] = await sql<
      { version: number }[]
    >`select current_setting('server_version_num')::int / 10000 as version`;
    if ((server?.version ?? 0) < leastVersion) {
      throw new Stop(`DATABASE_URL leads to PostgreSQL ${server?.version}; ${leastVersion} or newer is needed.`);
    }
    const roles = await readFile(path.resolve("drizzle/roles.sql"), "utf8");
    await sql`begin`;
    await sql`select pg_advisory_xact_lock(${migrationLock})`;
    await sql.unsafe(roles);
    for (const url of [urls.web, urls.worker, urls.migrator]) {
      const { username, password } = new URL(url);
      await sql.unsafe(`alter role ${username} login password '${scramVerifier(password)}'`);
    }
    await sql`commit`;
  } catch (failure) {
    if (isCode(failure, "42501")) {
      throw new Stop(
        "DATABASE_URL's login may not make roles: use an administrator's, or make the logins yourself and give DATABASE_WEB_URL, DATABASE_WORKER_URL and DATABASE_MIGRATOR_URL.",
      );
    }
    throw failure;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Whether PostgreSQL refused with this SQLSTATE. */
export function isCode(failure: unknown, code: string): boolean {
  return failure instanceof Error && Reflect.get(failure, "code") === code;
}

/** What PostgreSQL stores of a password (RFC 5803), made here so that the password is in no server log. */
export function scramVerifier(password: string, salt = randomBytes(16), rounds = 4096): string {
  const salted = pbkdf2Sync(password, salt, rounds, 32, "sha256");
  const keyed = (words: string) => createHmac("sha256", salted).update(words).digest();
  const stored = createHash("sha256").update(keyed("Client Key")).digest("base64");
  return `SCRAM-SHA-256$${rounds}:${salt.toString("base64")}$${stored}:${keyed("Server Key").toString("base64")}`;
}
