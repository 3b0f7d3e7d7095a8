// The database goes away in the middle of an approval: nothing of it is kept, and the next try has one effect.
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { expect, test } from "vitest";
import { approveRest } from "#app/models/invoice/decide-line.server";
import { approveInvoice } from "#app/models/invoice/review.server";
import { readInvoiceRow } from "#app/models/invoice/row.server";
import { balanceOf, booksAreWhole, delivered, inReview, seenOf } from "#tests/stage/money-story";
import { onStage } from "#tests/stage/on-stage";

test("Finn's approval breaks off before it is kept: the invoice waits as before, and approving again owes it once", () =>
  onStage(async (stage) => {
    const { as, cast, urls } = stage;
    const invoiceId = await inReview(stage, await delivered(stage, 2));
    await as(cast.finn, (db) => approveRest(db, cast.finn, invoiceId));
    const seen = await seenOf(stage, cast.finn, invoiceId);
    const owedBefore = await balanceOf(stage, "payable");
    const admin = postgres(urls.admin, { max: 1, onnotice: () => {} });
    await expect(
      as(cast.finn, async (db) => {
        await approveInvoice(db, cast.felix, invoiceId, seen);
        const [own] = await db.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
        await admin`select pg_terminate_backend(${own?.pid ?? 0})`;
      }),
    ).rejects.toThrow();
    await admin.end();

    expect((await as(cast.finn, (db) => readInvoiceRow(db, invoiceId))).state).toBe("in_review");
    expect(await balanceOf(stage, "payable")).toBe(owedBefore);

    await as(cast.felix, (db) => approveInvoice(db, cast.felix, invoiceId, seen));
    expect((await as(cast.finn, (db) => readInvoiceRow(db, invoiceId))).state).toBe("approved");
    await booksAreWhole(stage);
  }));
