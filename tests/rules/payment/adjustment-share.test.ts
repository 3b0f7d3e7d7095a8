// How much of an overpayment a payment takes back: never more than its share, never all of it, and not a cent lost.
import fc from "fast-check";
import { expect, test } from "vitest";
import { planTaking } from "#app/models/payment/adjustment-share";

test("Northside is paid at least a cent, and oldest overpayments are taken back first", () => {
  const old = { adjustmentId: "old", leftCents: 6_000n, sharePercent: 50 };
  const newer = { adjustmentId: "newer", leftCents: 9_000n, sharePercent: 99 };
  expect(planTaking(8_000n, [old, newer])).toEqual([
    { adjustmentId: "old", amountCents: 4_000n },
    { adjustmentId: "newer", amountCents: 3_999n },
  ]);
  expect(planTaking(8_000n, [{ ...old, leftCents: 100n }])).toEqual([{ adjustmentId: "old", amountCents: 100n }]);
  expect(planTaking(1n, [old])).toEqual([]);
});

test("whatever waits, less is taken than is owed, and no more of each than is left and its share", () => {
  const waiting = fc.array(
    fc.record({
      adjustmentId: fc.uuid(),
      leftCents: fc.bigInt(1n, 99_999n),
      sharePercent: fc.integer({ min: 1, max: 99 }),
    }),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(fc.bigInt(1n, 99_999n), waiting, (owed, all) => {
      const taken = planTaking(owed, all);
      const sum = taken.reduce((total, { amountCents }) => total + amountCents, 0n);
      const fits = taken.every(({ adjustmentId, amountCents }) => {
        const one = all.find((known) => known.adjustmentId === adjustmentId);
        return (
          one &&
          amountCents > 0n &&
          amountCents <= one.leftCents &&
          amountCents * 100n <= owed * BigInt(one.sharePercent)
        );
      });
      return sum < owed && fits;
    }),
  );
});
