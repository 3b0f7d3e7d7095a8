// One transaction with its role and actor bound; the only maker of a Db. Inside the work: queries and pure code, nothing else.
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import type * as schema from "#drizzle/schema";
import { ConnectionLost, Lease, type Parameter } from "./lane.server";
import { nameGivenColumnsOnly } from "./lean-insert.server";
import type { Pool } from "./pool.server";

/** A database bound to one transaction and one actor. */
export type Db = PostgresJsDatabase<typeof schema>;

export type DatabaseRole = "app_user" | "app_auth" | "app_job" | "app_definer" | "app_auditor";

export interface Binding {
  readonly role: DatabaseRole;
  readonly actorId?: string;
  readonly membershipId?: string;
  readonly requestId?: string;
  /** Another time than now; heeded by the database for the migrator's login alone. */
  readonly clock?: Date;
  /** A request without a person that reads the directory: with the hash of its key, or null where it shows none. */
  readonly directory?: { readonly keyHash: string | null };
  /** A request without a person that bears a mailed link: what the link is for, and the hash of its key. */
  readonly bearer?: Bearer;
}

/** What mailed links are for, such as an application to a network, or the answer to one offer. */
export const BEARER_KINDS = [
  "answer",
  "application",
  "arrival",
  "calendar",
  "confirmation",
  "feedback",
  "sharing",
  "upload",
] as const;
export type BearerKind = (typeof BEARER_KINDS)[number];

export interface Bearer {
  readonly kind: BearerKind;
  /** SHA-256 of the link's key, in hex. */
  readonly keyHash: string;
}

export type Mode = "read" | "write";

const RETRIED = new Set(["40001", "40P01"]);
const TRIES = 3;

/**
 * Runs the work in one transaction on a lane of the pool.
 * Serialization failures and deadlocks are tried three times; any throw rolls back and travels on.
 * @throws PoolBusy when no lane comes free in two seconds, ConnectionLost when the connection breaks
 */
export async function inTransaction<T>(
  pool: Pool,
  binding: Binding,
  mode: Mode,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await runOnce(pool, binding, mode, work);
    } catch (failure) {
      if (attempt >= TRIES || !RETRIED.has(sqlStateOf(failure) ?? "")) throw failure;
      await new Promise((resolve) => setTimeout(resolve, attempt * 20 + Math.random() * 60));
    }
  }
}

/** The SQLSTATE of a database failure, also when drizzle has wrapped it. */
export function sqlStateOf(failure: unknown): string | undefined {
  return fieldOf(failure, "code");
}

/** The name of the constraint a database failure is about, also when drizzle has wrapped it. */
export function constraintOf(failure: unknown): string | undefined {
  return fieldOf(failure, "constraint_name");
}

async function runOnce<T>(pool: Pool, binding: Binding, mode: Mode, work: (db: Db) => Promise<T>): Promise<T> {
  const lane = await pool.take();
  const lease = new Lease(lane);
  try {
    await Promise.all([lease.send(beginOf(binding, mode)), lease.send(BIND, bindings(binding))]);
    const result = await work(drizzleOver(lease));
    await lease.send("commit");
    return result;
  } catch (failure) {
    if (!lane.broken && !(failure instanceof ConnectionLost)) await rollBack(lease, lane);
    throw failure;
  } finally {
    lease.end();
    pool.give(lane);
  }
}

// One view of the whole for a reader of the directory: a key that is revoked between two statements would otherwise turn the
// second one's answer into an empty one, and a part would be taken for all there is. So for who proves the books.
function beginOf({ directory, role }: Binding, mode: Mode): string {
  if (mode === "write") return "begin";
  return directory || role === "app_auditor" ? "begin isolation level repeatable read read only" : "begin read only";
}

const BIND = `select set_config('role', $1, true), set_config('app.actor_id', $2, true), set_config('app.membership_id', $3, true),
  set_config('app.request_id', $4, true), set_config('app.clock', $5, true),
  set_config('app.directory_reader', $6, true), set_config('app.directory_key', $7, true),
  set_config('app.bearer_kind', $8, true), set_config('app.bearer_key', $9, true)`;

const bindings = (binding: Binding): Parameter[] => [
  binding.role,
  binding.actorId ?? "",
  binding.membershipId ?? "",
  binding.requestId ?? "",
  binding.clock?.toISOString() ?? "",
  binding.directory ? "on" : "",
  binding.directory?.keyHash ?? "",
  binding.bearer?.kind ?? "",
  binding.bearer?.keyHash ?? "",
];

// A lane whose rollback fails is in an unknown state; it is ended, so that the pool replaces it.
async function rollBack(lease: Lease, lane: { end(): Promise<void> }): Promise<void> {
  await lease.send("rollback").catch(() => lane.end());
}

function drizzleOver(lease: Lease): Db {
  const facade = {
    options: { parsers: {}, serializers: {} },
    unsafe(text: string, parameters: readonly Parameter[]) {
      return {
        // biome-ignore lint/suspicious/noThenProperty: postgres.js queries are thenables, and drizzle awaits them.
        then: (resolve: (rows: unknown) => unknown, reject: (reason: unknown) => unknown) =>
          lease.send(text, parameters).then(resolve, reject),
        values: () => lease.sendForValues(text, parameters),
      };
    },
  };
  // Without the schema: only drizzle's relational queries, which nothing here asks, need it, and reading it takes a millisecond each time.
  const database = drizzle(facade as never) as unknown as Db;
  nameGivenColumnsOnly(database);
  return database;
}

function fieldOf(failure: unknown, name: string): string | undefined {
  for (let current = failure; current instanceof Error; current = current.cause) {
    const value: unknown = Reflect.get(current, name);
    if (typeof value === "string" && value !== "") return value;
  }
  return undefined;
}
