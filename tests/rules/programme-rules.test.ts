// Programme rules: yes, no or unknown, each with its reason; what is not known is never a yes and never a no.
import { expect, test } from "vitest";
import { judgeRules, type Known, type Rule } from "#app/models/programme/rules";

const FORM = "00000000-0000-4000-8000-000000000001";
const known: Known = { age: 34, household: 3, answers: new Map([[FORM, { q1: "c2", q2: "1,250.5" }]]) };
const nothing: Known = { age: null, household: null, answers: new Map() };
const adults: Rule = { kind: "age", least: 18, most: null };
const families: Rule = { kind: "household", least: 2, most: 4 };
const bandOf = (...bands: string[]): Rule => ({
  kind: "answers",
  formId: FORM,
  condition: { match: "any", clauses: bands.map((value) => ({ question: "q1", is: "is", value })) },
});
const said = (rules: readonly Rule[], about: Known) => judgeRules(rules, about).outcome;

test("Rosa meets every rule, and each says why", () => {
  const { outcome, verdicts } = judgeRules([adults, families, bandOf("c1", "c2")], known);
  expect(outcome).toBe("yes");
  expect(verdicts.map(({ because, count }) => [because, count])).toEqual([
    ["age", 34],
    ["household", 3],
    ["answered", 0],
  ]);
});

test("one rule that is not met decides, whatever else is not known", () => {
  expect(said([adults, bandOf("c3")], known)).toBe("no");
  expect(said([families, { kind: "age", least: null, most: 30 }], { ...known, household: null })).toBe("no");
  expect(said([{ kind: "age", least: 34, most: 34 }], known)).toBe("yes");
  expect(said([{ kind: "age", least: 35, most: null }], known)).toBe("no");
});

test("what nobody wrote down is unknown with its reason, never a no", () => {
  const { outcome, verdicts } = judgeRules([adults, families, bandOf("c1")], nothing);
  expect(outcome).toBe("unknown");
  expect(verdicts.map(({ because }) => because)).toEqual(["no-birth-day", "no-household", "no-assessment"]);
  const unanswered = { ...known, answers: new Map([[FORM, {}]]) };
  expect(judgeRules([bandOf("c1")], unanswered).verdicts[0]).toMatchObject({
    outcome: "unknown",
    because: "no-answer",
  });
});

test("an income written as a figure is compared as one, and words in its place are unknown", () => {
  const income: Rule = {
    kind: "answers",
    formId: FORM,
    condition: { match: "all", clauses: [{ question: "q2", is: "at_most", value: "1300" }] },
  };
  expect(said([income], known)).toBe("yes");
  expect(said([income], { ...known, answers: new Map([[FORM, { q2: "1300.01" }]]) })).toBe("no");
  expect(said([income], { ...known, answers: new Map([[FORM, { q2: "a little" }]]) })).toBe("unknown");
});

test("without rules everybody may come in", () => expect(said([], nothing)).toBe("yes"));
