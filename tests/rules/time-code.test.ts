// The codes of the second step, beside the published values of RFC 6238.
import { expect, test } from "vitest";
import {
  addressOf,
  codeAt,
  newRecoveryCodes,
  newSecret,
  plainRecoveryCode,
  spelled,
  stepOf,
} from "#app/access/time-code.server";

/** "12345678901234567890" in base 32: the secret of the RFC's appendix B. */
const PUBLISHED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

test.each([
  [59, "287082"],
  [1111111109, "081804"],
  [1111111111, "050471"],
  [1234567890, "005924"],
  [2000000000, "279037"],
])("at second %s the code is %s, as published", (second, code) => {
  const now = new Date(second * 1000);
  expect(codeAt(PUBLISHED, now)).toBe(code);
  expect(stepOf(PUBLISHED, code, now)).toBe(Math.floor(second / 30));
  expect(stepOf(PUBLISHED, `${code.slice(0, 3)} ${code.slice(3)}`, now)).toBe(Math.floor(second / 30));
});

test("a clock may be off by one step either way, and by no more", () => {
  const now = new Date("2026-11-23T10:00:00Z");
  const step = now.getTime() / 30_000;
  const at = (steps: number) => codeAt(PUBLISHED, new Date(now.getTime() + steps * 30_000));
  expect([-2, -1, 0, 1, 2].map((steps) => stepOf(PUBLISHED, at(steps), now))).toEqual([
    null,
    step - 1,
    step,
    step + 1,
    null,
  ]);
});

test.each(["", "12345", "1234567", "12345a", "１２３４５６"])("“%s” is no code", (typed) => {
  expect(stepOf(PUBLISHED, typed, new Date())).toBeNull();
});

test("secrets and recovery codes are by chance, and can be typed as they come", () => {
  expect(newSecret()).toMatch(/^[A-Z2-7]{32}$/);
  expect(newSecret()).not.toBe(newSecret());
  expect(spelled(PUBLISHED)).toBe("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
  expect(addressOf(PUBLISHED, "ines@example.org")).toMatch(/^otpauth:\/\/totp\/Throughline:ines.*secret=GEZDGNBV/);
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) {
    expect(code).toMatch(/^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$/);
    expect(plainRecoveryCode(code.toLowerCase().replaceAll("-", " "))).toBe(code.replaceAll("-", ""));
  }
});
