// An area drawn on the map: what is read of pasted GeoJSON, what is refused and why, and a circle in miles.
import fc from "fast-check";
import { expect, test } from "vitest";
import { edgesOf, readShape, shapeAround, squareMetresOf } from "#app/models/organization/area-shape";
import { distanceMetres, milesToMetres } from "#app/models/values/place";

const SQUARE = [
  [-76.7, 39.2],
  [-76.5, 39.2],
  [-76.5, 39.4],
  [-76.7, 39.4],
  [-76.7, 39.2],
];
const polygon = { type: "Polygon", coordinates: [SQUARE] };
const read = (given: unknown) => readShape(typeof given === "string" ? given : JSON.stringify(given));

test.each([
  ["a polygon", polygon],
  ["one whose ring was left open", { type: "Polygon", coordinates: [SQUARE.slice(0, 4)] }],
  ["a feature", { type: "Feature", properties: {}, geometry: polygon }],
  [
    "a collection with a point beside it",
    {
      type: "FeatureCollection",
      features: [
        { type: "Feature", properties: null, geometry: { type: "Point", coordinates: [-76.6, 39.3] } },
        { type: "Feature", properties: null, geometry: polygon },
      ],
    },
  ],
  ["one with heights", { type: "Polygon", coordinates: [SQUARE.map((corner) => [...corner, 12])] }],
])("Mara pastes %s: it is the same square", (_, given) => {
  const found = read(given);
  expect(found).toEqual({ shape: { type: "Polygon", coordinates: [SQUARE] } });
  if ("shape" in found) expect(edgesOf(found.shape)).toEqual([39.2, -76.7, 39.4, -76.5]);
});

test("two areas are one of two parts", () => {
  const second = SQUARE.map(([longitude = 0, latitude = 0]) => [longitude + 1, latitude]);
  const found = read({ type: "GeometryCollection", geometries: [polygon, { ...polygon, coordinates: [second] }] });
  expect(found).toMatchObject({ shape: { type: "MultiPolygon" } });
});

const many = Array.from({ length: 2100 }, (_, n) => [-76 + Math.cos(n / 400) / 10, 39 + Math.sin(n / 400) / 10]);
test.each([
  ["not-json", "21201, 21202"],
  ["not-geojson", { hello: 1 }],
  ["not-geojson", null],
  ["not-geojson", { type: "Polygon", coordinates: [["-76", "39"]] }],
  ["not-geojson", { type: "FeatureCollection", features: [{ type: "Shape" }] }],
  ["no-area", { type: "LineString", coordinates: SQUARE }],
  ["off-the-earth", { type: "Polygon", coordinates: [[...SQUARE, [-476, 39]]] }],
  ["turned-round", { type: "Polygon", coordinates: [SQUARE.map((corner) => corner.toReversed())] }],
  ["too-few-corners", { type: "Polygon", coordinates: [SQUARE.slice(0, 2)] }],
  ["too-few-corners", { type: "Polygon", coordinates: [] }],
  ["too-many-corners", { type: "Polygon", coordinates: [many] }],
  ["crosses-itself", { type: "Polygon", coordinates: [[SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3], SQUARE[0]]] }],
])("what is refused as %s", (fault, given) => {
  expect(read(given)).toEqual({ fault });
});

test("whatever is pasted is read or refused, and what is read can be read again", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      const found = readShape(text);
      if ("shape" in found) expect(read(found.shape)).toEqual(found);
    }),
  );
});

test("ten miles around a place is a ring ten miles away, closed, and as large as such a circle", () => {
  const centre = { latitude: 39.29, longitude: -76.61 };
  const metres = milesToMetres(10);
  const shape = shapeAround(centre, metres);
  const [ring = []] = shape.type === "Polygon" ? shape.coordinates : [];
  expect(ring[0]).toEqual(ring.at(-1));
  for (const [longitude, latitude] of ring) {
    expect(Math.abs(distanceMetres(centre, { latitude, longitude }) - metres)).toBeLessThan(3);
  }
  expect(squareMetresOf(shape) / (Math.PI * metres ** 2)).toBeGreaterThan(0.99);
  expect(readShape(JSON.stringify(shape))).toEqual({ shape });
});
