// Fails a test that writes to console.error without having said so. Never hides what was written.
import { afterEach, beforeEach, expect, type MockInstance, vi } from "vitest";

let complaints: MockInstance<typeof console.error>;
let expected: RegExp[] = [];

/** Says that this test makes the code complain, and how; a complaint that does not come fails the test too. */
export function expectComplaint(pattern: RegExp): void {
  expected.push(pattern);
}

beforeEach(() => {
  expected = [];
  complaints = vi.spyOn(console, "error").mockImplementation(() => {});
});

afterEach(() => {
  const written = complaints.mock.calls.map((words) => words.map(String).join(" "));
  complaints.mockRestore();
  expect(
    written.filter((line) => !expected.some((pattern) => pattern.test(line))),
    "written to console.error",
  ).toEqual([]);
  expect(
    expected.filter((pattern) => !written.some((line) => pattern.test(line))),
    "never written to console.error",
  ).toEqual([]);
});
