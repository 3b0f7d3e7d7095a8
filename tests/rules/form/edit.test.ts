// What Ada does in the builder: pieces put in, changed, moved and taken out; and what a draft still lacks before it may be used.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EMPTY_CONTENT, type FormContent, questionsOf } from "#app/models/form/content";
import {
  moveQuestion,
  moveSection,
  putQuestion,
  putScore,
  putSection,
  removeQuestion,
  removeSection,
} from "#app/models/form/edit";
import { faultsOf } from "#app/models/form/faults";
import { conditionFrom, questionFrom, scoreFrom } from "#app/models/form/from-words";

const yesNo = {
  kind: "yes_no",
  label: "Alone?",
  help: "",
  required: true,
  shownIf: null,
  pointsYes: 1,
  pointsNo: 0,
} as const;
const section = (title: string) => ({ title, help: "", shownIf: null });
const orderOf = (content: FormContent) =>
  content.sections.map(({ questions }) => questions.map(({ key }) => key).join(" "));

/** Two sections, s1 with q3 and q4, s2 with q5. */
function begun(): FormContent {
  let content = putSection(putSection(EMPTY_CONTENT, section("Home")), section("Health"));
  for (const home of ["s1", "s1", "s2"]) content = putQuestion(content, home, yesNo);
  return content;
}

test("Ada adds sections and questions; each gets a key that no other piece ever had", () => {
  const content = begun();
  expect(orderOf(content)).toEqual(["q3 q4", "q5"]);
  const again = putQuestion(removeQuestion(content, "q5"), "s2", yesNo);
  expect(orderOf(again)).toEqual(["q3 q4", "q6"]);
});

test("a question moves past its neighbour, into the next section, and stops at the end of the form", () => {
  const down = moveQuestion(begun(), "q3", "down");
  expect(orderOf(down)).toEqual(["q4 q3", "q5"]);
  const over = moveQuestion(down, "q3", "down");
  expect(orderOf(over)).toEqual(["q4", "q3 q5"]);
  expect(orderOf(moveQuestion(over, "q5", "down"))).toEqual(["q4", "q3 q5"]);
  expect(orderOf(moveQuestion(over, "q3", "up"))).toEqual(["q4 q3", "q5"]);
  expect(moveSection(over, "s2", "up").sections.map(({ key }) => key)).toEqual(["s2", "s1"]);
});

test("a score counts no more what was taken out; what is not there cannot be changed", () => {
  const parts = [
    { question: "q3", weight: 1 },
    { question: "q5", weight: 2 },
  ];
  const content = putScore(begun(), { name: "Risk", parts, bands: [] });
  expect(removeQuestion(content, "q3").scores[0]?.parts).toEqual([{ question: "q5", weight: 2 }]);
  expect(removeSection(content, "s2").scores[0]?.parts).toEqual([{ question: "q3", weight: 1 }]);
  expect(() => removeQuestion(content, "q77")).toThrow("not-found");
  expect(() => putQuestion(content, "s77", yesNo)).toThrow("not-found");
});

test("any run of moves loses no question and keeps each once", () => {
  const step = fc.tuple(fc.constantFrom("q3", "q4", "q5"), fc.constantFrom("up" as const, "down" as const));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const moved = steps.reduce((content, [key, to]) => moveQuestion(content, key, to), begun());
      expect(
        questionsOf(moved)
          .map(({ key }) => key)
          .sort(),
      ).toEqual(["q3", "q4", "q5"]);
    }),
  );
});

test("what is typed in the builder's lines becomes a condition, choices with keys, and bands in order", () => {
  expect(
    conditionFrom({ match: "all", clauses: [{}, { what: "q3|is|yes" }, { what: "q4|at_least", value: "3" }] }),
  ).toEqual({
    match: "all",
    clauses: [
      { question: "q3", is: "is", value: "yes" },
      { question: "q4", is: "at_least", value: "3" },
    ],
  });
  expect(conditionFrom({ match: "any", clauses: [{}] })).toBeNull();
  const said = {
    kind: "one_of" as const,
    label: "How often?",
    help: "",
    required: false,
    match: "all" as const,
    clauses: [],
  };
  const choices = [
    { label: "Never", points: 0 },
    { label: "", points: 0 },
    { label: "Often", points: 3, key: "c9" },
  ];
  const { question } = questionFrom(begun(), { ...said, choices });
  expect(question).toMatchObject({
    choices: [
      { key: "c6", label: "Never" },
      { key: "c9", label: "Often" },
    ],
  });
  const bands = [
    { from: 5, words: "High" },
    { from: 0, words: "Low" },
    { from: null, words: "" },
  ];
  expect(scoreFrom({ name: "Risk", parts: [{ question: "q3", weight: null }], bands })).toMatchObject({
    parts: [],
    bands: [{ from: 0 }, { from: 5 }],
  });
});

describe("a draft may be used once nothing in it is wanting", () => {
  const ofQuestion = (content: FormContent, facts: object) => {
    const last = content.sections.at(-1);
    return {
      ...content,
      sections: [...content.sections.slice(0, -1), { ...last, questions: [{ ...yesNo, key: "q9", ...facts }] }],
    } as FormContent;
  };
  const onlyIf = (clause: object) => ({ shownIf: { match: "all", clauses: [clause] } });
  test("the one Ada began is whole; an empty one is not", () => {
    expect(faultsOf(begun())).toEqual([]);
    expect(faultsOf(EMPTY_CONTENT)).toEqual([{ at: null, code: "no-questions" }]);
  });
  test.each([
    ["no-label", { label: " " }],
    ["too-few-choices", { kind: "one_of", choices: [{ key: "c1", label: "One", points: 0 }] }],
    ["bounds-crossed", { kind: "number", least: 5, most: 1 }],
    ["condition-not-earlier", onlyIf({ question: "q9", is: "answered", value: "" })],
    ["condition-value", onlyIf({ question: "q3", is: "is", value: "c1" })],
    ["condition-value", onlyIf({ question: "q3", is: "at_least", value: "1" })],
    ["same-key", { key: "q3" }],
  ])("%s is told", (code, facts) => {
    expect(faultsOf(ofQuestion(begun(), facts)).map((fault) => fault.code)).toContain(code);
  });
  test("a score that counts nothing, or a text, is told", () => {
    const empty = putScore(begun(), { name: "Risk", parts: [], bands: [] });
    expect(faultsOf(empty)).toEqual([{ at: "n6", code: "score-no-parts" }]);
    const ofText = ofQuestion(putScore(begun(), { name: "Risk", parts: [{ question: "q9", weight: 1 }], bands: [] }), {
      kind: "text",
      long: false,
    });
    expect(faultsOf(ofText)).toEqual([{ at: "n6", code: "score-part-gone" }]);
  });
});
