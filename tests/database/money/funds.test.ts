// What money there is: funds and their budgets, and what the finance desk sees of it in the morning.
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { readFundForecasts } from "#app/models/insight/money-desk.server";
import { grantBudget, openFund, readFund, readFunds } from "#app/models/payment/funds.server";
import { readFinanceToday } from "#app/models/payment/today.server";
import { asCalendarDay } from "#app/models/values/calendar-day";
import { asId, type FundId } from "#app/models/values/ids";
import { approved, beaSends, booksAreWhole, delivered, RATE } from "#tests/stage/money-story";
import { onStage } from "#tests/stage/on-stage";

test("Freya opens a fund and grants it money; Finn may not, and Olga does not find it", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const fund = {
      ...{ name: "Winter help", code: "WH", amountCents: 100_000n },
      ...{ startsOn: asCalendarDay("2026-01-01"), endsOn: asCalendarDay("2027-01-01") },
    };
    const id = await as(cast.freya, (db) => openFund(db, cast.freya, fund));
    await as(cast.freya, (db) => grantBudget(db, cast.freya, id, 5000n));
    expect(await as(cast.finn, (db) => readFunds(db, cast.agencyId, id))).toMatchObject([
      { grantedCents: 105_000n, availableCents: 105_000n, reservedCents: 0n, payableCents: 0n, paidCents: 0n },
    ]);
    expect((await as(cast.finn, (db) => readFund(db, cast.agencyId, id, null))).entries.rows).toHaveLength(2);
    await expect(as(cast.freya, (db) => openFund(db, cast.freya, fund))).rejects.toMatchObject({
      code: "payment.fund-code-taken",
    });
    await expect(as(cast.finn, (db) => grantBudget(db, cast.finn, id, 1n))).rejects.toMatchObject({ status: 403 });
    const legs = JSON.stringify([
      { fund: id, account: "budget", cents: "-1" },
      { fund: id, account: "available", cents: "1" },
    ]);
    await expect(
      as(cast.finn, (db) =>
        db.execute(
          sql`select app.post_ledger(${cast.agencyId}::uuid, 'grant', 'grant:x', ${legs}::jsonb, null, null, null, null)`,
        ),
      ),
    ).rejects.toMatchObject({ cause: { code: "42501" } });
    await expect(as(cast.olga, (db) => readFund(db, cast.othertonId, asId<FundId>(id), null))).rejects.toMatchObject({
      status: 404,
    });
    await booksAreWhole(stage);
  }));

test("Finn's morning: what waits, oldest first, and where the money stands", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const [first, second] = await delivered(stage, 2);
    if (!first || !second) throw new Error("nothing was delivered");
    await beaSends(stage, [first]);
    await approved(stage, [second]);
    const today = await as(cast.finn, (db) => readFinanceToday(db, cast.finn, asCalendarDay("2026-01-01")), "read");
    expect(today).toMatchObject({
      waiting: { count: 1, cents: RATE, rows: [{ number: "I-0001" }] },
      payable: { count: 1, cents: RATE },
      sums: { availableCents: 5_000_000n - 2n * RATE, reservedCents: RATE, payableCents: RATE, paidCents: 0n },
    });
  }));

test("The desk of the money says until which day a fund runs: its last, not the first that is no longer its own", () =>
  onStage(async ({ as, cast }) => {
    const [startsOn, endsOn] = [asCalendarDay("2026-07-01"), asCalendarDay("2027-07-01")];
    const fund = { name: "Winter help", code: "WH", amountCents: 100_000n, startsOn, endsOn };
    const id = await as(cast.freya, (db) => openFund(db, cast.freya, fund));
    const on = async (day: string) =>
      (await as(cast.finn, (db) => readFundForecasts(db, cast.finn, asCalendarDay(day)))).find((one) => one.id === id);
    expect(await on("2027-06-30")).toMatchObject({ lastDay: "2027-06-30" });
    expect(await on("2027-07-01")).toBeUndefined();
  }));
