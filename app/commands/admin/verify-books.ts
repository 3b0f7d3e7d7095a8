// `verify-books`: asks of the money and the units what must always hold, and names what does not. Changes nothing.
import { Pool } from "#app/database/pool.server";
import { inTransaction } from "#app/database/transaction.server";
import { invariants } from "#app/models/payment/invariants";
import { findBreaches } from "#app/models/payment/prove-books.server";
import { Stop } from "../stop";
import type { AdminDeed } from "./deed";

const mostShown = 5;

const verifyBooks: AdminDeed = {
  usage: "verify-books",
  values: [],
  needed: [],
  async run({ urls, say }) {
    if (!urls.migrator) throw new Stop("verify-books needs DATABASE_URL or DATABASE_MIGRATOR_URL.");
    const pool = new Pool(urls.migrator, 1);
    try {
      const breaches = await inTransaction(pool, { role: "app_auditor" }, "read", findBreaches);
      for (const { invariant, ids } of breaches) {
        const more = ids.length > mostShown ? ` and ${ids.length - mostShown} more` : "";
        say(
          `${invariant.name} does NOT hold: ${invariant.statement} See ${ids.slice(0, mostShown).join(", ")}${more}.`,
        );
      }
      say(
        breaches.length === 0
          ? `The books are whole: ${invariants.length} checks.`
          : `The books are NOT whole: ${breaches.length} of ${invariants.length} checks failed.`,
      );
      return breaches.length === 0 ? 0 : 1;
    } finally {
      await pool.close();
    }
  },
};
export default verifyBooks;
