// Holds need against supply, area by area: how many asked, who is near enough to take them, and where nobody is. Measures as the crow flies.
import { distanceMetres, type Point } from "../values/place";
import { told } from "./held-back";
import type { UnmetArea } from "./unmet-need";

/** When somebody can come, as far as a place's weekly hours say. */
export const COVERAGE_TIMES = ["evenings", "weekends"] as const;
export type CoverageTime = (typeof COVERAGE_TIMES)[number];

export interface NeedRow {
  readonly area: string;
  readonly language: string;
  readonly asked: number;
  readonly taken: number;
}

/** A service at a place of somebody in the network. */
export interface SupplyPlace extends Point {
  readonly id: string;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly placeName: string;
  /** Says that it takes referrals. */
  readonly takes: boolean;
  /** Null: how many places are free was never said. */
  readonly openPlaces: number | null;
  readonly languages: readonly string[];
  readonly evenings: boolean;
  readonly weekends: boolean;
}

export interface CoverageFilter {
  readonly withinMetres: number;
  readonly language: string | null;
  readonly time: CoverageTime | null;
}

export interface AreaCoverage {
  readonly area: string;
  /** Null: it is on no map. */
  readonly point: Point | null;
  /** Null: held back. */
  readonly asked: number | null;
  /** For how many of them somebody took it on; null: held back. */
  readonly taken: number | null;
  /** How often the need went unmet there, as far as the ledger tells: at least so often. */
  readonly unmet: number;
  /** Places near enough that take referrals. */
  readonly near: number;
  /** What they say is free; those that never said it left out. */
  readonly openPlaces: number;
  /** The nearest that takes referrals, however far; null: there is none, or the area is on no map. */
  readonly nearestMetres: number | null;
  /** Somebody asked, and nobody is near enough. */
  readonly desert: boolean;
}

/** Whether a place serves who speaks the language and can come then. What a place never said is no promise. */
export function serves(place: SupplyPlace, { language, time }: Pick<CoverageFilter, "language" | "time">): boolean {
  return (
    place.takes && (language === null || place.languages.includes(language)) && (time === null || place[time] === true)
  );
}

/**
 * Areas in need, deserts first, then by how many asked.
 * @param unmet what the ledger tells of the same need
 * @param points where each area's middle is, as far as it is known
 */
export function coverageOf(
  rows: readonly NeedRow[],
  places: readonly SupplyPlace[],
  unmet: readonly UnmetArea[],
  points: ReadonlyMap<string, Point>,
  filter: CoverageFilter,
): AreaCoverage[] {
  const supply = places.filter((place) => serves(place, filter));
  const areas = areaNeeds(rows, unmet);
  const shown = told(areas.map(({ area, asked }) => ({ key: area, count: asked })));
  return areas
    .map(({ area, asked, taken, atLeast }): AreaCoverage => {
      const point = points.get(area) ?? null;
      const away = point ? supply.map((place) => ({ place, metres: distanceMetres(point, place) })) : [];
      const near = away.filter(({ metres }) => metres <= filter.withinMetres);
      return {
        area,
        point,
        asked: shown.keys.has(area) ? asked : null,
        taken: shown.keys.has(area) ? partTold(taken, asked - taken) : null,
        unmet: atLeast,
        near: near.length,
        openPlaces: near.reduce((sum, { place }) => sum + (place.openPlaces ?? 0), 0),
        nearestMetres: away.length > 0 ? Math.min(...away.map(({ metres }) => metres)) : null,
        desert: point !== null && near.length === 0,
      };
    })
    .sort(
      (one, other) =>
        Number(other.desert) - Number(one.desert) ||
        (other.asked ?? -1) + other.unmet - (one.asked ?? -1) - one.unmet ||
        one.area.localeCompare(other.area),
    );
}

/** Areas somebody was referred from, or looked for help in. All languages together: by language the same people would be told once more, in smaller parts. */
function areaNeeds(rows: readonly NeedRow[], unmet: readonly UnmetArea[]) {
  const groups = Map.groupBy(rows, ({ area }) => area);
  const vain = new Map(unmet.map(({ area, atLeast }) => [area, atLeast]));
  return [...new Set([...groups.keys(), ...vain.keys()])].map((area) => {
    const group = groups.get(area) ?? [];
    return {
      area,
      asked: group.reduce((sum, row) => sum + row.asked, 0),
      taken: group.reduce((sum, row) => sum + row.taken, 0),
      atLeast: vain.get(area) ?? 0,
    };
  });
}

/** A part of what is told, where neither it nor the rest is small. */
function partTold(part: number, rest: number): number | null {
  const both = told([
    { key: "part", count: part },
    { key: "rest", count: rest },
  ]);
  return both.keys.has("part") ? part : null;
}
