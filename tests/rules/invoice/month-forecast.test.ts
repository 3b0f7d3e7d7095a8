// What a month will bring: each cent in one pile, whatever its line has met. The rules alone, without a database.
import fc from "fast-check";
import { expect, test } from "vitest";
import { forecastMonth, type OpenDelivery, type SentLine, wholeMonth } from "#app/models/invoice/month-forecast";
import { sumCents } from "#app/models/values/money";

const LOOK = [{ code: "late_filing", blanks: {}, effect: "look" }];
const NOTE = [{ code: "no_note", blanks: {}, effect: "note" }];

const open = (changes: Partial<OpenDelivery> = {}): OpenDelivery => ({
  ...{ agencyId: "harbor", amountCents: 8000n, edits: [], deniedBefore: false },
  ...changes,
});
const sent = (changes: Partial<SentLine> = {}): SentLine => ({
  ...{ agencyId: "harbor", state: "pending", amountCents: 8000n, approvedCents: 0n, edits: [] },
  ...{ contested: false, firstApprovedCents: null },
  ...changes,
});

const monthOf = (work: Partial<Parameters<typeof forecastMonth>[0]>) =>
  wholeMonth(forecastMonth({ open: [], sent: [], planned: [], ...work }));

test("What passes every check is earned, and so is what bears a note alone; what a check found something on is at risk", () => {
  const month = monthOf({ open: [open(), open({ edits: NOTE }), open({ edits: LOOK })] });
  expect(month.earned).toEqual({ count: 2, cents: 16000n });
  expect(month.atRisk).toEqual({ count: 1, cents: 8000n });
});

test("What was denied with its whole invoice is at risk, however clean it is, until it is billed again", () => {
  expect(monthOf({ open: [open({ deniedBefore: true })] }).atRisk.cents).toBe(8000n);
  expect(monthOf({ sent: [sent()] }).earned.cents).toBe(8000n);
});

test("What was decided counts as it was decided: the rest of a reduced line comes no more", () => {
  const month = monthOf({
    sent: [
      sent({ state: "approved", approvedCents: 8000n, edits: LOOK }),
      sent({ state: "reduced", approvedCents: 3000n }),
      sent({ state: "denied" }),
    ],
  });
  expect(month).toMatchObject({
    earned: { count: 2, cents: 11000n },
    atRisk: { count: 0, cents: 0n },
    mostCents: 11000n,
  });
});

test("In a dispute what was allowed first is safe, and the rest may still come", () => {
  const month = monthOf({ sent: [sent({ contested: true, firstApprovedCents: 3000n })] });
  expect([month.earned.cents, month.atRisk.cents]).toEqual([3000n, 5000n]);
});

test("At most is what is earned, at risk and planned, agency by agency", () => {
  const months = forecastMonth({
    open: [open(), open({ agencyId: "bayview", edits: LOOK })],
    sent: [],
    planned: [{ agencyId: "harbor", count: 4, cents: 32000n }],
  });
  expect(months.map(({ agencyId, mostCents }) => [agencyId, mostCents])).toEqual([
    ["bayview", 8000n],
    ["harbor", 40000n],
  ]);
  expect(wholeMonth(months).planned).toEqual({ count: 4, cents: 32000n });
});

test("No cent is counted twice, and none of what was delivered is more than it was billed for", () => {
  const cents = fc.bigInt({ min: 0n, max: 100_000n });
  const line = fc
    .record({
      amountCents: cents,
      part: fc.integer({ min: 0, max: 100 }),
      state: fc.constantFrom("pending", "approved", "denied"),
      contested: fc.boolean(),
    })
    .map(({ amountCents, part, state, contested }) =>
      sent({
        ...{ amountCents, state, contested },
        approvedCents: state === "approved" ? (amountCents * BigInt(part)) / 100n : 0n,
        firstApprovedCents: contested ? (amountCents * BigInt(part)) / 100n : null,
      }),
    );
  fc.assert(
    fc.property(fc.array(line), fc.array(cents), (lines, unbilled) => {
      const month = monthOf({ sent: lines, open: unbilled.map((amountCents) => open({ amountCents })) });
      expect(month.mostCents).toBe(month.earned.cents + month.atRisk.cents);
      expect(month.mostCents).toBeLessThanOrEqual(sumCents([...lines.map((one) => one.amountCents), ...unbilled]));
    }),
  );
});
