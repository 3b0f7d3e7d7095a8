// The plane that the index of nearness is made of: it may be wrong about how far, never about what it has not seen.
import fc from "fast-check";
import { expect, test } from "vitest";
import { distanceMetres, type Point } from "#app/models/values/place";
import { onPlane, rectanglesAround, surelyKnownMetres } from "#app/search/plane";

const point: fc.Arbitrary<Point> = fc.record({
  latitude: fc.oneof(fc.double({ min: -90, max: 90, noNaN: true }), fc.constantFrom(-90, 90, 89.99)),
  longitude: fc.oneof(fc.double({ min: -180, max: 180, noNaN: true }), fc.constantFrom(-180, 180, 179.99)),
});
const nearby = (centre: Point, degrees: number) =>
  fc.record({
    latitude: fc.double({ min: -degrees, max: degrees, noNaN: true }).map((by) => clamp(centre.latitude + by, 90)),
    longitude: fc.double({ min: -degrees, max: degrees, noNaN: true }).map((by) => clamp(centre.longitude + by, 180)),
  });
const clamp = (value: number, most: number) => Math.max(-most, Math.min(most, value));
const lies = (place: Point, centre: Point, metres: number) => {
  const { x, y } = onPlane(place);
  return rectanglesAround(centre, metres).some(({ from, to }) => x >= from.x && x <= to.x && y >= from.y && y <= to.y);
};

test("whatever lies within the distance lies in a rectangle, at the poles and across the 180th meridian too", () => {
  fc.assert(
    fc.property(point, point, fc.double({ min: 0, max: 20_000_000, noNaN: true }), (centre, place, metres) => {
      if (distanceMetres(centre, place) <= metres) expect(lies(place, centre, metres)).toBe(true);
    }),
    { numRuns: 2000 },
  );
  const [attu, beyond] = [
    { latitude: 52.9, longitude: 179.9 },
    { latitude: 52.9, longitude: -179.9 },
  ];
  expect(rectanglesAround(attu, 50_000)).toHaveLength(2);
  expect(lies(beyond, attu, 50_000)).toBe(true);
});

test("what is far away in a city lies in no rectangle: the index has little to read", () => {
  const baltimore = { latitude: 39.29, longitude: -76.61 };
  expect(rectanglesAround(baltimore, 16_000)).toHaveLength(1);
  expect(lies({ latitude: 39.29, longitude: -76.4 }, baltimore, 16_000)).toBe(false);
  expect(lies({ latitude: 39.45, longitude: -76.61 }, baltimore, 16_000)).toBe(false);
});

test("of the nearest so many on the plane, none that is left out lies nearer than what is surely known", () => {
  const crowd = point.chain((centre) =>
    fc.record({
      centre: fc.constant(centre),
      places: fc.array(fc.oneof(nearby(centre, 0.3), nearby(centre, 20), point), { minLength: 2, maxLength: 40 }),
      most: fc.integer({ min: 1, max: 20 }),
    }),
  );
  fc.assert(
    fc.property(crowd, ({ centre, places, most }) => {
      const { x, y } = onPlane(centre);
      const ordered = places
        .map((place) => ({ metres: distanceMetres(centre, place), flat: onPlane(place) }))
        .toSorted(
          (one, other) => Math.hypot(one.flat.x - x, one.flat.y - y) - Math.hypot(other.flat.x - x, other.flat.y - y),
        );
      const kept = ordered.slice(0, most);
      const known = surelyKnownMetres(centre, Math.max(...kept.map(({ metres }) => metres)));
      for (const { metres } of ordered.slice(most)) expect(metres).toBeGreaterThanOrEqual(known);
    }),
    { numRuns: 2000 },
  );
});

test("around Baltimore nearly all that the plane shows is sure; at the 180th meridian nothing is", () => {
  expect(surelyKnownMetres({ latitude: 39.29, longitude: -76.61 }, 10_000)).toBeGreaterThan(9_900);
  expect(surelyKnownMetres({ latitude: 52.9, longitude: 179.9 }, 50_000)).toBe(0);
});
