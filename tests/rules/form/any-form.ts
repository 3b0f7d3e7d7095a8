// Any form an agency could write, and any answers somebody could send to it: what the evaluator's laws are asked of.
import fc from "fast-check";
import { type Condition, FormContent, type Question } from "#app/models/form/content";
import type { Answers } from "#app/models/form/evaluate";

const QUESTIONS = 8;
const CHOICES = ["c91", "c92", "c93"];
const label = fc.constantFrom("Sleep", "Meals", "Rent");
const points = fc.integer({ min: -5, max: 5 });
const choices = fc
  .tuple(points, points, points)
  .map((worth) => CHOICES.map((key, at) => ({ key, label: key, points: worth[at] ?? 0 })));
const text = fc.constantFrom(
  "",
  "a",
  "yes",
  "no",
  "c91",
  "c92",
  "c93",
  "3",
  "-2.5",
  "1,000",
  "2026-02-30",
  "2026-02-28",
  "constructor",
);

const clause = fc.record({
  question: fc.integer({ min: 1, max: QUESTIONS }).map((number) => `q${number}`),
  is: fc.constantFrom("is", "is_not", "at_least", "at_most", "answered"),
  value: text,
}) as fc.Arbitrary<Condition["clauses"][number]>;

const shownIf = fc.option(
  fc.record({
    match: fc.constantFrom("all", "any"),
    clauses: fc.array(clause, { minLength: 1, maxLength: 3 }),
  }) as fc.Arbitrary<Condition>,
  { freq: 2 },
);

function question(number: number): fc.Arbitrary<Question> {
  const asked = { key: fc.constant(`q${number}`), label, help: fc.constant(""), required: fc.boolean(), shownIf };
  return fc.oneof(
    fc.record({ ...asked, kind: fc.constant("text"), long: fc.boolean() }),
    fc.record({
      ...asked,
      kind: fc.constant("number"),
      least: fc.constantFrom(null, -3, 0),
      most: fc.constantFrom(null, 5, 2000),
    }),
    fc.record({ ...asked, kind: fc.constant("date") }),
    fc.record({ ...asked, kind: fc.constant("one_of"), choices }),
    fc.record({ ...asked, kind: fc.constant("several_of"), choices }),
    fc.record({
      ...asked,
      kind: fc.constant("scale"),
      least: fc.constantFrom(0, 1),
      most: fc.integer({ min: 2, max: 10 }),
      leastLabel: label,
      mostLabel: label,
    }),
    fc.record({ ...asked, kind: fc.constant("yes_no"), pointsYes: points, pointsNo: points }),
  ) as fc.Arbitrary<Question>;
}

const weight = fc.integer({ min: -300, max: 300 }).map((hundredths) => hundredths / 100);

/** Eight questions in two sections, one score over some of them. */
export const anyForm: fc.Arbitrary<FormContent> = fc
  .record({
    questions: fc.tuple(...Array.from({ length: QUESTIONS }, (_, at) => question(at + 1))),
    second: shownIf,
    weights: fc.array(weight, { minLength: QUESTIONS, maxLength: QUESTIONS }),
    bands: fc.uniqueArray(fc.integer({ min: -20, max: 40 }), { maxLength: 4 }),
  })
  .map(({ questions, second, weights, bands }) =>
    FormContent.parse({
      sections: [
        { key: "s1", title: "One", help: "", shownIf: null, questions: questions.slice(0, 4) },
        { key: "s2", title: "Two", help: "", shownIf: second, questions: questions.slice(4) },
      ],
      scores: [
        {
          key: "n90",
          name: "Sum",
          parts: questions.map(({ key }, at) => ({ question: key, weight: weights[at] ?? 0 })),
          bands: bands.toSorted((one, other) => one - other).map((from) => ({ from, words: `from ${from}` })),
        },
      ],
      lastKey: 99,
    }),
  );

export const anyAnswers: fc.Arbitrary<Answers> = fc.dictionary(
  fc.oneof(
    fc.integer({ min: 1, max: QUESTIONS + 2 }).map((number) => `q${number}`),
    fc.constantFrom("__proto__", "constructor"),
  ),
  fc.oneof(text, fc.array(text, { maxLength: 3 })),
);
