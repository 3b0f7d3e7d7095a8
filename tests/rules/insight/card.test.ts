// A score card as a rule: small providers are not blamed for chance, nobody is found out through the others, and every figure has its words.
import { expect, test } from "vitest";
import { sayIn } from "#app/i18n/say-in";
import {
  type Count,
  FEWEST_PEERS,
  figuresOf,
  mixOf,
  peersOf,
  REASONS,
  reasonsOf,
  type Standing,
} from "#app/models/insight/card";
import { CARD_FIGURES } from "#app/models/insight/card-figures";

const standing: Standing = {
  underWay: 6,
  openPlaces: 2,
  credentials: 4,
  credentialsValid: 4,
  credentialsEnding: 1,
  suspended: false,
  agreed: true,
};

/** So many of so many clients, each counted once. */
const share = (figure: string, part: number, whole: number, people = whole): Count => ({
  ...{ figure, label: "", people, part, whole, sample: [] },
  ...{ partSquares: part, wholeSquares: whole, products: part },
});
const hours = (sample: number[]): Count => ({ ...share("answer_time", sample.length, sample.length), sample });
const three = (counts: Count[]) => Array.from({ length: FEWEST_PEERS }, () => counts);

test("Ten clients are not told of, eleven are, and what nobody was counted in says so", () => {
  const figures = figuresOf(
    [share("attended", 9, 10), share("completed", 9, 11), share("goals", 40, 50, 10)],
    standing,
    "a",
  );
  expect(figures.attended).toEqual({ state: "hidden" });
  expect(figures.goals).toEqual({ state: "hidden" });
  expect(figures.completed).toMatchObject({ state: "told", value: 9 / 11, of: 11 });
  expect(figures.accepted).toEqual({ state: "none" });
  expect(figures.capacity).toMatchObject({ state: "told", value: 0.75, of: 8 });
  expect(figures.credentials).toMatchObject({ state: "told", value: 1, of: 4 });
});

test("Similar providers are told of together from three on, and whoever is kept back alone enters no sum", () => {
  const large = [share("attended", 80, 100)];
  const small = [share("attended", 0, 10)];
  expect(peersOf(three(large)).attended).toEqual({ value: 0.8, providers: 3 });
  expect(peersOf([large, large, small]).attended).toBeNull();
  // With the small one and without: the same sum, so that the difference tells nothing.
  expect(peersOf([...three(large), small])).toEqual(peersOf(three(large)));
  expect(peersOf(three([hours([1, 2, 30])])).answer_time?.value).toBeUndefined();
  expect(peersOf(three([{ ...hours([1, 2, 30]), people: 11 }])).answer_time).toEqual({ value: 2, providers: 3 });
});

test("A figure is a reason only where all of its span is worse than similar providers", () => {
  const peers = peersOf(three([share("attended", 800, 1000), { ...hours([10, 11, 12]), people: 11 }]));
  const reasons = (...counts: Count[]) =>
    reasonsOf(figuresOf([share("accepted", 12, 12), ...counts], standing, "a"), peers, standing);
  expect(reasons(share("attended", 8, 12))).toEqual([]);
  expect(reasons(share("attended", 80, 120))).toEqual(["low_attendance"]);
  expect(reasons(share("attended", 119, 120))).toEqual([]);
  expect(reasons(hours(Array.from({ length: 30 }, (_, at) => 40 + at)))).toEqual(["slow_to_answer"]);
  expect(reasons(hours(Array.from({ length: 30 }, () => 1)))).toEqual([]);
  expect(
    reasonsOf(figuresOf([share("accepted", 1, 1)], standing, "a"), peers, {
      ...standing,
      credentialsValid: 3,
      suspended: true,
    }),
  ).toEqual(["credentials_lapsed", "suspended"]);
});

test("Of who was served, a small part and the one it would follow from are kept back", () => {
  const part = (label: string, people: number): Count => ({ ...share("mix_urgency", people, people), label });
  expect(mixOf([part("urgent", 4), part("soon", 12), part("routine", 30)]).mix_urgency).toEqual([
    { label: "routine", count: 30 },
    { label: "soon", count: null },
    { label: "urgent", count: null },
  ]);
  expect(mixOf([part("urgent", 5), part("soon", 6)]).mix_urgency.map(({ count }) => count)).toEqual([null, null]);
});

test("Every figure and every reason has its words, and what it leaves out is said", () => {
  const say = sayIn("en");
  const keys = CARD_FIGURES.flatMap(({ key, leftOut }) => [
    ...["name", "question", "part", "whole"].map((word) => `insight.figure.${key}.${word}`),
    ...leftOut.map((one) => `insight.figure.left-out.${one}`),
  ]);
  expect([...keys, ...REASONS.map((reason) => `insight.card.reason.${reason}`)].filter((key) => !say.has(key))).toEqual(
    [],
  );
});
