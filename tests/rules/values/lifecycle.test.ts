// Proves that a lifecycle allows what its table says and nothing else. Knows no particular concept.

import { describe, expect, test } from "vitest";
import { lifecycle } from "#app/models/values/lifecycle";
import { isRefusal, Refusal } from "#app/models/values/refusal";

const offer = lifecycle("offer", {
  offered: { accept: { to: "accepted", who: ["portal"] }, lapse: "lapsed" },
  accepted: {},
  lapsed: {},
});

describe("a lifecycle", () => {
  test("begins in its first state and names its states in the table's order", () => {
    expect(offer.initial).toBe("offered");
    expect(offer.states).toEqual(["offered", "accepted", "lapsed"]);
  });

  test("lets Mara accept an open offer", () => {
    expect(offer.may("offered", "accept")).toBe(true);
    expect(offer.after("offered", "accept")).toBe("accepted");
    expect(offer.moves("offered")).toEqual(["accept", "lapse"]);
  });

  test("refuses Mara a second acceptance and says what the state is", () => {
    expect(offer.may("accepted", "accept")).toBe(false);
    expect(offer.moves("accepted")).toEqual([]);
    try {
      offer.after("accepted", "accept");
      expect.unreachable();
    } catch (thrown) {
      expect(isRefusal(thrown)).toBe(true);
      expect(thrown).toMatchObject({
        code: "lifecycle.illegal-move",
        status: 409,
        blanks: { thing: "offer", state: "accepted", move: "accept" },
      });
    }
  });

  test("lets a desk ask for its own moves alone, and any desk where the table does not say", () => {
    expect(offer.may("offered", "accept", "portal")).toBe(true);
    expect(offer.may("offered", "accept", "agency")).toBe(false);
    expect(() => offer.after("offered", "accept", "agency")).toThrow(Refusal);
    expect(offer.after("offered", "lapse", "agency")).toBe("lapsed");
  });

  test("lists every step with its desks", () => {
    expect(offer.transitions()).toEqual([
      { from: "offered", move: "accept", to: "accepted", who: ["portal"] },
      { from: "offered", move: "lapse", to: "lapsed", who: [] },
    ]);
  });

  test.each(["constructor", "__proto__", "toString", ""])("is not fooled by a state or move called %s", (word) => {
    expect(offer.may(word as "offered", "accept")).toBe(false);
    expect(offer.may("offered", word as "accept")).toBe(false);
    expect(offer.moves(word as "offered")).toEqual([]);
    expect(() => offer.after(word as "offered", "accept")).toThrow(Refusal);
  });

  test("with a move to nowhere cannot be made", () => {
    expect(() => lifecycle("broken", { open: { close: "closed" as "open" } })).toThrow(RangeError);
  });
});

describe("a refusal", () => {
  test("keeps the blanks of its sentence out of its message, which may be logged", () => {
    const refusal = new Refusal("invoice.own-approval", 403, { name: "Ana" });
    expect(refusal.message).not.toContain("Ana");
    expect(refusal.blanks).toEqual({ name: "Ana" });
  });

  test("is told apart from a bug", () => {
    expect(isRefusal(new RangeError("parts"))).toBe(false);
    expect(isRefusal({ name: "Refusal", code: "x" })).toBe(false);
  });
});
