// What each edit finds on a line, what it comes to, and when money can be expected: the rules alone, without a database.
import { expect, test } from "vitest";
import { sayIn } from "#app/i18n/say-in";
import { EDIT_CODES, type EditCode, HELD_CODES, usualEffect } from "#app/models/invoice/edit-codes";
import {
  type CheckedLine,
  type DeliveryFacts,
  type Edit,
  effectOf,
  findEdits,
  forecast,
  heldNow,
  USUAL_RULES,
  verdictOf,
} from "#app/models/invoice/edits";
import { payClock } from "#app/models/invoice/pay-clock";
import { asCalendarDay } from "#app/models/values/calendar-day";

const TODAY = asCalendarDay("2026-03-31");
const DAY = asCalendarDay("2026-03-16");

const clean: DeliveryFacts = {
  excluded: false,
  inForce: true,
  lacking: "",
  agreedCents: 8000n,
  clientAt: "",
  practitionerTwice: false,
  twin: false,
  fundShort: false,
};

const line = (changes: Partial<CheckedLine> = {}, facts: Partial<DeliveryFacts> = {}): CheckedLine => ({
  id: "one",
  clientId: "rosa",
  authorizationId: "a",
  serviceDay: DAY,
  units: 100n,
  plannedUnits: 100n,
  rateCents: 8000n,
  amountCents: 8000n,
  authorizationState: "active",
  authorizedUnits: 1000n,
  usedUnits: 300n,
  unitsPerPeriod: 200n,
  periodUnits: 200n,
  authorizedFrom: "2026-01-01",
  authorizedUntil: "2026-04-01",
  attended: true,
  hasNote: true,
  facts: { ...clean, ...facts },
  ...changes,
});

const codesOf = (one: CheckedLine, rules = USUAL_RULES) =>
  (findEdits([one], rules, TODAY).get("one") ?? []).map(({ code }) => code);

const WRONG: readonly [EditCode, CheckedLine][] = [
  ["excluded", line({}, { excluded: true })],
  ["no_agreement", line({}, { inForce: false })],
  ["credential_invalid", line({}, { lacking: "Provider licence" })],
  ["no_authorization", line({ authorizationState: "proposed" })],
  ["authorization_ended", line({ authorizationState: "revoked" })],
  ["outside_dates", line({ authorizedFrom: "2026-03-17" })],
  ["outside_dates", line({ authorizedUntil: "2026-03-16" })],
  ["over_units", line({ usedUnits: 1001n })],
  ["over_period", line({ periodUnits: 201n })],
  ["attendance_missing", line({ attended: false })],
  ["arithmetic", line({ amountCents: 8001n })],
  ["fund_exhausted", line({}, { fundShort: true })],
  ["duplicate", line({}, { twin: true })],
  ["client_overlap", line({}, { clientAt: "here" })],
  ["client_elsewhere", line({}, { clientAt: "elsewhere" })],
  ["practitioner_overlap", line({}, { practitionerTwice: true })],
  ["rate_not_agreed", line({}, { agreedCents: 7900n })],
  ["late_filing", line({ serviceDay: asCalendarDay("2025-12-30"), authorizedFrom: "2025-12-01" })],
  ["over_plan", line({ units: 125n, amountCents: 10000n })],
  ["no_note", line({ hasNote: false })],
];

test("nothing is found on Pavel's line as it should be; also on its first and last authorized day, and ninety days on", () => {
  expect(codesOf(line())).toEqual([]);
  expect(codesOf(line({ authorizedFrom: DAY, authorizedUntil: "2026-03-17" }))).toEqual([]);
  expect(codesOf(line({ serviceDay: asCalendarDay("2026-01-01") }))).toEqual([]);
  expect(codesOf(line({ authorizationState: "expired" }))).toEqual([]);
  expect(codesOf(line({}, { agreedCents: null }))).toEqual([]);
  expect(codesOf(line({ unitsPerPeriod: null, periodUnits: null }))).toEqual([]);
});

test.each(WRONG)("%s is found on the one line that bears it, and alone", (code, wrong) => {
  expect(codesOf(wrong)).toEqual([code]);
});

test("two lines of one day say so on both; another client's on the same day does not count", () => {
  const lines = [line(), line({ id: "two" }), line({ id: "three", clientId: "carlos" })];
  const found = findEdits(lines, USUAL_RULES, TODAY);
  expect([...found].map(([id, edits]) => [id, edits.map(({ code }) => code)])).toEqual([
    ["one", ["same_day_twice"]],
    ["two", ["same_day_twice"]],
    ["three", []],
  ]);
});

test("Freya's agency may have an edit hold, be looked at, be said or not asked; what the database holds she cannot let pass", () => {
  for (const code of EDIT_CODES) {
    const held = (HELD_CODES as readonly string[]).includes(code);
    expect(effectOf(code, USUAL_RULES)).toBe(usualEffect(code));
    for (const effect of ["hold", "look", "note", "off"] as const) {
      expect(effectOf(code, { ...USUAL_RULES, effects: { [code]: effect } })).toBe(held ? "hold" : effect);
    }
  }
  expect(codesOf(line({ hasNote: false }), { ...USUAL_RULES, effects: { no_note: "off" } })).toEqual([]);
  expect(codesOf(line(), { ...USUAL_RULES, filingDays: 14 })).toEqual(["late_filing"]);
  expect(codesOf(line(), { ...USUAL_RULES, filingDays: 15 })).toEqual([]);
});

test("a note lets a line pass, a finding has a person look, a hold holds it; the forecast adds up to all lines", () => {
  const edit = (code: string, effect?: string) => ({ code, blanks: {}, effect });
  expect(verdictOf([])).toBe("passes");
  expect(verdictOf([edit("no_note", "note")])).toBe("passes");
  expect(verdictOf([edit("no_note", "note"), edit("over_plan", "look")])).toBe("look");
  expect(verdictOf([edit("over_plan", "look"), edit("duplicate", "hold")])).toBe("held");
  // Sent before edits had an effect: a person looks.
  expect(verdictOf([edit("late_filing")])).toBe("look");
  const found = findEdits(
    WRONG.map(([, wrong], place) => ({ ...wrong, id: String(place), authorizationId: String(place) })),
    USUAL_RULES,
    TODAY,
  );
  const { passes, look, held } = forecast([...found.values()].map((edits) => ({ amountCents: 100n, edits })));
  expect(passes.count + look.count + held.count).toBe(WRONG.length);
  expect(passes.cents + look.cents + held.cents).toBe(100n * BigInt(WRONG.length));
  expect(passes.count).toBe(1);
});

test("what holds a line is asked again at each look, and the rest stays as it was sent", () => {
  const sent: Edit[] = [
    { code: "credential_invalid", blanks: { names: "Provider licence" }, effect: "hold" },
    { code: "over_plan", blanks: {}, effect: "look" },
  ];
  expect(heldNow(sent, line(), TODAY).map(({ code }) => code)).toEqual(["over_plan"]);
  expect(heldNow([], line({}, { inForce: false }), TODAY).map(({ code }) => code)).toEqual(["no_agreement"]);
});

test("each edit has a name, and plain words for either side", () => {
  const say = sayIn("en");
  const spoken = EDIT_CODES.flatMap((code) => ["name", "provider", "finance"].map((part) => `edits.${part}.${code}`));
  expect(spoken.filter((key) => !say.has(key))).toEqual([]);
});

test("Bea's clock runs from the day she sends; a pace that was kept promises its day, one that was not promises the terms", () => {
  const sent = { state: "in_review", submittedOn: asCalendarDay("2026-03-01"), dueOn: asCalendarDay("2026-03-31") };
  const on = (day: string, pace: number | null) => payClock(sent, pace, asCalendarDay(day));
  expect(on("2026-03-01", null)).toMatchObject({
    day: 0,
    days: 30,
    lateDays: 0,
    expectedOn: "2026-03-31",
    by: "terms",
  });
  expect(on("2026-03-10", 12)).toMatchObject({ day: 9, expectedOn: "2026-03-13", by: "pace" });
  expect(on("2026-03-14", 12)).toMatchObject({ expectedOn: "2026-03-31", by: "terms" });
  expect(on("2026-04-02", null)).toMatchObject({ lateDays: 2 });
  expect(payClock({ ...sent, state: "returned" }, 12, TODAY)).toBeNull();
  expect(payClock({ ...sent, submittedOn: null }, 12, TODAY)).toBeNull();
});
