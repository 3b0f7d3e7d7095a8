// What an act of a storm is: who may do it, how often it comes, and what it works on. Does nothing by itself.
import { sql } from "drizzle-orm";
import type { Actor } from "#app/access/actor";
import type { Db } from "#app/database/transaction.server";
import { digestOf } from "#app/models/invoice/digest.server";
import { readInvoiceRow, readLines } from "#app/models/invoice/row.server";
import type { InvoiceId, PaymentBatchId } from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import type { Cast, PersonName } from "../cast";

/** What an act works on: chosen by the storm, so that one seed is one storm. */
export interface Choice {
  /** Which of those that lie before this person. */
  readonly pick: number;
  readonly cents: number;
}

/** The cast, and a second approver: whoever makes a batch does not release it. */
export type StormCast = Cast & { readonly faye: Actor };

export interface Act {
  /** Who does it: one of them, by the choice. */
  readonly who: readonly (PersonName | "faye")[];
  /** How often it comes, beside the others. */
  readonly weight: number;
  readonly run: (db: Db, actor: Actor, choice: Choice, cast: StormCast) => Promise<void>;
}

/** One of the rows that this person sees in this state. @throws Refusal when nothing lies before them */
export async function pickOne<Id extends string>(db: Db, from: string, { pick }: Choice): Promise<Id> {
  const rows = await db.execute<{ id: Id }>(sql.raw(`select x.id from ${from} order by x.id limit 200`));
  const row = rows[pick % Math.max(rows.length, 1)];
  if (!row) throw new Refusal("not-found", 404);
  return row.id;
}

export const pickInvoice = (db: Db, state: "submitted" | "in_review" | "disputed", choice: Choice) =>
  pickOne<InvoiceId>(db, `invoice x where x.state = '${state}'`, choice);

export const pickBatch = (db: Db, state: "open" | "approved" | "exported", choice: Choice) =>
  pickOne<PaymentBatchId>(db, `payment_batch x where x.state = '${state}'`, choice);

export const seenInvoice = async (db: Db, id: InvoiceId) =>
  digestOf((await readInvoiceRow(db, id)).version, await readLines(db, id));
