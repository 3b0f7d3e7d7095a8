// How promptly providers are paid, and where a fund will stand at its end, equal a plain count, on random payments and bookings around the edges of days.
import fc from "fast-check";
import postgres, { type Sql } from "postgres";
import { expect, test } from "vitest";
import {
  type FundForecast,
  type Promptness,
  readFundForecasts,
  readPromptness,
} from "#app/models/insight/money-desk.server";
import { type Period, parsePeriod } from "#app/models/insight/period";
import { addDays, asCalendarDay, type CalendarDay, localDay, startOfDay } from "#app/models/values/calendar-day";
import { onStage } from "#tests/stage/on-stage";

const ZONES = ["America/New_York", "Pacific/Auckland", "America/Los_Angeles"] as const;
const QUARTER = parsePeriod("2026-Q1") as Period;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const uuidOf = (kind: number, number: number) =>
  `00000000-0000-4000-${8000 + kind}-${String(number).padStart(12, "0")}`;

const near = (days: readonly CalendarDay[], zone: string, reach = 30) =>
  fc
    .tuple(fc.constantFrom(...days), fc.integer({ min: -reach, max: reach }))
    .map(([day, hours]) => new Date(startOfDay(day, zone).getTime() + hours * HOUR));

/** A payment and the invoices it pays, or paid before they were set aside. */
const paymentsIn = (zone: string) =>
  fc.array(
    fc.record({
      state: fc.constantFrom("sent", "sent", "settled", "settled", "queued", "returned"),
      sentAt: near([QUARTER.from, QUARTER.until], zone),
      pays: fc.array(
        fc.record({
          live: fc.boolean(),
          hoursBefore: fc.option(fc.integer({ min: -5, max: 60 * 24 }), { nil: null, freq: 8 }),
          // Days between the money on its way and the day it was due.
          dueAfter: fc.option(fc.integer({ min: -2, max: 2 }), { nil: null, freq: 8 }),
        }),
        { maxLength: 4 },
      ),
    }),
    { minLength: 20, maxLength: 50 },
  );
type Paid = (ReturnType<typeof paymentsIn> extends fc.Arbitrary<infer All> ? All : never)[number];

const submittedAt = ({ sentAt }: Paid, hours: number | null) =>
  hours === null ? null : new Date(sentAt.getTime() - hours * HOUR);
const dueOn = ({ sentAt }: Paid, days: number | null, zone: string) =>
  days === null ? null : addDays(localDay(sentAt, zone), days);

/** Each invoice by itself. */
function countPrompt(all: readonly Paid[], zone: string): Omit<Promptness, "interval"> {
  const days: number[] = [];
  let onTime = 0;
  for (const one of all) {
    const left = localDay(one.sentAt, zone);
    if (one.state === "queued" || one.state === "returned" || left < QUARTER.from || left >= QUARTER.until) continue;
    for (const { live, hoursBefore, dueAfter } of one.pays) {
      const asked = submittedAt(one, hoursBefore);
      if (!live || asked === null || dueAfter === null) continue;
      days.push(Math.max(0, (Date.parse(left) - Date.parse(localDay(asked, zone))) / DAY));
      if (dueAfter >= 0) onTime += 1;
    }
  }
  const lower = days.sort((one, other) => one - other)[Math.ceil(days.length / 2) - 1];
  return { paid: days.length, onTime, medianDays: lower ?? null };
}

interface House {
  readonly agency_id: string;
  readonly organization_id: string;
  readonly created_by: string;
}

/** In the place of what was there. As the owner of the server: triggers and keys to other tables are off for it. */
async function layPayments(admin: Sql, house: House, all: readonly Paid[], zone: string): Promise<void> {
  const { agency_id, organization_id, created_by } = house;
  const paid = all.flatMap((one, payment) =>
    one.pays.map((pays, at) => ({ one, payment, pays, n: payment * 10 + at })),
  );
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    for (const table of ["payment_invoice", "payment", "invoice"]) await sql`delete from ${sql(table)}`;
    await sql`insert into payment ${sql(
      all.map(({ state, sentAt }, at) => ({
        ...{ id: uuidOf(1, at), agency_id, organization_id, batch_id: uuidOf(2, at), number: `P-${at}` },
        ...{ amount_cents: 100, bank_account_id: uuidOf(3, at), state, sent_at: state === "queued" ? null : sentAt },
      })),
    )}`;
    if (paid.length === 0) return;
    await sql`insert into invoice ${sql(
      paid.map(({ one, pays, n }) => ({
        ...{ id: uuidOf(4, n), agency_id, organization_id, number: `I-${n}`, state: "paid", created_by },
        ...{ submitted_at: submittedAt(one, pays.hoursBefore), due_on: dueOn(one, pays.dueAfter, zone) },
      })),
    )}`;
    await sql`insert into payment_invoice ${sql(
      paid.map(({ payment, pays, n }) => ({
        ...{ agency_id, organization_id, payment_id: uuidOf(1, payment), invoice_id: uuidOf(4, n) },
        ...{ amount_cents: 100, live: pays.live },
      })),
    )}`;
  });
}

const TODAY = asCalendarDay("2026-03-20");

/** Funds that begin and end around today, and what was booked on them around the edges of their pace. */
const fundsIn = (zone: string) =>
  fc.array(
    fc
      .record({
        begins: fc.constantFrom(-200, -91, -90, -89, -8, -7, -6, -1, 0, 1),
        lasts: fc.constantFrom(1, 7, 90, 365),
        granted: fc.integer({ min: 50_000_000, max: 90_000_000 }),
        bookings: fc.array(
          fc.record({
            kind: fc.constantFrom("owe", "owe", "owe", "recoup", "pay", "reserve"),
            cents: fc.integer({ min: 1, max: 99_999 }),
            edge: fc.constantFrom(0, 1, 2),
            hours: fc.integer({ min: -30, max: 30 }),
          }),
          { maxLength: 12 },
        ),
      })
      .map(({ begins, lasts, bookings, granted }) => {
        const startsOn = addDays(TODAY, begins);
        const edges = [startsOn, addDays(TODAY, -90), TODAY].map((day) => startOfDay(day, zone).getTime());
        return {
          ...{ startsOn, granted, endsOn: addDays(startsOn, lasts) },
          bookings: bookings.map(({ edge, hours, ...one }) => ({
            ...one,
            at: new Date((edges[edge] ?? 0) + hours * HOUR),
          })),
        };
      }),
    { minLength: 1, maxLength: 8 },
  );
type Fund = (ReturnType<typeof fundsIn> extends fc.Arbitrary<infer All> ? All : never)[number];

/** What a booking does to each account. A recoup takes back what was owed. */
const LEGS = {
  owe: { reserved: -1, payable: 1 },
  recoup: { payable: -1, recouped: 1 },
  pay: { payable: -1, paid: 1 },
  reserve: { available: -1, reserved: 1 },
} as const satisfies Record<string, Partial<Record<keyof typeof START, 1 | -1>>>;
/** So much lies on each account before, so that none goes below nothing. */
const START = { available: 10_000_000, reserved: 10_000_000, payable: 10_000_000, paid: 0, recouped: 0 };

const legsOf = (kind: string) => Object.entries(LEGS[kind as keyof typeof LEGS]) as [keyof typeof START, number][];

function balancesOf({ bookings }: Fund): typeof START {
  const balances = { ...START };
  for (const { kind, cents } of bookings) for (const [account, sign] of legsOf(kind)) balances[account] += sign * cents;
  return balances;
}

function forecastPlainly(fund: Fund, zone: string): Pick<FundForecast, "spentCents" | "forecastCents"> | null {
  const { startsOn, endsOn, bookings } = fund;
  if (startsOn > TODAY || endsOn <= TODAY) return null;
  const { payable, paid } = balancesOf(fund);
  const spent = payable + paid;
  const dayOf = (day: CalendarDay) => Date.parse(day) / DAY;
  const from = Math.max(dayOf(startsOn), dayOf(TODAY) - 90);
  const days = dayOf(TODAY) - from;
  let pace = 0;
  for (const { kind, cents, at } of bookings) {
    const day = dayOf(localDay(at, zone));
    if (day >= from && day < dayOf(TODAY)) pace += kind === "owe" ? cents : kind === "recoup" ? -cents : 0;
  }
  const ahead = Math.trunc((pace * (dayOf(endsOn) - dayOf(TODAY))) / days);
  return { spentCents: BigInt(spent), forecastCents: days < 7 ? null : BigInt(spent + ahead) };
}

async function layFunds(admin: Sql, agency_id: string, all: readonly Fund[]): Promise<void> {
  const booked = all.flatMap(({ bookings }, fund) =>
    bookings.map((booking, at) => ({ fund, booking, n: fund * 100 + at })),
  );
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    for (const table of ["ledger_entry", "ledger_transaction", "fund_balance", "fund"])
      await sql`delete from ${sql(table)}`;
    await sql`insert into fund ${sql(
      all.map(({ startsOn, endsOn }, at) => ({
        ...{ id: uuidOf(5, at), agency_id, name: `Fund ${at}`, code: `F${at}`, starts_on: startsOn, ends_on: endsOn },
      })),
    )}`;
    const balances = all.flatMap((fund, at) =>
      Object.entries({ budget: -fund.granted, ...balancesOf(fund) }).map(([account, balance_cents]) => ({
        ...{ agency_id, fund_id: uuidOf(5, at), account, balance_cents },
      })),
    );
    await sql`insert into fund_balance ${sql(balances)}`;
    if (booked.length === 0) return;
    await sql`insert into ledger_transaction ${sql(
      booked.map(({ booking, n }) => ({
        ...{ id: uuidOf(6, n), agency_id, kind: booking.kind, effect_key: `story:${n}`, created_at: booking.at },
      })),
    )}`;
    await sql`insert into ledger_entry ${sql(
      booked.flatMap(({ fund, booking, n }) =>
        legsOf(booking.kind).map(([account, sign]) => ({
          ...{ agency_id, transaction_id: uuidOf(6, n), fund_id: uuidOf(5, fund), account },
          ...{ amount_cents: sign * booking.cents, created_at: booking.at },
        })),
      ),
    )}`;
  });
}

test("Freya reads of which invoices the money left in the quarter, how many in time and after how many days; Olga reads of none", () =>
  onStage(async ({ as, cast, urls }) => {
    const admin = postgres(urls.admin, { max: 1, onnotice: () => {} });
    const house = {
      agency_id: cast.agencyId,
      organization_id: cast.northside.organizationId,
      created_by: cast.bea.membershipId,
    };
    try {
      for (const timeZone of ZONES) {
        const freya = { ...cast.freya, timeZone };
        await fc.assert(
          fc.asyncProperty(paymentsIn(timeZone), async (all) => {
            await layPayments(admin, house, all, timeZone);
            const read = await as(cast.freya, (db) => readPromptness(db, freya, QUARTER), "read");
            expect(read).toMatchObject(countPrompt(all, timeZone));
            expect((await as(cast.olga, (db) => readPromptness(db, freya, QUARTER), "read")).paid).toBe(0);
          }),
          { numRuns: 8 },
        );
      }
    } finally {
      await admin.end();
    }
  }));

test("Freya reads what each running fund has spent and will have spent at its end; Olga reads of none", () =>
  onStage(async ({ as, cast, urls }) => {
    const admin = postgres(urls.admin, { max: 1, onnotice: () => {} });
    try {
      for (const timeZone of ZONES) {
        const freya = { ...cast.freya, timeZone };
        await fc.assert(
          fc.asyncProperty(fundsIn(timeZone), async (all) => {
            await layFunds(admin, cast.agencyId, all);
            const read = await as(cast.freya, (db) => readFundForecasts(db, freya, TODAY), "read");
            const plain = all.flatMap((fund, at) => {
              const told = forecastPlainly(fund, timeZone);
              return told ? [[`Fund ${at}`, told] as const] : [];
            });
            expect(
              new Map(read.map(({ name, spentCents, forecastCents }) => [name, { spentCents, forecastCents }])),
            ).toEqual(new Map(plain));
            expect(await as(cast.olga, (db) => readFundForecasts(db, freya, TODAY), "read")).toEqual([]);
          }),
          { numRuns: 8 },
        );
      }
    } finally {
      await admin.end();
    }
  }));
