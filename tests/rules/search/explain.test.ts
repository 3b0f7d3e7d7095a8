// The reasons beside a result: each true, each as sure as what is known, unknown said as unknown.
import { expect, test } from "vitest";
import { asCalendarDay } from "#app/models/values/calendar-day";
import {
  explainDistance,
  explainLanguage,
  explainNetwork,
  explainOpening,
  explainReferrals,
} from "#app/search/explain";

const TODAY = asCalendarDay("2026-11-23");
const ZONE = "America/New_York";
const NOW = new Date("2026-11-23T15:00:00Z");

test("a distance from a postal code's middle is only about right, and none is unknown", () => {
  expect(explainDistance(1200, "address")).toMatchObject({ key: "distance", blanks: { distanceMetres: 1200 } });
  expect(explainDistance(1200, "postal_code").key).toBe("distance-about");
  expect(explainDistance(null, "none")).toMatchObject({ key: "distance-unknown", tone: "unknown" });
});

test("open says until when; closed says when it opens; unknown says neither", () => {
  const five = new Date("2026-11-23T22:00:00Z");
  expect(explainOpening({ state: "open", closesAt: five, opensAt: null }, ZONE, NOW, true).key).toBe("open-until");
  expect(explainOpening({ state: "open", closesAt: five, opensAt: null }, ZONE, NOW, false).key).toBe("open-then");
  expect(explainOpening({ state: "open", closesAt: null, opensAt: null }, ZONE, NOW, true).key).toBe("open-always");
  expect(explainOpening({ state: "closed", closesAt: null, opensAt: five }, ZONE, NOW, true).key).toBe("opens-today");
  const tomorrow = new Date("2026-11-24T14:00:00Z");
  expect(explainOpening({ state: "closed", closesAt: null, opensAt: tomorrow }, ZONE, NOW, true).key).toBe(
    "opens-later",
  );
  expect(explainOpening({ state: "closed", closesAt: null, opensAt: null }, ZONE, NOW, true).key).toBe("closed");
  expect(explainOpening({ state: "unknown", closesAt: null, opensAt: tomorrow }, ZONE, NOW, true)).toMatchObject({
    key: "hours-unknown",
    tone: "unknown",
  });
});

test("what was said about referrals is said with its age, and counts for less when it is old", () => {
  const said = explainReferrals("yes", 4, asCalendarDay("2026-11-20"), TODAY);
  expect(said).toEqual({ key: "takes-referrals-places", tone: "good", blanks: { days: 3, count: 4 } });
  expect(explainReferrals("yes", null, asCalendarDay("2026-06-01"), TODAY)).toMatchObject({
    key: "takes-referrals",
    tone: "fair",
  });
  expect(explainReferrals("yes", 0, null, TODAY)).toEqual({ key: "takes-referrals", tone: "fair", blanks: {} });
  expect(explainReferrals("waitlist", null, null, TODAY).key).toBe("waitlist");
  expect(explainReferrals("no", null, TODAY, TODAY)).toMatchObject({ key: "takes-none", tone: "bad" });
  expect(explainReferrals("unknown", 9, TODAY, TODAY)).toEqual({
    key: "referrals-unknown",
    tone: "unknown",
    blanks: {},
  });
});

test("a language is only explained when it was asked for", () => {
  expect(explainLanguage(null, ["es"])).toBeNull();
  expect(explainLanguage("es", ["en", "es"])?.key).toBe("speaks");
  expect(explainLanguage("es", [])).toMatchObject({ key: "language-unknown", tone: "unknown" });
  expect(explainNetwork(true).tone).toBe("good");
  expect(explainNetwork(false).key).toBe("not-in-network");
});
