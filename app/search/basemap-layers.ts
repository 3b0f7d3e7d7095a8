// Draws the offline map's land, borders and town labels from the Census's topology and the table of towns. Reads and writes no file.
import { simplify } from "@turf/turf";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { Town } from "./geocode-gazetteer";

type Named = { name: string };
type Place = { readonly id?: string | number };
/** The topology of npm us-atlas: counties-10m.json. */
export type Atlas = Topology<{
  counties: GeometryCollection<Named>;
  states: GeometryCollection<Named>;
}>;
type Position = number[];
type Shape = { type: "FeatureCollection"; features: Feature[] };
type Feature = { type: "Feature"; properties: Record<string, string | number>; geometry: object };

type TownLayers = {
  readonly country: Shape;
  readonly byState: ReadonlyMap<string, Shape>;
  /** Where each state's small towns lie: west, south, east, north. A view loads the files of the states it touches. */
  readonly frames: ReadonlyMap<string, Frame>;
};
type Frame = [west: number, south: number, east: number, north: number];

/** How large a town is shown: 1 from far away, 4 only when near. */
export type TownRank = 1 | 2 | 3 | 4;

// About a kilometre, which the atlas's own scale of 1 : 10,000,000 does not tell apart.
const TOLERANCE_DEGREES = 0.01;
/** Small towns nearer than this to a larger one wait for the detailed file of their state. */
const SPACING_KILOMETRES = 28;
const KILOMETRES_A_DEGREE = 111;

/** The states as areas with their names: the land, and the borders where they meet. */
export function stateLayers(atlas: Atlas): Shape {
  const light = lightened(atlas);
  const states = feature(light, light.objects.states).features;
  return collection(states.map((state) => shaped({ name: state.properties.name }, state.geometry)));
}

/** County borders inside the states, as lines: an area each would carry every border twice. */
export function countyLayers(atlas: Atlas): Shape {
  const light = lightened(atlas);
  const isInside = (one: Place, other: Place) => one !== other && stateOf(one) === stateOf(other);
  return collection([shaped({}, mesh(light, light.objects.counties, isInside))]);
}

/**
 * Town labels for the whole country, and by state those of the small towns that only a near view has room for.
 * @param towns largest first
 */
export function townLayers(towns: readonly Town[]): TownLayers {
  const kept = new Map<string, Town[]>();
  const country: Feature[] = [];
  const waiting: Town[] = [];
  for (const town of towns) {
    const rank = rankOf(town);
    if (rank > 2 && hasNeighbour(kept, town)) {
      waiting.push(town);
      continue;
    }
    const cell = cellOf(town);
    kept.set(cell, [...(kept.get(cell) ?? []), town]);
    country.push(townLabel(town, rank));
  }
  const small = [...Map.groupBy(waiting, (town) => town.state)];
  return {
    country: collection(country),
    byState: new Map(small.map(([state, group]) => [state, collection(group.map((town) => townLabel(town, 4)))])),
    frames: new Map(small.map(([state, group]) => [state, frameOf(group)])),
  };
}

// Each border is simplified once, as the arc that both its sides share, so that no slit opens between neighbours.
function lightened(atlas: Atlas): Atlas {
  const [scaleX, scaleY] = atlas.transform?.scale ?? [1, 1];
  const [fromX, fromY] = atlas.transform?.translate ?? [0, 0];
  const arcs = atlas.arcs.map((arc) => {
    let [x, y] = [0, 0];
    const line = arc.map(([stepX = 0, stepY = 0]) => {
      [x, y] = [x + stepX, y + stepY];
      return [x * scaleX + fromX, y * scaleY + fromY];
    });
    return simplified(line).map(rounded);
  });
  const { transform: _quantized, ...rest } = atlas;
  return { ...rest, arcs };
}

function simplified(line: Position[]): Position[] {
  // An islet that would shrink to a line keeps its few points.
  const isRing = line[0]?.join() === line.at(-1)?.join();
  if (line.length < 3 || (isRing && line.length < 12)) return line;
  return simplify({ type: "LineString", coordinates: line }, { tolerance: TOLERANCE_DEGREES, highQuality: true })
    .coordinates;
}

function hasNeighbour(kept: ReadonlyMap<string, Town[]>, town: Town): boolean {
  const [row, column] = cellIndex(town);
  for (const north of [-1, 0, 1]) {
    for (const east of [-1, 0, 1]) {
      const neighbours = kept.get(`${row + north}|${column + east}`) ?? [];
      if (neighbours.some((other) => kilometresApart(town, other) < SPACING_KILOMETRES)) return true;
    }
  }
  return false;
}

function kilometresApart(one: Town, other: Town): number {
  const squeeze = Math.cos((one.latitude * Math.PI) / 180);
  return KILOMETRES_A_DEGREE * Math.hypot(one.latitude - other.latitude, (one.longitude - other.longitude) * squeeze);
}

// Cells are as high as the spacing and, up to 75° north, at least as wide: a neighbour is in one of the nine round a town.
function cellIndex(town: Town): [number, number] {
  const degrees = SPACING_KILOMETRES / KILOMETRES_A_DEGREE;
  return [Math.floor(town.latitude / degrees), Math.floor(town.longitude / (degrees * 4))];
}

function cellOf(town: Town): string {
  return cellIndex(town).join("|");
}

function frameOf(towns: readonly Town[]): Frame {
  const across = towns.map((town) => town.longitude);
  const up = towns.map((town) => town.latitude);
  return [Math.min(...across), Math.min(...up), Math.max(...across), Math.max(...up)];
}

function rankOf(town: Town): TownRank {
  if (town.postalCodes >= 20) return 1;
  return town.postalCodes >= 6 ? 2 : 3;
}

function townLabel(town: Town, rank: TownRank): Feature {
  const point = rounded([town.longitude, town.latitude]);
  return shaped({ name: town.town, rank }, { type: "Point", coordinates: point });
}

function stateOf(place: Place): string {
  return String(place.id).padStart(5, "0").slice(0, 2);
}

function rounded(position: Position): Position {
  return position.map((degrees) => Math.round(degrees * 1000) / 1000);
}

function shaped(properties: Feature["properties"], geometry: object): Feature {
  return { type: "Feature", properties, geometry };
}

function collection(features: Feature[]): Shape {
  return { type: "FeatureCollection", features };
}
