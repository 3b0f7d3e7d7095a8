// What people do in a storm about what was decided or paid before: payments sent back and paid again, money taken back, disputes. Kills nothing.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/transaction.server";
import { decideLine } from "#app/models/invoice/decide-line.server";
import { isDisputable } from "#app/models/invoice/disputable";
import { concludeDispute, disputeInvoice } from "#app/models/invoice/dispute.server";
import { readInvoiceRow, readLines } from "#app/models/invoice/row.server";
import { askBack, decideAdjustment } from "#app/models/payment/adjust.server";
import { openBatch } from "#app/models/payment/open-batch.server";
import { returnByHand } from "#app/models/payment/return-payment.server";
import type { AdjustmentId, InvoiceId, InvoiceLineId, PaymentId } from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import { type Act, pickInvoice, pickOne, seenInvoice } from "./act";

/** Seldom, so that most of what is paid stays paid. */
const seldom = (cents: number): void => {
  if (cents % 3 !== 0) throw new Refusal("not-found", 404);
};

async function invoiceOf(db: Db, lineId: InvoiceLineId): Promise<InvoiceId> {
  const [row] = await db.execute<{ id: InvoiceId }>(
    sql`select invoice_id as id from invoice_line where id = ${lineId}::uuid`,
  );
  if (!row) throw new Refusal("not-found", 404);
  return row.id;
}

export const laterActs = {
  sendBack: {
    who: ["finn", "freya"],
    weight: 2,
    async run(db, actor, choice) {
      seldom(choice.cents);
      const id = await pickOne<PaymentId>(db, "payment x where x.state in ('sent', 'settled')", choice);
      await returnByHand(db, actor, id, "R03");
    },
  },
  requeue: {
    who: ["finn", "freya"],
    weight: 3,
    async run(db, actor, choice) {
      const id = await pickOne<PaymentId>(db, "payment x where x.state = 'returned'", choice);
      await openBatch(db, actor, [], [id]);
    },
  },
  askBack: {
    who: ["finn", "freya"],
    weight: 2,
    async run(db, actor, choice) {
      const paid =
        "invoice_line x join invoice i on i.id = x.invoice_id and i.state = 'paid' where x.live and x.approved_cents > 0";
      const lineId = await pickOne<InvoiceLineId>(db, paid, choice);
      const amountCents = choice.pick % 4 === 0 ? null : BigInt(choice.cents);
      const asked = { amountCents, sharePercent: 1 + (choice.pick % 99), words: "Paid too much." };
      await askBack(db, actor, await invoiceOf(db, lineId), lineId, asked);
    },
  },
  takeBack: {
    who: ["freya", "faye"],
    weight: 2,
    async run(db, actor, choice) {
      const id = await pickOne<AdjustmentId>(db, "adjustment x where x.state = 'proposed'", choice);
      await decideAdjustment(db, actor, id, choice.cents % 5 === 0 ? "refuse" : "approve");
    },
  },
  dispute: {
    who: ["bea", "ora"],
    weight: 2,
    async run(db, actor, choice) {
      const id = await pickOne<InvoiceId>(db, "invoice x where x.state in ('denied', 'partially_approved')", choice);
      const { state } = await readInvoiceRow(db, id);
      const open = (await readLines(db, id, true)).filter((line) => isDisputable(state, line));
      const lineIds = open.slice(0, 1 + (choice.pick % 2)).map((line) => line.id as InvoiceLineId);
      await disputeInvoice(db, actor, id, { lineIds, words: "It was delivered as agreed." });
    },
  },
  hear: {
    who: ["felix", "freya", "faye"],
    weight: 3,
    async run(db, actor, choice) {
      const disputed =
        "invoice_line x join invoice i on i.id = x.invoice_id and i.state = 'disputed' where x.contested and x.state = 'pending'";
      const lineId = await pickOne<InvoiceLineId>(db, disputed, choice);
      const move = choice.cents % 2 === 0 ? "approve" : "keep";
      await decideLine(db, actor, await invoiceOf(db, lineId), lineId, { move });
    },
  },
  conclude: {
    who: ["felix", "freya", "faye"],
    weight: 3,
    async run(db, actor, choice) {
      const id = await pickInvoice(db, "disputed", choice);
      await concludeDispute(db, actor, id, await seenInvoice(db, id));
    },
  },
} as const satisfies Record<string, Act>;
