// Invoices that came within one millisecond are turned page by page: each comes once, on both sides, newest and oldest first.
import { expect, test } from "vitest";
import { connect } from "#app/commands/postgres/connect";
import { readFinanceInvoices, readOwnInvoices } from "#app/models/invoice/read.server";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { turnPages } from "#tests/stage/turn-pages";

const MANY = 60;

/** Bea's invoices of one millisecond, a microsecond apart, as one act writes them. */
async function growInvoices({ cast, urls }: Stage): Promise<void> {
  const admin = await connect(urls.admin, "story");
  try {
    await admin.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`insert into invoice (agency_id, organization_id, number, state, created_by, created_at, submitted_at)
        select ${cast.ines.agencyId}, ${cast.bea.organizationId}, 'I-9' || g.n, 'submitted', ${cast.bea.membershipId}, at, at
        from generate_series(1, ${MANY}::int) g(n), lateral (select '2026-11-02 09:00:00.123+00'::timestamptz + g.n * interval '1 microsecond' as at) a`;
    });
  } finally {
    await admin.end({ timeout: 1 });
  }
}

test("Bea and Finn turn the pages of invoices of one moment: none is passed over and none comes twice; Sid and Olga are shown none", () =>
  onStage(async (stage) => {
    await growInvoices(stage);
    const { bea, finn, sid, olga } = stage.cast;
    const own = (who: typeof bea) =>
      turnPages(stage, who, (db, after) => readOwnInvoices(db, who.organizationId ?? "", "sent", after));
    const filterOf = (who: typeof finn) => ({ agencyId: who.agencyId ?? "", states: ["submitted"] });
    const queue = (who: typeof finn) =>
      turnPages(stage, who, (db, after) => readFinanceInvoices(db, filterOf(who), after));
    const numbers = Array.from({ length: MANY }, (_, position) => `I-9${position + 1}`);
    expect((await own(bea)).map(({ number }) => number)).toEqual(numbers.toReversed());
    expect((await queue(finn)).map(({ number }) => number)).toEqual(numbers);
    expect([await own(sid), await queue(olga)]).toEqual([[], []]);
  }));
