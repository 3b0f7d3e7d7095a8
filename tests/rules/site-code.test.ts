// The code a place shows: right for its minute and the two beside it, for its own place alone; typed with a space or not.
import fc from "fast-check";
import { expect, test } from "vitest";
import { SiteCodeForm } from "#app/models/delivery/forms";
import { CODE_SECONDS, codeAt, isCodeOf } from "#app/models/delivery/site-code";

const secret = fc.uint8Array({ minLength: 32, maxLength: 32 });
const instant = fc.date({ min: new Date("2020-01-01"), max: new Date("2099-01-01"), noInvalidDate: true });

test("a code holds in its minute, the one before and the one after, and no longer", () => {
  fc.assert(
    fc.property(secret, instant, fc.integer({ min: -300, max: 300 }), (place, now, seconds) => {
      const { digits, changesAt } = codeAt(place, now);
      expect(digits).toMatch(/^[0-9]{6}$/);
      expect(changesAt.getTime() - now.getTime()).toBeGreaterThan(0);
      expect(changesAt.getTime() - now.getTime()).toBeLessThanOrEqual(CODE_SECONDS * 1000);
      const steps = Math.floor((changesAt.getTime() + seconds * 1000) / 60_000) - changesAt.getTime() / 60_000 + 1;
      const later = new Date(changesAt.getTime() + seconds * 1000);
      if (Math.abs(steps) <= 1) expect(isCodeOf(place, digits, later)).toBe(true);
      // Two minutes may by chance show the same six digits.
      else if (isCodeOf(place, digits, later)) {
        const beside = [-60_000, 0, 60_000].map((by) => codeAt(place, new Date(later.getTime() + by)).digits);
        expect(beside).toContain(digits);
      }
    }),
    { numRuns: 60 },
  );
});

test("two places show different codes, and the digits say nothing of who looks", () => {
  const now = new Date("2026-03-02T10:00:10Z");
  const here = codeAt(new Uint8Array(32).fill(1), now).digits;
  expect(isCodeOf(new Uint8Array(32).fill(2), here, now)).toBe(false);
  expect(codeAt(new Uint8Array(32).fill(1), now).digits).toBe(here);
});

test("a code is taken with a space in the middle; five digits, letters and nothing are not", () => {
  expect(SiteCodeForm.parse({ code: " 123 456 " })).toEqual({ code: "123456" });
  for (const code of ["12345", "1234567", "12a456", "", undefined])
    expect(SiteCodeForm.parse({ code })).toEqual({ code: null });
});
