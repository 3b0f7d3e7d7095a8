// The whole reading of a package in order: cells, references, comparisons, layout. Pure; what it cannot know is handed in.
import { type CheckedTables, checkInTurns, type PackageTable, report } from "./check";
import type { Fault } from "./fault";
import type { Format } from "./kinds";
import { type LaidOut, type Layout, layOut } from "./lay-out";
import { judgePoints } from "./points";
import type { CheckedRow } from "./records";
import { refuseBelowRefused, resolveParents, type Surroundings } from "./resolve";
import { findOwners, forgetPastBeginnings, noteFarPoints, notePhonesElsewhere, refuseStrayLetters } from "./survey";
import type { Gazetteer } from "./target";
import { allAtOnce, type Turns } from "./turns";

export type ReadDirectory = {
  rows: CheckedRow[];
  layout: Layout;
  unreadable: Fault[];
  lost: CheckedTables["lost"];
  unused: CheckedTables["unused"];
};

// When nothing in a package tells: the zone most of the country's people live in.
const lastResortZone = "America/New_York";

export function readDirectory(...given: Parameters<typeof readInTurns>): ReadDirectory {
  return allAtOnce(readInTurns(...given));
}

export function* readInTurns(
  tables: readonly PackageTable[],
  format: Format,
  source: string,
  around: Surroundings & { today: string },
  gazetteer: Gazetteer,
): Turns<ReadDirectory> {
  const { rows, unreadable, lost, unused } = yield* checkInTurns(tables, format);
  yield;
  resolveParents(rows, tables, around);
  yield;
  const owners = findOwners(rows);
  refuseStrayLetters(rows);
  refuseBelowRefused(rows);
  yield;
  judgePoints(rows, gazetteer);
  yield;
  noteFarPoints(rows);
  notePhonesElsewhere(rows);
  forgetPastBeginnings(rows, around.today);
  yield;
  const laidOut = layOut(rows, source, owners, gazetteer);
  assumeZones(laidOut);
  return { rows, layout: laidOut.layout, unreadable, lost, unused };
}

/** A place that names no state gets the zone of most others, and the report says so. */
function assumeZones({ layout, zoneless }: LaidOut): void {
  const locations = [...layout.of("location")];
  const zones = locations.map(({ values }) => (typeof values.time_zone === "string" ? values.time_zone : null));
  const zone = commonZone(zones) ?? lastResortZone;
  for (const target of locations)
    if (target.whole && target.values.time_zone === undefined) target.values.time_zone = zone;
  for (const row of zoneless) report(row, "time-zone-assumed", "state_province", "", { zone });
}

/** The zone most places of a package are in, or null when none is known. */
function commonZone(zones: readonly (string | null)[]): string | null {
  const counts = new Map<string, number>();
  for (const zone of zones) if (zone !== null) counts.set(zone, (counts.get(zone) ?? 0) + 1);
  return [...counts].sort(([, left], [, right]) => right - left)[0]?.[0] ?? null;
}
