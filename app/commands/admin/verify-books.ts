// `verify-books`: asks of the money and the units what must always hold, and names what does not. Changes nothing.
import { invariants } from "#app/models/payment/invariants";
import { connect } from "../postgres/connect";
import { Stop } from "../stop";
import type { AdminDeed } from "./deed";

const mostShown = 5;

const verifyBooks: AdminDeed = {
  usage: "verify-books",
  values: [],
  needed: [],
  async run({ urls, say }) {
    if (!urls.migrator) throw new Stop("verify-books needs DATABASE_URL or DATABASE_MIGRATOR_URL.");
    const sql = await connect(urls.migrator, "DATABASE_MIGRATOR_URL");
    try {
      // One view of everything, while others go on writing.
      await sql`begin transaction isolation level repeatable read read only`;
      await sql`set local role app_definer`;
      await sql`set local statement_timeout = '20min'`;
      let broken = 0;
      for (const { name, statement, query } of invariants) {
        const found = await sql.unsafe<{ id: string }[]>(query);
        if (found.length === 0) continue;
        broken++;
        const shown = found.slice(0, mostShown).map(({ id }) => id);
        const more = found.length > mostShown ? ` and ${found.length - mostShown} more` : "";
        say(`${name} does NOT hold: ${statement} See ${shown.join(", ")}${more}.`);
      }
      await sql`commit`;
      say(
        broken === 0
          ? `The books are whole: ${invariants.length} checks.`
          : `The books are NOT whole: ${broken} of ${invariants.length} checks failed.`,
      );
      return broken === 0 ? 0 : 1;
    } finally {
      await sql.end({ timeout: 1 });
    }
  },
};
export default verifyBooks;
