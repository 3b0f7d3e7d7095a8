// The finance desk by hand: what a fund will have spent by its end, and what ended services cost.
import { describe, expect, test } from "vitest";
import { type CostRow, costLines, costsOf } from "#app/models/insight/cost";
import { forecastCents, paceFrom } from "#app/models/insight/money-forecast";
import { asCalendarDay } from "#app/models/values/calendar-day";

const day = asCalendarDay;
const fund = { startsOn: day("2026-01-01"), endsOn: day("2027-01-01") };

describe("a forecast", () => {
  test.each([
    // Ninety days at 90.00 are a dollar a day, and 92 days are left.
    { today: "2026-10-01", spent: 50_000n, pace: 9_000n, will: 59_200n },
    // Twenty days of its own.
    { today: "2026-01-21", spent: 2_000n, pace: 2_000n, will: 36_500n },
    { today: "2026-01-04", spent: 2_000n, pace: 2_000n, will: null },
    { today: "2027-01-01", spent: 77_700n, pace: 9_000n, will: 77_700n },
  ])("on $today of $spent spent and a pace of $pace is $will", ({ today, spent, pace, will }) => {
    expect(forecastCents(fund, day(today), spent, pace)).toBe(will);
  });

  test("takes the pace from ninety days back, never from before the fund", () => {
    expect(paceFrom(fund, day("2026-10-01"))).toBe("2026-07-03");
    expect(paceFrom(fund, day("2026-01-21"))).toBe("2026-01-01");
  });
});

describe("what ended services cost", () => {
  const row = (
    completed: boolean,
    outcome: string,
    services: number,
    cents: string,
    of: Partial<CostRow> = {},
  ): CostRow => ({
    ...{ specialty: "m", specialtyName: "Meals", programme: "", programmeName: null, area: "212" },
    ...{ completed, outcome, services, cents },
    ...of,
  });
  const rides = { specialty: "r", specialtyName: "Rides" };
  const housing = { programme: "h", programmeName: "Housing First" };

  test("is what was delivered by those completed; and all of it by those who were helped", () => {
    const rows = [
      row(true, "got_service", 20, "200000"),
      row(true, "referred_on", 12, "60000"),
      row(false, "no_show", 15, "10000"),
    ];
    expect(costLines(rows)).toEqual([
      { value: "m", name: "Meals", completed: 32, perCompletedCents: 8125n, helped: 20, perHelpedCents: 13_500n },
    ]);
  });

  test("is held back of few, and with it of one that would tell on them", () => {
    const rows = [row(true, "got_service", 40, "4000"), row(true, "got_service", 3, "300", rides)];
    expect(costLines(rows).map(({ completed }) => completed)).toEqual([null, null]);
  });

  test("of one programme or area is its own line of that grouping, and no need within it", () => {
    const rows = [
      row(true, "got_service", 20, "2000", { ...housing, area: "212" }),
      row(true, "got_service", 15, "3000", { ...rides, area: "210" }),
      row(true, "got_service", 5, "500", { ...rides, ...housing, area: "210" }),
    ];
    const one = costsOf(rows, { grouping: "programme", value: "h" });
    expect(one).toMatchObject({ grouping: "programme", lines: [{ name: "Housing First", completed: 25 }] });
    expect(one.programmes).toEqual([{ value: "h", name: "Housing First" }]);
    expect(costsOf(rows, { grouping: "area", value: "210" }).lines).toMatchObject([{ value: "210", completed: 20 }]);
    expect(costsOf(rows, { grouping: "area", value: "999" }).lines).toEqual([]);
    expect(costsOf(rows, null).lines.map(({ name, completed }) => [name, completed])).toEqual([
      ["Meals", 20],
      ["Rides", 20],
    ]);
  });
});
