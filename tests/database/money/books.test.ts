// The books: balances follow each posting, a closed month takes no more, its journal balances, and whoever proves them can write nothing.
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { refusalIn } from "#app/access/refusals.server";
import { decideAuthorization } from "#app/models/authorization/decide.server";
import { correctAttendance } from "#app/models/delivery/record.server";
import { writeBookCodes } from "#app/models/payment/book-codes.server";
import { readJournal } from "#app/models/payment/book-export.server";
import { closeMonth, readBookMonths, readTrialBalance, trialDigest } from "#app/models/payment/books.server";
import { grantBudget, readFunds } from "#app/models/payment/funds.server";
import { invariants } from "#app/models/payment/invariants";
import { findBreaches, type Prover, proveBooks } from "#app/models/payment/prove-books.server";
import type { CalendarDay } from "#app/models/values/calendar-day";
import { type AgencyId, type AuthorizationId, asId, type FundId } from "#app/models/values/ids";
import { sumCents } from "#app/models/values/money";
import { approved, balanceOf, booksAreWhole, delivered, RATE } from "#tests/stage/money-story";
import { onStage, type Stage } from "#tests/stage/on-stage";

const houseOf = ({ cast }: Stage) => asId<AgencyId>(cast.agencyId);
const fundOf = ({ cast }: Stage) => asId<FundId>(cast.fundId);

/** The month that is to be closed next, as Freya's page shows it. */
async function seenMonth(stage: Stage) {
  const { as, cast } = stage;
  return as(cast.freya, async (db) => {
    const months = await readBookMonths(db, houseOf(stage));
    const next = months.find(({ state }) => state === "next") ?? months.at(-1);
    if (!next) throw new Error("nothing was booked");
    const lines = await readTrialBalance(db, houseOf(stage), next);
    return { month: next.month, next, months, lines, seen: trialDigest(lines) };
  });
}

const close = ({ as, cast }: Stage, month: CalendarDay, seen: string, who = cast.freya) =>
  as(who, (db) => closeMonth(db, who, month, seen)).then(
    () => "closed",
    (failure: unknown) => refusalIn(failure)?.code ?? String(failure),
  );

/** So many months from now; the cast's first booking stands in the month of today. */
const later = (months: number) => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 15, 12));
};

test("Freya closes the month that is over, once and in order; Finn may not, and nobody closes the one that runs", () =>
  onStage(async (stage) => {
    const { as, cast, setClock } = stage;
    const first = await seenMonth(stage);
    expect(first.months).toMatchObject([{ state: "running" }]);
    expect(await close(stage, first.month, first.seen)).toBe("books.not-over");

    setClock(later(2));
    await as(cast.freya, (db) => grantBudget(db, cast.freya, fundOf(stage), 7000n));
    const { months, month, seen, lines } = await seenMonth(stage);
    expect(months.map(({ state }) => state)).toEqual(["running", "open", "next"]);
    expect(lines).toMatchObject([
      { account: "budget", openingCents: 0n, debitCents: 0n, creditCents: 5_000_000n, closingCents: -5_000_000n },
      { account: "available", openingCents: 0n, debitCents: 5_000_000n, creditCents: 0n, closingCents: 5_000_000n },
    ]);
    expect(await close(stage, months[1]?.month ?? month, seen)).toBe("books.in-order");
    expect(await close(stage, month, trialDigest([]))).toBe("books.changed-meanwhile");
    expect(await close(stage, month, seen, cast.finn)).toBe("payment.approver-only");
    expect(await close(stage, month, seen)).toBe("closed");
    expect(await close(stage, month, seen)).toBe("books.closed-already");

    const second = await seenMonth(stage);
    expect(await close(stage, second.month, second.seen)).toBe("closed");
    const running = await seenMonth(stage);
    expect(running.next.state).toBe("closed");
    const now = await as(cast.freya, async (db) => {
      const [current] = await readBookMonths(db, houseOf(stage));
      return current ? readTrialBalance(db, houseOf(stage), current) : [];
    });
    expect(now).toMatchObject([
      { account: "budget", openingCents: -5_000_000n, creditCents: 7000n, closingCents: -5_007_000n },
      { account: "available", openingCents: 5_000_000n, debitCents: 7000n, closingCents: 5_007_000n },
    ]);
    await booksAreWhole(stage);
  }));

test("nothing is booked into a closed month, also past the deed, and what was closed is never rewritten", () =>
  onStage(async (stage) => {
    const { as, asRole, cast, setClock } = stage;
    setClock(later(1));
    const { month, seen } = await seenMonth(stage);
    expect(await close(stage, month, seen)).toBe("closed");
    setClock(null);
    const code = await as(cast.freya, (db) => grantBudget(db, cast.freya, fundOf(stage), 100n)).then(
      () => "booked",
      (failure: unknown) => refusalIn(failure)?.code,
    );
    expect(code).toBe("books.month-closed");
    for (const statement of [
      "update book_balance set debit_cents = 0",
      "delete from book_month",
      "update book_month set closed_by = closed_by",
    ]) {
      await expect(asRole("app_definer", (db) => db.execute(sql.raw(statement)))).rejects.toMatchObject({
        cause: { code: "42501" },
      });
    }
    await expect(
      as(cast.freya, (db) =>
        db.execute(sql`insert into book_month (agency_id, month, starts_at, ends_at, closed_by)
        values (${cast.agencyId}::uuid, '2020-01-01', '2020-01-01Z', '2020-02-01Z', ${cast.freya.membershipId}::uuid)`),
      ),
    ).rejects.toMatchObject({ cause: { code: "42501" } });
    await booksAreWhole(stage);
  }));

test("the journal balances booking by booking and bears the agency's codes; Olga sees none of it", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    await approved(stage, await delivered(stage, 2));
    const codes = { budget: "2420", available: "", reserved: "2430", payable: "2010", paid: "5000", recouped: "" };
    await as(cast.freya, (db) => writeBookCodes(db, cast.freya, codes));
    await expect(as(cast.finn, (db) => writeBookCodes(db, cast.finn, codes))).rejects.toMatchObject({ status: 403 });
    const { next, lines } = await seenMonth(stage);
    expect(sumCents(lines.map(({ debitCents }) => debitCents))).toBe(
      sumCents(lines.map(({ creditCents }) => creditCents)),
    );
    const { text } = await as(cast.finn, (db) => readJournal(db, houseOf(stage), next), "read");
    const rows = text
      .trimEnd()
      .split("\r\n")
      .slice(1)
      .map((row) => row.split(","));
    const sums = new Map<string, number>();
    for (const [, booking = "", , , , , , debit, credit] of rows)
      sums.set(booking, (sums.get(booking) ?? 0) + Math.round(Number(debit) * 100) - Math.round(Number(credit) * 100));
    expect([...sums.values()].every((sum) => sum === 0)).toBe(true);
    expect(rows.filter(([, , kind]) => kind === "owe").map((row) => row.slice(2))).toEqual([
      ["owe", "I-0001", "CS", "payable", "2010", "160.00", "", "USD"],
      ["owe", "I-0001", "CS", "reserved", "2430", "", "160.00", "USD"],
    ]);
    expect(await as(cast.olga, (db) => readTrialBalance(db, houseOf(stage), next), "read")).toEqual([]);
  }));

test("balances are kept with each posting, and the database itself refuses to overdraw one", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    await approved(stage, await delivered(stage, 2));
    expect(await as(cast.finn, (db) => readFunds(db, cast.agencyId), "read")).toMatchObject([
      { availableCents: 5_000_000n - 2n * RATE, reservedCents: 0n, payableCents: 2n * RATE },
    ]);
    const legs = JSON.stringify([
      { fund: cast.fundId, account: "reserved", cents: "-1" },
      { fund: cast.fundId, account: "available", cents: "1" },
    ]);
    await expect(
      asRole("app_definer", (db) =>
        db.execute(
          sql`select app.post_ledger(${cast.agencyId}::uuid, 'release', 'release:x', ${legs}::jsonb, null, null, null, null)`,
        ),
      ),
    ).rejects.toMatchObject({ cause: { code: "23514", constraint_name: "fund_never_overdrawn" } });
    await expect(
      as(cast.freya, (db) => db.execute(sql`update fund_balance set balance_cents = 1`)),
    ).rejects.toMatchObject({ cause: { code: "42501" } });
    await booksAreWhole(stage);
  }));

test("whoever proves the books reads all they are made of and can write nothing", () =>
  onStage(async (stage) => {
    await approved(stage, await delivered(stage, 1));
    expect(await stage.asRole("app_auditor", findBreaches)).toEqual([]);
    await stage.asRole("app_definer", (db) =>
      db.execute(sql`update fund_balance set balance_cents = balance_cents + 5 where account = 'available'`),
    );
    const breaches = await stage.asRole("app_auditor", findBreaches);
    expect(breaches.map(({ invariant }) => invariant.name)).toEqual(["balance-is-its-entries"]);
    for (const statement of [
      "update fund_balance set balance_cents = 0",
      "delete from payment",
      "select * from client",
    ]) {
      await expect(stage.asRole("app_auditor", (db) => db.execute(sql.raw(statement)))).rejects.toMatchObject({
        cause: { code: "42501" },
      });
    }
    expect(new Set(invariants.map(({ name }) => name)).size).toBe(invariants.length);
  }));

test("what Mara corrects away after Ines revoked the authorization goes back to the fund, once", () =>
  onStage(async (stage) => {
    const { as, asRole, cast } = stage;
    const [first, second] = await delivered(stage, 3);
    const [row] = await asRole("app_definer", (db) =>
      db.execute<{ id: AuthorizationId }>(
        sql`select authorization_id as id from attendance where id = ${first ?? ""}::uuid`,
      ),
    );
    if (!row || !first || !second) throw new Error("nothing was delivered");
    const absent = { state: "absent" as const, startedAt: null, endedAt: null, note: "" };
    // One of three was not used when it was revoked.
    await as(cast.mara, (db) => correctAttendance(db, cast.mara, second, absent));
    await as(cast.ines, (db) =>
      decideAuthorization(db, cast.ines, row.id, { move: "revoke", reason: "service_ended" }),
    );
    expect(await balanceOf(stage, "reserved")).toBe(2n * RATE);
    const corrected = await as(cast.mara, (db) => correctAttendance(db, cast.mara, first, absent));
    expect(await balanceOf(stage, "reserved")).toBe(RATE);
    await as(cast.mara, (db) => correctAttendance(db, cast.mara, corrected, { ...absent, state: "excused" }));
    expect(await balanceOf(stage, "available")).toBe(5_000_000n - RATE);
    await booksAreWhole(stage);
  }));

test("What breaks in the books is told to finance and administrators once, not each hour", () =>
  onStage(async (stage) => {
    const { asRole } = stage;
    await delivered(stage, 1);
    const prover: Prover = {
      ask: (work) => asRole("app_auditor", work),
      write: (work) => asRole("app_job", work),
    };
    const told = () =>
      asRole("app_definer", async (db) => {
        const rows = await db.execute<{ who: string; count: number }>(
          sql`select m.role || ' at ' || n.path as who, count(distinct n.subject_id)::int as count
            from notification n join membership m on m.id = n.membership_id where n.kind = 'books.broken' group by 1 order by 1`,
        );
        return rows.map(({ who, count }) => [who, count]);
      });
    expect(await proveBooks(prover)).toEqual([]);
    expect(await told()).toEqual([]);
    await asRole("app_definer", (db) =>
      db.execute(sql`update fund_balance set balance_cents = balance_cents + 1 where account = 'available'`),
    );
    expect(await proveBooks(prover)).toEqual(["balance-is-its-entries"]);
    const everybody = [
      ["administrator at /admin", 1],
      ["finance_approver at /finance/books", 1],
      ["finance_reviewer at /finance/books", 1],
    ];
    expect(await told()).toEqual(everybody);
    expect(await proveBooks(prover)).toEqual(["balance-is-its-entries"]);
    expect(await told()).toEqual(everybody);
  }));
