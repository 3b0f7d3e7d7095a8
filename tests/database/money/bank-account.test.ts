// Where a provider's money goes: two people, a waiting time, word to the old contact, and numbers nobody reads.
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { seal } from "#app/database/seal.server";
import { askForAccount, moveAccount } from "#app/models/payment/bank-account.server";
import { openBatch } from "#app/models/payment/open-batch.server";
import { readAccount, readAccountChanges, readOwnAccounts } from "#app/models/payment/read-accounts.server";
import { releaseBatch } from "#app/models/payment/release-batch.server";
import { sealAnew } from "#app/models/payment/seal-anew.server";
import { asId, type BankAccountId } from "#app/models/values/ids";
import { bankAccounts, letters, notifications } from "#drizzle/schema";
import { approved, delivered, layAccount, seenBatch } from "#tests/stage/money-story";
import { onStage, type Stage } from "#tests/stage/on-stage";

const ANOTHER = {
  ...{ kind: "us" as const, holder: "Northside Operating", personal: false, routing: "123456780", savings: false },
  ...{ bic: null, account: "6655443322", contactEmail: "new@example.org" },
};

const DAY = 86_400_000;

async function beaAsks(stage: Stage): Promise<BankAccountId> {
  const { as, asRole, cast } = stage;
  await asRole("app_definer", (db) => layAccount(db, cast.northside.organizationId, "Northside"));
  return as(cast.bea, (db) => askForAccount(db, cast.bea, ANOTHER));
}

test("Bea asks for another account and Ora confirms it: money goes there three days later, and the old contact was told twice", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const id = await beaAsks(stage);
    const move = (person: typeof cast.bea, to: "confirm" | "refuse" | "withdraw" | "stop") =>
      as(person, (db) => moveAccount(db, person, id, to));
    await expect(move(cast.bea, "confirm")).rejects.toMatchObject({ code: "payment.own-account", status: 403 });
    for (const person of [cast.mara, cast.pavel, cast.bess, cast.olga, cast.ines]) {
      await expect(move(person, "confirm")).rejects.toMatchObject({ status: 404 });
    }
    await expect(as(cast.bea, (db) => askForAccount(db, cast.bea, ANOTHER))).rejects.toMatchObject({ status: 409 });
    await move(cast.ora, "confirm");
    await expect(move(cast.finn, "confirm")).rejects.toMatchObject({ status: 409 });
    const own = () => as(cast.ora, (db) => readOwnAccounts(db, cast.northside.organizationId));
    expect(await own()).toMatchObject([
      { account: "•••• 3322", inUse: false, waits: true, askedBy: cast.bea.name, confirmedBy: cast.ora.name },
      { account: "•••• 5678", inUse: true },
    ]);
    stage.setClock(new Date(Date.now() + 3 * DAY + 60_000));
    expect(await own()).toMatchObject([{ inUse: true, waits: false }, { inUse: false }]);
    const posted = await asRole("app_definer", (db) => db.select().from(letters));
    const warned = posted.filter(({ toEmail }) => toEmail === "old@example.org");
    expect(warned.map(({ kind }) => kind)).toEqual(["payment.account-asked", "payment.account-confirmed"]);
    expect(JSON.stringify(posted)).not.toContain("3322");
    const told = await asRole("app_definer", (db) =>
      db.select().from(notifications).where(eq(notifications.subjectId, id)),
    );
    expect(told.find(({ membershipId }) => membershipId === cast.freya.membershipId)?.kind).toBe(
      "payment.account-waits",
    );
  }));

test("Finn, who pays Northside, may be the second person; what he refuses, or Bea takes back, is never used", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const first = await beaAsks(stage);
    expect(await as(cast.finn, (db) => readAccountChanges(db))).toMatchObject([{ id: first }]);
    expect(await as(cast.olga, (db) => readAccountChanges(db))).toEqual([]);
    expect(await as(cast.finn, (db) => readAccount(db, first))).toMatchObject({ inUse: { account: "•••• 5678" } });
    await as(cast.finn, (db) => moveAccount(db, cast.finn, first, "refuse"));
    const second = await as(cast.bea, (db) => askForAccount(db, cast.bea, ANOTHER));
    await expect(as(cast.finn, (db) => moveAccount(db, cast.finn, second, "withdraw"))).rejects.toMatchObject({
      status: 409,
    });
    await as(cast.bea, (db) => moveAccount(db, cast.bea, second, "withdraw"));
    const third = await as(cast.bea, (db) => askForAccount(db, cast.bea, ANOTHER));
    await as(cast.finn, (db) => moveAccount(db, cast.finn, third, "confirm"));
    expect(await as(cast.finn, (db) => readAccountChanges(db))).toMatchObject([{ id: third, waits: true }]);
  }));

test("an account stopped in its waiting time leaves the old one; the one in use, stopped, leaves none, and no batch is released to it", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const invoices = await approved(stage, await delivered(stage, 1));
    const id = await beaAsks(stage);
    await as(cast.ora, (db) => moveAccount(db, cast.ora, id, "confirm"));
    await as(cast.finn, (db) => moveAccount(db, cast.finn, id, "stop"));
    const batch = await as(cast.finn, (db) => openBatch(db, cast.finn, [invoices]));
    const [old] = await as(cast.ora, (db) =>
      db.select({ id: bankAccounts.id }).from(bankAccounts).where(eq(bankAccounts.ending, "5678")),
    );
    await as(cast.ora, (db) => moveAccount(db, cast.ora, asId<BankAccountId>(old?.id ?? ""), "stop"));
    const seen = await seenBatch(stage, cast.freya, batch);
    await expect(as(cast.freya, (db) => releaseBatch(db, cast.freya, batch, seen))).rejects.toMatchObject({
      cause: { constraint_name: "batch_account_stopped" },
    });
    expect(await as(cast.ora, (db) => readOwnAccounts(db, cast.northside.organizationId))).not.toContainEqual(
      expect.objectContaining({ inUse: true }),
    );
  }));

test("straight at the tables, nobody reads a number, changes an account, confirms their own or pays to another", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const id = await beaAsks(stage);
    for (const person of [cast.bea, cast.ora, cast.finn, cast.freya]) {
      await expect(as(person, (db) => db.execute(sql`select sealed from bank_account`))).rejects.toMatchObject({
        cause: { code: "42501" },
      });
    }
    await expect(
      as(cast.ora, (db) => db.execute(sql`update bank_account set ending = '0000' where id = ${id}::uuid`)),
    ).rejects.toMatchObject({ cause: { code: "42501" } });
    await expect(
      as(cast.bea, (db) =>
        db.execute(
          sql`update bank_account set state = 'confirmed', confirmed_by = ${cast.bea.membershipId}::uuid where id = ${id}::uuid`,
        ),
      ),
    ).rejects.toMatchObject({ cause: { constraint_name: "bank_account_own" } });
    await expect(
      as(cast.bea, (db) =>
        db.execute(
          sql`update bank_account set state = 'confirmed', confirmed_by = ${cast.ora.membershipId}::uuid where id = ${id}::uuid`,
        ),
      ),
    ).rejects.toMatchObject({ cause: { code: "42501" } });
    const batch = await as(cast.finn, async (db) => openBatch(db, cast.finn, [await approvedIn(stage)]));
    await expect(
      as(cast.finn, (db) =>
        db.execute(
          sql`insert into payment (agency_id, organization_id, batch_id, number, amount_cents, bank_account_id)
            values (${cast.agencyId}::uuid, ${cast.northside.organizationId}::uuid, ${batch}::uuid, 'P-9', 100, ${id}::uuid)`,
        ),
      ),
    ).rejects.toMatchObject({ cause: { constraint_name: "payment_account_in_use" } });
    await asRole("app_definer", (db) =>
      db.execute(sql`update bank_account set sealed = 'plain:12345678' where ending = '5678'`),
    );
    expect(await asRole("app_job", sealAnew)).toBe(1);
    expect(await asRole("app_job", sealAnew)).toBe(0);
    await expect(as(cast.finn, sealAnew)).rejects.toMatchObject({ cause: { code: "42501" } });
    expect(seal("1", "a")).not.toBe(seal("1", "a"));
  }));

const approvedIn = async (stage: Stage) => approved(stage, await delivered(stage, 1));
