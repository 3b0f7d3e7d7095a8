// An area drawn on the map: read from pasted GeoJSON or made around a point, checked, and measured. Knows no row and no postal code.
import { area, bbox, circle, kinks, truncate } from "@turf/turf";
import { isPoint, type Point } from "../values/place";

type Position = [longitude: number, latitude: number];
type Ring = Position[];

/** Rings are closed; the first of each polygon is its outside, the others are holes. */
export type AreaShape =
  | { readonly type: "Polygon"; readonly coordinates: Ring[] }
  | { readonly type: "MultiPolygon"; readonly coordinates: Ring[][] };

/** Each is a catalogue key under `organization.area.fault`. */
export const SHAPE_FAULTS = [
  "not-json",
  "not-geojson",
  "no-area",
  "off-the-earth",
  "turned-round",
  "too-few-corners",
  "too-many-corners",
  "crosses-itself",
] as const;
export type ShapeFault = (typeof SHAPE_FAULTS)[number];

const MOST_CORNERS = 2000;
const CORNERS_OF_CIRCLE = 64;
/** About a metre. */
const DIGITS = 5;

/** Reads a Polygon, a MultiPolygon, or a feature or collection of them; rings left open are closed. */
export function readShape(text: string): { readonly shape: AreaShape } | { readonly fault: ShapeFault } {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return { fault: "not-json" };
  }
  const polygons = polygonsIn(given);
  if (polygons === null) return { fault: "not-geojson" };
  const [first, ...others] = polygons;
  if (!first) return { fault: "no-area" };
  const corners = polygons.flat(2);
  const fault = faultOf(polygons, corners);
  if (fault) return { fault };
  const shape: AreaShape =
    others.length === 0 ? { type: "Polygon", coordinates: first } : { type: "MultiPolygon", coordinates: polygons };
  if (kinks(shape).features.length > 0) return { fault: "crosses-itself" };
  return { shape: truncate(shape, { precision: DIGITS, mutate: false }) };
}

/** @param metres more than 0 */
export function shapeAround({ latitude, longitude }: Point, metres: number): AreaShape {
  const { geometry } = circle([longitude, latitude], metres, { units: "meters", steps: CORNERS_OF_CIRCLE });
  return { type: "Polygon", coordinates: truncate(geometry, { precision: DIGITS }).coordinates as Ring[] };
}

/** Degrees: south, west, north, east; as the table keeps them. */
export function edgesOf(shape: AreaShape): [number, number, number, number] {
  const [west, south, east, north] = bbox(shape);
  return [south, west, north, east];
}

export const squareMetresOf = (shape: AreaShape): number => area(shape);

function faultOf(polygons: readonly Ring[][], corners: readonly Position[]): ShapeFault | null {
  if (corners.length > MOST_CORNERS) return "too-many-corners";
  if (!corners.every(([longitude, latitude]) => isPoint(latitude, longitude))) return "off-the-earth";
  const isThin = (ring: Ring) => new Set(ring.map(String)).size < 3;
  if (polygons.some((rings) => rings.length === 0 || rings.some(isThin))) return "too-few-corners";
  // Latitude first is the usual slip; an American place then lies in Antarctica.
  return corners.every(([first, second]) => first > 15 && first < 75 && second < -60) ? "turned-round" : null;
}

/** The polygons of a geometry, a feature or a collection; null where it is none of these. What is no area is left out. */
function polygonsIn(given: unknown): Ring[][] | null {
  if (typeof given !== "object" || given === null || !("type" in given)) return null;
  const { type, coordinates, geometry, features, geometries } = given as Record<string, unknown>;
  switch (type) {
    case "Feature":
      return polygonsIn(geometry);
    case "FeatureCollection":
      return among(features);
    case "GeometryCollection":
      return among(geometries);
    case "Polygon":
      return together([ringsIn(coordinates)]);
    case "MultiPolygon":
      return Array.isArray(coordinates) ? together(coordinates.map(ringsIn)) : null;
    case "Point":
    case "MultiPoint":
    case "LineString":
    case "MultiLineString":
      return [];
    default:
      return null;
  }
}

function among(members: unknown): Ring[][] | null {
  if (!Array.isArray(members)) return null;
  const found = members.map(polygonsIn);
  return found.includes(null) ? null : found.flatMap((polygons) => polygons ?? []);
}

const together = (polygons: readonly (Ring[] | null)[]): Ring[][] | null =>
  polygons.includes(null) ? null : polygons.flatMap((rings) => (rings ? [rings] : []));

function ringsIn(given: unknown): Ring[] | null {
  if (!Array.isArray(given)) return null;
  const rings = given.map((ring: unknown) => {
    if (!Array.isArray(ring)) return null;
    // A third number is a height, which no area has.
    const corners = ring.map((corner: unknown): Position | null => {
      const [longitude, latitude]: unknown[] = Array.isArray(corner) ? corner : [];
      return typeof longitude === "number" && typeof latitude === "number" ? [longitude, latitude] : null;
    });
    return corners.includes(null) ? null : closed(corners.flatMap((corner) => (corner ? [corner] : [])));
  });
  return rings.includes(null) ? null : rings.flatMap((ring) => (ring ? [ring] : []));
}

function closed(ring: Ring): Ring {
  const [first] = ring;
  return first && String(first) !== String(ring.at(-1)) ? [...ring, first] : ring;
}
