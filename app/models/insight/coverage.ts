// Holds need against supply, area by area: how many asked, who is near enough to take them, and where nobody is. Measures as the crow flies.
import { distanceMetres, type Point } from "../values/place";
import type { ToldNeed } from "./coverage-need";
import type { UnmetArea } from "./unmet-need";

/** When somebody can come, as far as a place's weekly hours say. */
export const COVERAGE_TIMES = ["evenings", "weekends"] as const;
export type CoverageTime = (typeof COVERAGE_TIMES)[number];

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
 * @param needs how many asked, as far as it may be told, by area: areas somebody was referred from
 * @param unmet what the ledger tells of the same need
 * @param points where each area's middle is, as far as it is known
 */
export function coverageOf(
  needs: ReadonlyMap<string, ToldNeed>,
  places: readonly SupplyPlace[],
  unmet: readonly UnmetArea[],
  points: ReadonlyMap<string, Point>,
  filter: CoverageFilter,
): AreaCoverage[] {
  const supply = places.filter((place) => serves(place, filter));
  const vain = new Map(unmet.map(({ area, atLeast }) => [area, atLeast]));
  return [...new Set([...needs.keys(), ...vain.keys()])]
    .map((area): AreaCoverage => {
      const { asked, taken } = needs.get(area) ?? NOBODY;
      const point = points.get(area) ?? null;
      const away = point ? supply.map((place) => ({ place, metres: distanceMetres(point, place) })) : [];
      const near = away.filter(({ metres }) => metres <= filter.withinMetres);
      return {
        area,
        point,
        asked,
        taken,
        unmet: vain.get(area) ?? 0,
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

/** Somebody looked for help there, and nobody was referred. */
const NOBODY: ToldNeed = { asked: 0, taken: 0 };
