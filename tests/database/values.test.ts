// Holds the pure values against PostgreSQL's own reckoning: prices and days must agree to the cent and to the day.

import fc from "fast-check";
import type { Sql } from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "#app/commands/postgres/connect";
import { localDay } from "#app/models/values/calendar-day";
import { plainUnits, priceUnits } from "#app/models/values/money";
import { emptyDatabase, type StageDatabase } from "#tests/stage/database";

const HOW_MANY = 2000;
const arrayText = (items: readonly (string | number | bigint)[]) => `{${items.join(",")}}`;
let database: StageDatabase;
let sql: Sql;

beforeAll(async () => {
  database = await emptyDatabase();
  sql = await connect(database.urls.admin, "TEST_DATABASE_ADMIN_URL");
});
afterAll(async () => {
  await sql.end({ timeout: 1 });
  await database.drop();
});

test("a price is what round(units * rate) gives, halves and what is taken back included", async () => {
  const halves = [1n, 50n, 150n, 250n].flatMap((units) =>
    [1n, 3n, 333n].flatMap((rate) => [
      { units, rate },
      { units: -units, rate },
    ]),
  );
  const anyPair = fc.record({
    units: fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }),
    rate: fc.bigInt({ min: 0n, max: 10n ** 8n }),
  });
  const pairs = [...halves, ...fc.sample(anyPair, HOW_MANY)];
  const rows = await sql<{ price: string }[]>`
    select round(units * rate)::text as price
    from unnest(${arrayText(pairs.map(({ units }) => plainUnits(units)))}::numeric(12,2)[], ${arrayText(pairs.map(({ rate }) => rate))}::bigint[])
      with ordinality as pair (units, rate, place)
    order by place`;
  expect(rows.map((row) => row.price)).toEqual(pairs.map(({ units, rate }) => String(priceUnits(units, rate))));
});

test.each(["America/New_York", "America/Los_Angeles", "America/Phoenix", "Pacific/Honolulu", "UTC"])(
  "an instant falls on the same day in %s",
  async (zone) => {
    const seconds = fc.sample(fc.integer({ min: 1_000_000_000, max: 2_000_000_000 }), HOW_MANY);
    const rows = await sql<{ day: string }[]>`
      select to_char(to_timestamp(second) at time zone ${zone}, 'YYYY-MM-DD') as day
      from unnest(${arrayText(seconds)}::bigint[]) with ordinality as moment (second, place)
      order by place`;
    expect(rows.map((row) => row.day)).toEqual(seconds.map((second) => localDay(new Date(second * 1000), zone)));
  },
);
