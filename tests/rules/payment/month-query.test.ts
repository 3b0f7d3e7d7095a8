// The month an address asks for: what is none, or so far off that no calendar goes on from it, reads as left out.
import { expect, test } from "vitest";
import { MonthQuery } from "#app/models/payment/forms";

test.each([
  ["2026-11", "2026-11-01"],
  ["2000-01", "2000-01-01"],
  ["9999-12", undefined],
  ["2999-12", undefined],
  ["2026-13", undefined],
  ["0000-00", undefined],
  ["-2026-11", undefined],
  ["2026-11-01", undefined],
  ["", undefined],
  [undefined, undefined],
])("%s reads as %s", (asked, month) => {
  expect(MonthQuery.parse(asked)).toBe(month);
});
