// Proves distances and boxes on the Earth, up to the poles and the 180th meridian. Looks nothing up.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  boundingBox,
  distanceMetres,
  isInside,
  isPoint,
  kilometresToMetres,
  metresToKilometres,
  metresToMiles,
  milesToMetres,
} from "#app/models/values/place";

const point = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
});
const boston = { latitude: 42.3601, longitude: -71.0589 };
const springfield = { latitude: 42.1015, longitude: -72.5898 };

describe("distance", () => {
  test("from Boston to Springfield is 129 kilometres, or 80 miles", () => {
    expect(distanceMetres(boston, springfield) / 1000).toBeCloseTo(129.4, 0);
    expect(metresToMiles(distanceMetres(boston, springfield))).toBeCloseTo(80.4, 0);
  });

  test("is the same both ways, nothing to oneself, and never more than half round the Earth", () => {
    fc.assert(
      fc.property(point, point, (one, other) => {
        const metres = distanceMetres(one, other);
        expect(metres).toBeCloseTo(distanceMetres(other, one), 3);
        expect(metres).toBeLessThanOrEqual(20_015_200);
        expect(distanceMetres(one, one)).toBe(0);
      }),
    );
  });

  test("changes units there and back", () => {
    expect(milesToMetres(1)).toBe(1609.344);
    expect(metresToMiles(milesToMetres(25))).toBeCloseTo(25, 10);
    expect(metresToKilometres(kilometresToMetres(25))).toBe(25);
  });
});

describe("the box round a point", () => {
  test("holds every point within the distance", () => {
    fc.assert(
      fc.property(
        point,
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        (centre, up, across) => {
          const other = {
            latitude: Math.max(-90, Math.min(90, centre.latitude + up)),
            longitude: ((centre.longitude + across + 540) % 360) - 180,
          };
          const metres = distanceMetres(centre, other) * (1 + 1e-9) + 1;
          expect(isInside(other, boundingBox(centre, metres))).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("is tight: a mile beyond its edges is further than the distance", () => {
    const box = boundingBox(boston, 10_000);
    expect(distanceMetres(boston, { ...boston, latitude: box.north }) / 10_000).toBeCloseTo(1, 6);
    expect(distanceMetres(boston, { ...boston, longitude: box.east }) / 10_000).toBeCloseTo(1, 3);
    expect(isInside(springfield, box)).toBe(false);
  });

  test("in the Aleutians goes over the 180th meridian", () => {
    const attu = { latitude: 52.9, longitude: 179.9 };
    const box = boundingBox(attu, 50_000);
    expect(box.west).toBeGreaterThan(box.east);
    expect(isInside({ latitude: 52.9, longitude: -179.9 }, box)).toBe(true);
    expect(isInside({ latitude: 52.9, longitude: 0 }, box)).toBe(false);
  });
});

test("a point is on the Earth, and 0,0 is a missing value", () => {
  expect(isPoint(42.1, -72.5)).toBe(true);
  expect([isPoint(0, 0), isPoint(91, 0), isPoint(10, -181), isPoint(Number.NaN, 10)]).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
