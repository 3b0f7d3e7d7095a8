// The demo's bank accounts: made-up numbers at a made-up bank for every provider, how both agencies' files are made, and one change that waits.
import { sql } from "drizzle-orm";
import { seal } from "#app/database/seal.server";
import type { Db } from "#app/database/transaction.server";
import { endingOf } from "#app/models/payment/account-number";
import { accountPurpose, askForAccount } from "#app/models/payment/bank-account.server";
import { saveOrigin } from "#app/models/payment/origin.server";
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
