// Puts one payment for each provider into a batch, with the invoices it pays and what it takes back, in a statement for each table. Moves no invoice.
import { sql } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { nextNumbers } from "#app/database/clock.server";
import { paymentAdjustments } from "#drizzle/schema";
import type { AgencyId, PaymentBatchId } from "../values/ids";
import { type Cents, sumCents } from "../values/money";
import { readToTake } from "./adjust.server";
import { planTaking } from "./adjustment-share";

interface Queue {
  readonly agencyId: AgencyId;
  readonly batchId: PaymentBatchId;
  /** The account in use of each provider, by the provider. */
  readonly accountOf: ReadonlyMap<string, string>;
}

interface Payable {
  readonly id: string;
  readonly organizationId: string;
  readonly approvedCents: Cents;
}

/** @returns what is paid in all */
export async function queuePayments(db: Db, queue: Queue, chosen: readonly Payable[]): Promise<Cents> {
  if (chosen.length === 0) return 0n;
  const { agencyId, accountOf } = queue;
  const owed = Map.groupBy(chosen, ({ organizationId }) => organizationId);
  const payees = [...accountOf.keys()].filter((organizationId) => owed.has(organizationId));
  const waiting = await readToTake(db, agencyId, payees);
  const numbers = await nextNumbers(db, agencyId, "P", payees.length);
  const planned = payees.map((organizationId, place) => {
    const owedCents = sumCents((owed.get(organizationId) ?? []).map(({ approvedCents }) => approvedCents));
    const taken = planTaking(owedCents, waiting.get(organizationId) ?? []);
    const amountCents = owedCents - sumCents(taken.map((one) => one.amountCents));
    return { organizationId, number: numbers[place] ?? "", taken, amountCents };
  });
  const paymentOf = await addPayments(db, queue, planned);
  await addInvoices(db, agencyId, paymentOf, chosen);
  const takenBack = planned.flatMap(({ organizationId, taken }) =>
    taken.map((one) => ({ agencyId, organizationId, paymentId: paymentOf.get(organizationId) ?? "", ...one })),
  );
  if (takenBack.length > 0) await db.insert(paymentAdjustments).values(takenBack);
  return sumCents(planned.map(({ amountCents }) => amountCents));
}

interface NewPayment {
  readonly organizationId: string;
  readonly number: string;
  readonly amountCents: Cents;
}

/** @returns the payment of each provider */
async function addPayments(db: Db, { agencyId, batchId, accountOf }: Queue, planned: readonly NewPayment[]) {
  const rows = planned.map(({ organizationId, number, amountCents }) => ({
    ...{ organization_id: organizationId, bank_account_id: accountOf.get(organizationId), number },
    amount_cents: String(amountCents),
  }));
  const made = await db.execute<{ id: string; organization_id: string }>(sql`
    insert into payment (agency_id, batch_id, organization_id, bank_account_id, number, amount_cents)
    select ${agencyId}::uuid, ${batchId}::uuid, p.organization_id, p.bank_account_id, p.number, p.amount_cents
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as p(organization_id uuid, bank_account_id uuid, number text, amount_cents bigint)
    returning id, organization_id`);
  return new Map([...made].map((row) => [row.organization_id, row.id]));
}

async function addInvoices(
  db: Db,
  agencyId: AgencyId,
  paymentOf: ReadonlyMap<string, string>,
  chosen: readonly Payable[],
): Promise<void> {
  const rows = chosen.map(({ id, organizationId, approvedCents }) => ({
    ...{ organization_id: organizationId, payment_id: paymentOf.get(organizationId), invoice_id: id },
    amount_cents: String(approvedCents),
  }));
  await db.execute(sql`
    insert into payment_invoice (agency_id, organization_id, payment_id, invoice_id, amount_cents)
    select ${agencyId}::uuid, p.organization_id, p.payment_id, p.invoice_id, p.amount_cents
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as p(organization_id uuid, payment_id uuid, invoice_id uuid, amount_cents bigint)`);
}
