// The pure rules of casework: why a planned service was not delivered, which verdict is proposed, and what counts as written late.
import { describe, expect, test } from "vitest";
import { isLateEntry } from "#app/models/case/late-entry";
import { proposedVerdict, type ServiceFacts, whyNot } from "#app/models/plan/why";

const nothing: ServiceFacts = { referrals: [], planned: 0, held: 0, missed: 0, cancelled: 0, units: "0" };
const referred = (...states: string[]): ServiceFacts => ({
  ...nothing,
  referrals: states.map((state) => ({ id: state, number: "R-1", state, outcome: null, reason: null, declined: [] })),
});

describe("why a service was not delivered", () => {
  test.each([
    [nothing, ["never-referred"]],
    [referred("sent"), ["waits-for-answer"]],
    [referred("declined"), ["declined"]],
    [referred("expired", "sent"), ["waits-for-answer", "declined"]],
    [referred("withdrawn"), ["withdrawn"]],
    [referred("accepted"), ["not-begun"]],
    // A provider who said yes after another said no: only what holds back now is said.
    [referred("declined", "accepted"), ["not-begun"]],
    [referred("cancelled"), ["ended-early"]],
    [
      { ...referred("in_progress"), planned: 4, held: 2, missed: 1, cancelled: 1 },
      ["client-away", "provider-cancelled"],
    ],
    [{ ...referred("in_progress"), planned: 2, held: 2 }, []],
    [referred("completed"), []],
  ])("%j: %j", (facts, reasons) => {
    expect(whyNot(facts)).toEqual(reasons);
  });

  test("what was held in part is proposed as partly, and nothing is proposed as reached without a session", () => {
    expect(proposedVerdict({ ...referred("in_progress"), held: 2, missed: 1 })).toBe("partly");
    expect(proposedVerdict({ ...referred("in_progress"), held: 2 })).toBe("reached");
    expect(proposedVerdict(referred("accepted"))).toBe("not_reached");
    expect(proposedVerdict(referred("completed"))).toBe("reached");
  });
});

test("an entry is late from a day after it happened on, and a note without a day never is", () => {
  const written = new Date("2026-03-03T12:00:00Z");
  expect(isLateEntry(new Date("2026-03-02T12:00:00Z"), written)).toBe(false);
  expect(isLateEntry(new Date("2026-03-02T11:59:59Z"), written)).toBe(true);
  expect(isLateEntry(null, written)).toBe(false);
});
