// What an operator's geocoder is asked and what its answer means, form by form; and which settings name one.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readSettings } from "#app/env.server";
import { questionFor, readAnswer } from "#app/search/outside-geocoder";

const NEAR = { latitude: 42.17, longitude: -72.57 };
const found = { outcome: "found", point: { latitude: 42.18, longitude: -72.58 } };

test.each([
  ["Nominatim's", [{ lat: "42.18", lon: "-72.58", importance: 0.4 }]],
  ["GeoJSON", { type: "FeatureCollection", features: [{ geometry: { type: "Point", coordinates: [-72.58, 42.18] } }] }],
  ["the Census Bureau's", { result: { addressMatches: [{ coordinates: { x: -72.58, y: 42.18 } }] } }],
])("an answer in %s form is understood", (_, answer) => {
  expect(readAnswer(answer, NEAR)).toEqual(found);
});

test.each([
  ["not found", [], NEAR, { outcome: "not_found" }],
  ["far off", [{ lat: 40, lon: -72 }], NEAR, { outcome: "far_off" }],
  ["in the ocean", [{ lat: 0, lon: 0 }], null, { outcome: "far_off" }],
  ["beyond the pole", [{ lat: 91, lon: 0 }], null, { outcome: "far_off" }],
  ["another form", { results: [] }, NEAR, { outcome: "failed", failure: "not-understood" }],
])("an answer that is %s places nothing", (_, answer, near, expected) => {
  expect(readAnswer(answer, near)).toEqual(expected);
});

test("whatever is answered is an outcome, and a point that is found is on earth", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (answer) => {
      const read = readAnswer(answer, null);
      if (read.outcome === "found") expect(Math.abs(read.point.latitude)).toBeLessThanOrEqual(90);
    }),
  );
});

test("an address is asked as it is written, whatever stands in it", () => {
  const asked = questionFor("https://maps.example.gov/search?q={address}&limit=1", "1 A&B St #2, Bel Air, MD 21014");
  expect(asked.searchParams.get("q")).toBe("1 A&B St #2, Bel Air, MD 21014");
  expect(asked.searchParams.get("limit")).toBe("1");
});

test.each([
  ["https://maps.example.gov/search?q={address}", true],
  ["http://127.0.0.1:8080/search?q={address}", true],
  ["http://maps.example.gov/search?q={address}", false],
  ["https://maps.example.gov/search", false],
  ["https://name:password@maps.example.gov/?q={address}", false],
  ["https://{address}/?q={address}", false],
])("the setting %s", (setting, isTaken) => {
  const read = () => readSettings({ GEOCODER_URL: setting });
  if (isTaken) expect(read().GEOCODER_URL).toBe(setting);
  else expect(read).toThrow(/GEOCODER_URL must start with https/);
});
