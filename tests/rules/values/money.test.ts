// Proves that no cent is lost or made: splitting, summing, pricing and reading amounts. Touches no database (see tests/database for that).

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  parseMoney,
  parseUnits,
  plainMoney,
  plainUnits,
  priceUnits,
  splitCents,
  sumCents,
} from "#app/models/values/money";

const amount = fc.bigInt({ min: 0n, max: 10n ** 12n });
const signed = fc.bigInt({ min: -(10n ** 10n), max: 10n ** 10n });

describe("splitting a total", () => {
  test("Bea's budget of $100 over three months keeps its odd cent, in the first month", () => {
    expect(splitCents(10000n, 3)).toEqual([3334n, 3333n, 3333n]);
  });

  test("the parts sum to the total, differ by a cent at most and never grow", () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 1, max: 366 }), (total, parts) => {
        const split = splitCents(total, parts);
        expect(sumCents(split)).toBe(total);
        expect(split).toHaveLength(parts);
        for (const [index, part] of split.entries()) {
          const next = split[index + 1] ?? part;
          expect(part - next === 0n || part - next === 1n).toBe(true);
        }
        expect((split[0] ?? 0n) - (split.at(-1) ?? 0n) <= 1n).toBe(true);
      }),
    );
  });

  test.each([0, 367, 1.5, Number.NaN])("a split into %s parts is a caller's bug", (parts) => {
    expect(() => splitCents(100n, parts)).toThrow(RangeError);
  });

  test("a debt cannot be split", () => {
    expect(() => splitCents(-1n, 2)).toThrow(RangeError);
  });
});

describe("pricing units", () => {
  test.each([
    [125n, 4999n, 6249n], // 62.4875
    [150n, 333n, 500n], // 499.5 goes away from zero
    [-150n, 333n, -500n],
    [150n, -333n, -500n],
    [149n, 100n, 149n],
    [1n, 50n, 1n], // half a cent
    [1n, 49n, 0n],
    [-1n, 50n, -1n],
    [0n, 4999n, 0n],
  ])("%s hundredths of a unit at %s cents are %s cents", (units, rate, price) => {
    expect(priceUnits(units, rate)).toBe(price);
  });

  test("is never further than half a cent from the exact price, and half goes away from zero", () => {
    fc.assert(
      fc.property(signed, fc.bigInt({ min: -(10n ** 7n), max: 10n ** 7n }), (units, rate) => {
        const error = priceUnits(units, rate) * 100n - units * rate;
        const magnitude = error < 0n ? -error : error;
        expect(magnitude <= 50n).toBe(true);
        if (magnitude === 50n) expect(error > 0n).toBe(units * rate > 0n);
      }),
    );
  });

  test("taking back costs exactly what giving cost", () => {
    fc.assert(fc.property(signed, signed, (units, rate) => priceUnits(-units, rate) === -priceUnits(units, rate)));
  });
});

describe("reading what Bea typed", () => {
  test.each([
    ["1,234.50", 123450n],
    ["$1,234.5", 123450n],
    [" 1234 ", 123400n],
    ["-12.00", -1200n],
    ["-$12", -1200n],
    ["0.07", 7n],
    ["007", 700n],
    ["9999999999999.99", 999999999999999n],
  ])("%s is an amount", (text, cents) => {
    expect(parseMoney(text)).toBe(cents);
  });

  test.each([
    "",
    "-",
    "1.234",
    "1,23",
    "12,34.00",
    "1e3",
    "twelve",
    ".5",
    "5.",
    "1 000",
    "--1",
    "٣",
    "10000000000000",
    "$",
  ])("%s is none", (text) => {
    expect(parseMoney(text)).toBeNull();
  });

  test("units take no dollar sign", () => {
    expect(parseUnits("1.25")).toBe(125n);
    expect(parseUnits("$1.25")).toBeNull();
  });

  test("an amount written plainly is read back as itself", () => {
    fc.assert(
      fc.property(signed, (cents) => {
        expect(parseMoney(plainMoney(cents))).toBe(cents);
        expect(parseUnits(plainUnits(cents))).toBe(cents);
      }),
    );
    expect(plainMoney(-5n)).toBe("-0.05");
    expect(plainUnits(125n)).toBe("1.25");
  });
});
