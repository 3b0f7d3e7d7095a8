// The demo's bank accounts: made-up numbers at a made-up bank for every provider, how files are made, one change that waits, and what the bank told.
import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { seal } from "#app/database/seal.server";
import type { Db } from "#app/database/transaction.server";
import { OUTCOME_COLUMNS } from "#app/interop/bank/outcome-table";
import { writeCsv } from "#app/interop/csv";
import { endingOf } from "#app/models/payment/account-number";
import { askBack, readPaidLines } from "#app/models/payment/adjust.server";
import { accountPurpose, askForAccount } from "#app/models/payment/bank-account.server";
import { saveOrigin } from "#app/models/payment/origin.server";
import { readPayments, readRemittance } from "#app/models/payment/read.server";
import { takeBankFile } from "#app/models/payment/take-bank-file.server";
import { asId, type InvoiceId, type InvoiceLineId, type PaymentId } from "#app/models/values/ids";
import { plainMoney, sumCents } from "#app/models/values/money";
import { bankAccounts, organizations } from "#drizzle/schema";
import type { Cast } from "./houses";
import type { DemoStage } from "./stage";

/** No bank has it, and its check digit is right. */
const ROUTING = "123456780";

/** Long before any story, so that no payment waits for an account. */
export async function layBankAccounts(stage: DemoStage, cast: Cast): Promise<void> {
  stage.at(-400, 9);
  await stage.asGuards(layEach);
  await stage.as(cast.freya, (db) =>
    saveOrigin(db, cast.freya, {
      ...{ format: "nacha", name: "Harbor County", identification: "1912345678", bankName: "Demo Bank" },
      ...{ routing: ROUTING, bic: "", account: "4400110022" },
    }),
  );
  stage.at(1, 0);
}

async function layEach(db: Db): Promise<void> {
  const providers = await db.select({ id: organizations.id, name: organizations.name }).from(organizations);
  await db.insert(bankAccounts).values(
    providers.map(({ id, name }, place) => {
      const account = String(10_000_000 + place * 7919);
      return {
        ...{ organizationId: id, kind: "us", holder: name, routing: ROUTING },
        ...{ ending: endingOf(account), sealed: seal(account, accountPurpose(id)) },
      };
    }),
  );
  await db.execute(sql`update bank_account set state = 'confirmed'`);
}

/** Northside's biller asks for its money to go elsewhere; a second person has not looked at it yet. */
export async function askForAnother(stage: DemoStage, { bea }: Cast): Promise<void> {
  stage.at(-1, 11);
  await stage.as(bea, (db) =>
    askForAccount(db, bea, {
      ...{ kind: "us", holder: "Northside Care Operating", personal: false, routing: ROUTING, savings: false },
      ...{ bic: null, account: "6655443322", contactEmail: "bea.lopez@northside.example.org" },
    }),
  );
  stage.at(1, 0);
}

/** Harbor's bank repeats what it told before and names a payment nobody knows; and one line was paid too much. */
export async function hearFromBank(stage: DemoStage, { finn }: Cast): Promise<void> {
  stage.at(-2, 10);
  await stage.as(finn, async (db) => {
    const agencyId = finn.agencyId ?? "";
    const paid = (await readPayments(db, { agencyId, states: ["settled"] }, null)).rows.slice(0, 2);
    const amounts = paid.map(({ amountCents }) => amountCents);
    const rows = paid.map(({ number, amountCents, settledOn }) => [
      number,
      "settled",
      plainMoney(amountCents),
      settledOn,
    ]);
    const text = writeCsv(OUTCOME_COLUMNS, [
      ...rows.map((row) => [...row, "", "DEMO-TRANSFER-1"]),
      ["P-9999", "returned", "75.00", "2026-01-05", "R03", ""],
      ["total", rows.length + 1, plainMoney(sumCents([...amounts, 75_00n])), "", "", ""],
    ]);
    await takeBankFile(db, finn, {
      name: "outcome.csv",
      text,
      sha256: createHash("sha256").update(text).digest("hex"),
    });
    const [first] = paid;
    const invoice = first && (await readRemittance(db, finn, asId<PaymentId>(first.id))).invoices[0];
    const [line] = invoice ? await readPaidLines(db, asId<InvoiceId>(invoice.id)) : [];
    if (!invoice || !line) return;
    await askBack(db, finn, asId<InvoiceId>(invoice.id), asId<InvoiceLineId>(line.id), {
      ...{ amountCents: line.leftCents / 2n, sharePercent: 50 },
      words: "The session ended after half of its time.",
    });
  });
  stage.at(1, 0);
}
