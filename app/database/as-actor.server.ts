// Opens transactions for the people and programs of this process, on the pools its settings name. Makes no other connection.
import type { Actor } from "#app/access/actor";
import { env } from "#app/env.server";
import { Pool } from "./pool.server";
import { type Bearer, type Binding, type Db, inTransaction, type Mode } from "./transaction.server";

export type { Bearer, BearerKind, Db } from "./transaction.server";

const pools = new Map<string, Pool>();

/** The web's own pool, made at first use; tests and the demo give pools of their own to `inTransaction`. */
export function webPool(): Pool {
  return poolFor("web", env().DATABASE_WEB_URL);
}

export function workerPool(): Pool {
  return poolFor("worker", env().DATABASE_WORKER_URL);
}

/** A transaction as this person at this desk; what they may not see is not there. */
export function asActor<T>(actor: Actor, mode: Mode, work: (db: Db) => Promise<T>): Promise<T> {
  const { personId, membershipId, requestId } = actor;
  return inTransaction(webPool(), { role: "app_user", actorId: personId, membershipId, requestId }, mode, work);
}

/**
 * A transaction as the doorkeeper, who knows people and sessions and nothing else.
 * @param known whose name the record bears, once the door knows who it is
 */
export function asAuth<T>(
  mode: Mode,
  work: (db: Db) => Promise<T>,
  known: Omit<Binding, "role" | "clock"> = {},
): Promise<T> {
  return inTransaction(webPool(), { ...known, role: "app_auth" }, mode, work);
}

/**
 * A transaction that reads the directory for nobody in particular; the database decides whether it is open to this asker.
 * @param keyHash SHA-256 of the key that was shown, in hex; null where none was
 */
export function asDirectoryReader<T>(
  keyHash: string | null,
  requestId: string,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  return inTransaction(webPool(), { role: "app_user", requestId, directory: { keyHash } }, "read", work);
}

/** A transaction as whoever holds a mailed link: no person, and only what the link is for; the database decides whether it holds. */
export function asBearer<T>(bearer: Bearer, requestId: string, mode: Mode, work: (db: Db) => Promise<T>): Promise<T> {
  return inTransaction(webPool(), { role: "app_user", requestId, bearer }, mode, work);
}

/** A transaction as the worker: the importer, jobs and the outbox. */
export function asJob<T>(mode: Mode, work: (db: Db) => Promise<T>): Promise<T> {
  return inTransaction(workerPool(), { role: "app_job" }, mode, work);
}

/** A transaction as whoever proves the books: reads what money is made of in every house, and can write nothing. */
export function asAuditor<T>(work: (db: Db) => Promise<T>): Promise<T> {
  return inTransaction(workerPool(), { role: "app_auditor" }, "read", work);
}

/** Ends every connection of this process. */
export async function closePools(): Promise<void> {
  await Promise.all([...pools.values()].map((pool) => pool.close()));
  pools.clear();
}

function poolFor(name: string, url: string | undefined): Pool {
  const known = pools.get(name);
  if (known) return known;
  if (!url) throw new Error(`no database address for the ${name} pool`);
  const pool = new Pool(url, name === "web" ? env().DATABASE_LANES : 4);
  pools.set(name, pool);
  return pool;
}
