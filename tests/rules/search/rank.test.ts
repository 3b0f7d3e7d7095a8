// The order of what was found: known fits first, unknown below, never dropped.
import { expect, test } from "vitest";
import { type Rankable, rank } from "#app/search/rank";

const found = (id: string, facts: Partial<Rankable> = {}): Rankable => ({
  id,
  name: id,
  inNetwork: false,
  takesReferrals: "yes",
  distanceMetres: 1000,
  open: "open",
  opensAt: null,
  doubts: 0,
  ...facts,
});
const order = (places: Rankable[], by: Parameters<typeof rank>[1]) => rank(places, by).map(({ id }) => id);

test("a provider in Ines's network comes before a nearer one outside it", () => {
  const near = found("near", { distanceMetres: 100 });
  const ours = found("ours", { distanceMetres: 9000, inNetwork: true });
  expect(order([near, ours], "best")).toEqual(["ours", "near"]);
  expect(order([near, ours], "distance")).toEqual(["near", "ours"]);
});

test("yes comes before a waiting list, that before unknown, and no comes last", () => {
  const places = (["no", "unknown", "waitlist", "yes"] as const).map((takesReferrals) =>
    found(takesReferrals, { takesReferrals }),
  );
  expect(order(places, "best")).toEqual(["yes", "waitlist", "unknown", "no"]);
});

test("what is not known of a place puts it below one that is known to fit, and keeps it", () => {
  expect(order([found("unsure", { doubts: 1, distanceMetres: 1 }), found("sure")], "best")).toEqual(["sure", "unsure"]);
  expect(
    order([found("nowhere", { distanceMetres: null }), found("far", { distanceMetres: 90000 })], "distance"),
  ).toEqual(["far", "nowhere"]);
});

test("opens soonest: open ones, then by the hour, then closed for good, then unknown", () => {
  const places = [
    found("unknown", { open: "unknown" }),
    found("closed", { open: "closed" }),
    found("noon", { open: "closed", opensAt: new Date("2026-11-23T17:00:00Z") }),
    found("nine", { open: "closed", opensAt: new Date("2026-11-23T14:00:00Z") }),
    found("open"),
  ];
  expect(order(places, "opens")).toEqual(["open", "nine", "noon", "closed", "unknown"]);
});

test("equal places stand in the same order every time", () => {
  expect(order([found("b", { name: "Same" }), found("a", { name: "Same" })], "best")).toEqual(["a", "b"]);
  expect(order([found("b", { name: "Unit 10" }), found("a", { name: "unit 9" })], "name")).toEqual(["a", "b"]);
});
