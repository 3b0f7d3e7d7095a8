// What a changed check would have done, how long invoices wait, and with whom: the rules alone, without a database.
import { expect, test } from "vitest";
import { ageOf, byPerson, byStage, STAGES, type Waiting } from "#app/models/invoice/ageing";
import { USUAL_RULES } from "#app/models/invoice/edits";
import { type BilledLine, tryRules } from "#app/models/invoice/trial";
import { asCalendarDay } from "#app/models/values/calendar-day";

const line = (id: string, changes: Partial<BilledLine> = {}): BilledLine => ({
  id,
  serviceDay: asCalendarDay("2026-01-05"),
  submittedOn: asCalendarDay("2026-02-04"),
  amountCents: 8000n,
  approvedCents: 8000n,
  byRule: false,
  edits: [],
  ...changes,
});

test("Freya sees that thirty days to file would hold nothing, and twenty-nine what a person had approved", () => {
  const lines = [
    line("one"),
    line("two", { byRule: true }),
    line("three", { serviceDay: asCalendarDay("2026-02-01") }),
  ];
  const hold = (filingDays: number) => ({ effects: { late_filing: "hold" as const }, filingDays });
  expect(tryRules(lines, USUAL_RULES, hold(30))).toMatchObject({ all: 3, changed: [], approvedButHeld: 0 });
  const trial = tryRules(lines, USUAL_RULES, hold(29));
  expect(trial.changed.map(({ line: { id }, was, would }) => [id, was, would])).toEqual([
    ["one", "passes", "held"],
    ["two", "passes", "held"],
  ]);
  expect(trial.approvedButHeld).toBe(1);
  expect(trial.after.held.cents).toBe(16000n);
});

test("a check that is no longer asked lets its lines pass, and what the database holds stays held", () => {
  const found = (code: string) => [{ code, blanks: {}, effect: "look" }];
  const lines = [line("one", { edits: found("over_plan") }), line("two", { edits: found("excluded") })];
  const off = { ...USUAL_RULES, effects: { over_plan: "off" as const, excluded: "off" as const } };
  const trial = tryRules(lines, USUAL_RULES, off);
  expect(trial.changed.map(({ line: { id }, was, would }) => [id, was, would])).toEqual([["one", "look", "passes"]]);
});

test("the seventh day is still the first week, the eighth is not; every stage has its row, and Finn his", () => {
  expect([0, 7, 8, 15, 16, 30, 31, 400].map(ageOf)).toEqual([0, 0, 8, 8, 16, 16, 31, 31]);
  const waits = (state: string, ageDays: number, person: string | null = null): Waiting => ({
    ...{ state, ageDays, person, count: 2, cents: 100n, late: ageDays > 30 ? 2 : 0 },
  });
  const waiting = [
    waits("submitted", 3),
    waits("in_review", 40, "Finn"),
    waits("disputed", 9, "Finn"),
    waits("upheld", 9),
  ];
  const stages = byStage(waiting);
  expect(stages.map(({ name, all }) => [name, all.count])).toEqual(
    STAGES.map((stage) => [stage, stage === "batched" ? 0 : 2]),
  );
  expect(byPerson(waiting)).toMatchObject([
    {
      name: "Finn",
      all: { count: 4, cents: 200n },
      late: 2,
      ages: [{ count: 0 }, { count: 2 }, { count: 0 }, { count: 2 }],
    },
  ]);
});
