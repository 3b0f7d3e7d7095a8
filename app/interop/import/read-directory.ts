// The whole reading of a package in order: cells, references, comparisons, layout. Pure; what it cannot know is handed in.
import { type CheckedTables, checkTables, type PackageTable, report } from "./check";
import type { Fault } from "./fault";
import type { Format } from "./kinds";
import { type LaidOut, layOut, type PlaceOf, type Target } from "./lay-out";
import type { CheckedRow } from "./records";
import { refuseBelowRefused, resolveParents, type Surroundings } from "./resolve";
import { findOwners, noteFarPoints, notePhonesElsewhere, refuseStrayLetters } from "./survey";
import { commonZone } from "./time-zone";

export type ReadDirectory = {
  rows: CheckedRow[];
  targets: Target[];
  unreadable: Fault[];
  lost: CheckedTables["lost"];
};

// When nothing in a package tells: the zone most of the country's people live in.
const lastResortZone = "America/New_York";

export function readDirectory(
  tables: readonly PackageTable[],
  format: Format,
  source: string,
  around: Surroundings,
  placeOf: PlaceOf,
): ReadDirectory {
  const { rows, unreadable, lost } = checkTables(tables, format);
  resolveParents(rows, tables, around);
  const owners = findOwners(rows);
  refuseStrayLetters(rows);
  refuseBelowRefused(rows);
  noteFarPoints(rows);
  notePhonesElsewhere(rows);
  const laidOut = layOut(rows, source, owners, placeOf);
  assumeZones(laidOut);
  return { rows, targets: laidOut.targets, unreadable, lost };
}

/** A place that names no state gets the zone of most others, and the report says so. */
function assumeZones({ targets, zoneless }: LaidOut): void {
  const locations = targets.filter((target) => target.table === "location");
  const zones = locations.map(({ values }) => (typeof values.time_zone === "string" ? values.time_zone : null));
  const zone = commonZone(zones) ?? lastResortZone;
  for (const target of locations)
    if (target.whole && target.values.time_zone === undefined) target.values.time_zone = zone;
  for (const row of zoneless) report(row, "time-zone-assumed", "state_province", "", { zone });
}
