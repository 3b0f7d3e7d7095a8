// What answers to a form come to: what is asked, what is missing, what the sums are; and the laws that hold for every form.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FormContent, questionsOf } from "#app/models/form/content";
import { bandOf, evaluate, parseFigure } from "#app/models/form/evaluate";
import { anyAnswers, anyForm } from "./any-form";

const asked = { help: "", required: true, shownIf: null };
/** Eating alone is asked of everybody; how often one skips meals, of those who do eat alone. */
const MEALS: FormContent = {
  lastKey: 9,
  sections: [
    {
      key: "s1",
      title: "Meals",
      help: "",
      shownIf: null,
      questions: [
        { ...asked, key: "q1", label: "Do you eat alone?", kind: "yes_no", pointsYes: 2, pointsNo: 0 },
        {
          ...asked,
          key: "q2",
          label: "How many meals do you skip in a week?",
          kind: "number",
          least: 0,
          most: 21,
          shownIf: { match: "all", clauses: [{ question: "q1", is: "is", value: "yes" }] },
        },
        {
          ...asked,
          key: "q3",
          label: "What keeps you from eating?",
          kind: "several_of",
          required: false,
          choices: [
            { key: "c4", label: "Money", points: 3 },
            { key: "c5", label: "Appetite", points: 1 },
          ],
          shownIf: { match: "all", clauses: [{ question: "q2", is: "at_least", value: "3" }] },
        },
      ],
    },
  ],
  scores: [
    {
      key: "n6",
      name: "Risk",
      parts: [
        { question: "q1", weight: 1 },
        { question: "q2", weight: 0.5 },
        { question: "q3", weight: 2 },
      ],
      bands: [
        { from: 0, words: "Low" },
        { from: 4, words: "Raised" },
      ],
    },
  ],
};
const risk = (answers: Parameters<typeof evaluate>[1]) => evaluate(MEALS, answers).scores[0];

describe("Marguerite's meals", () => {
  test("she eats with others: nothing more is asked, and her risk is low", () => {
    const found = evaluate(MEALS, { q1: "no" });
    expect([...found.shown]).toEqual(["s1", "q1"]);
    expect(found).toMatchObject({ complete: true, problems: [], scores: [{ hundredths: 0, band: "Low", open: 0 }] });
  });

  test("she eats alone and skips five: what keeps her is asked too, weighted into the sum", () => {
    expect(evaluate(MEALS, { q1: "yes", q2: "5" }).shown.has("q3")).toBe(true);
    expect(risk({ q1: "yes", q2: "5", q3: ["c5", "c4"] })).toMatchObject({ hundredths: 1250, band: "Raised", open: 0 });
  });

  test("what she said before she changed her mind counts no more, and is not kept", () => {
    const found = evaluate(MEALS, { q1: "no", q2: "5", q3: "c4" });
    expect(found).toMatchObject({ kept: { q1: "no" }, scores: [{ hundredths: 0 }] });
  });

  test("a missing answer is told, and that the sum may still change", () => {
    expect(evaluate(MEALS, { q1: "yes" })).toMatchObject({
      complete: false,
      problems: [{ question: "q2", code: "missing" }],
      scores: [{ hundredths: 200, open: 1 }],
    });
  });

  test.each([
    ["q2", "some", "not-a-number"],
    ["q2", "22", "too-high"],
    ["q2", "-1", "too-low"],
    ["q1", "perhaps", "not-a-choice"],
  ])("%s answered with %s is told as %s", (question, text, code) => {
    expect(evaluate(MEALS, { q1: "yes", [question]: text }).problems).toContainEqual({ question, code });
  });

  test("an answer that cannot be used is as good as none for what depends on it", () => {
    expect(evaluate(MEALS, { q1: "yes", q2: "22" }).shown.has("q3")).toBe(false);
  });
});

test.each([
  ["1,250.5", 125_050],
  ["-3", -300],
  ["0.25", 25],
  ["12.345", null],
  ["12,34", null],
  ["1e3", null],
  ["", null],
])("the figure %s is %s hundredths", (text, hundredths) => expect(parseFigure(text)).toBe(hundredths));

describe("whatever the form and whatever is answered", () => {
  const law = (holds: (form: FormContent, answers: Parameters<typeof evaluate>[1]) => void) =>
    fc.assert(fc.property(anyForm, anyAnswers, holds), { numRuns: 400 });

  test("what is kept comes to the same as what was sent: hidden and unusable answers change nothing", () =>
    law((form, answers) => {
      const found = evaluate(form, answers);
      const again = evaluate(form, found.kept);
      expect(again.shown).toEqual(found.shown);
      expect(again.scores).toEqual(found.scores);
      expect(again.kept).toEqual(found.kept);
    }));

  test("only what is asked is kept, told as a problem, or counted as open", () =>
    law((form, answers) => {
      const { shown, kept, problems, complete } = evaluate(form, answers);
      for (const key of [...Object.keys(kept), ...problems.map(({ question }) => question)])
        expect(shown.has(key)).toBe(true);
      expect(complete).toBe(problems.length === 0);
      const missing = questionsOf(form).filter(
        ({ key, required }) => shown.has(key) && required && !Object.hasOwn(kept, key),
      );
      for (const { key } of missing) expect(problems.map(({ question }) => question)).toContain(key);
    }));

  test("a question never depends on itself or on what comes later", () =>
    law((form, answers) => {
      const questions = questionsOf(form);
      const at = Math.floor(questions.length / 2);
      const cut = new Set(questions.slice(at).map(({ key }) => key));
      const early = Object.fromEntries(Object.entries(answers).filter(([key]) => !cut.has(key)));
      const before = new Set(questions.slice(0, at + 1).map(({ key }) => key));
      const among = (found: ReturnType<typeof evaluate>) => [...found.shown].filter((key) => before.has(key));
      expect(among(evaluate(form, early))).toEqual(among(evaluate(form, answers)));
    }));

  test("the sum is that of its parts, whatever their order, and its band is the last one reached", () =>
    law((form, answers) => {
      const [sum] = evaluate(form, answers).scores;
      const score = form.scores[0];
      if (!sum || !score) throw new Error("every form here has a score");
      const turned = {
        ...form,
        scores: [{ ...score, parts: score.parts.toReversed(), bands: score.bands.toReversed() }],
      };
      expect(evaluate(turned, answers).scores).toEqual([sum]);
      expect(Number.isInteger(sum.hundredths)).toBe(true);
      const below = score.bands.filter(({ from }) => from * 100 <= sum.hundredths);
      expect(bandOf(score.bands, sum.hundredths)).toBe(below.at(-1)?.words ?? null);
    }));
});
