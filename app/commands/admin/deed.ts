// What every administrative deed is: its words, and its work on a database that is ready. Never opens or stops the database.
import { Pool } from "#app/database/pool.server";
import { type Db, inTransaction } from "#app/database/transaction.server";
import type { DatabaseUrls } from "../postgres/logins";
import { Stop } from "../stop";

export type AdminWork = {
  urls: DatabaseUrls;
  /** Our own PostgreSQL rather than an operator's. */
  embedded: boolean;
  /** What was typed after the name: `--email a@b.gov` is values.get("email"). */
  values: Map<string, string>;
  say: (sentence: string) => void;
};

export type AdminDeed = {
  /** As it is typed, with every word it takes. */
  usage: string;
  values: string[];
  /** Those of `values` that must be given. */
  needed: string[];
  /** The exit code: 0, or 1 after having said what is wrong. */
  run(work: AdminWork): Promise<number>;
};

/** One transaction as the owner's helper, who may found agencies; nobody who serves a request can become it. */
export async function asFounder<T>(urls: DatabaseUrls, work: (db: Db) => Promise<T>): Promise<T> {
  if (!urls.migrator) throw new Stop("This needs DATABASE_URL or DATABASE_MIGRATOR_URL.");
  const pool = new Pool(urls.migrator, 1);
  try {
    return await inTransaction(pool, { role: "app_definer" }, "write", work);
  } finally {
    await pool.close();
  }
}
