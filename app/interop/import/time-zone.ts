// Gives the time zone of a place in the United States from its state and, in states with two zones, its longitude. Never asks a map.

const eastern = "America/New_York";
const central = "America/Chicago";
const mountain = "America/Denver";
const pacific = "America/Los_Angeles";

const zoneOfState: Record<string, string> = {
  AL: central,
  AK: "America/Anchorage",
  AZ: "America/Phoenix",
  AR: central,
  CA: pacific,
  CO: mountain,
  CT: eastern,
  DE: eastern,
  DC: eastern,
  FL: eastern,
  GA: eastern,
  GU: "Pacific/Guam",
  HI: "Pacific/Honolulu",
  ID: mountain,
  IL: central,
  IN: "America/Indiana/Indianapolis",
  IA: central,
  KS: central,
  KY: eastern,
  LA: central,
  ME: eastern,
  MD: eastern,
  MA: eastern,
  MI: "America/Detroit",
  MN: central,
  MS: central,
  MO: central,
  MT: mountain,
  NE: central,
  NV: pacific,
  NH: eastern,
  NJ: eastern,
  NM: mountain,
  NY: eastern,
  NC: eastern,
  ND: central,
  OH: eastern,
  OK: central,
  OR: pacific,
  PA: eastern,
  PR: "America/Puerto_Rico",
  RI: eastern,
  SC: eastern,
  SD: central,
  TN: central,
  TX: central,
  UT: mountain,
  VT: eastern,
  VI: "America/Puerto_Rico",
  VA: eastern,
  WA: pacific,
  WV: eastern,
  WI: central,
  WY: mountain,
};

/** States with two zones: west of this longitude the clock shows the second one. The lines follow the larger towns. */
const westernPart: Record<string, { longitude: number; zone: string }> = {
  FL: { longitude: -85.1, zone: central },
  ID: { longitude: -120, zone: pacific },
  KS: { longitude: -101.5, zone: mountain },
  KY: { longitude: -86, zone: central },
  MI: { longitude: -87.6, zone: central },
  ND: { longitude: -101.4, zone: mountain },
  NE: { longitude: -101, zone: mountain },
  SD: { longitude: -100.4, zone: mountain },
  TX: { longitude: -104.9, zone: mountain },
};

// Tennessee's east is the exception: its larger part is Central.
const tennesseeEast = -85.2;

/** The IANA zone, or null when the state is not one of the United States. */
export function zoneOfPlace(state: string | null, longitude: number | null): string | null {
  const code = (state ?? "").trim().toUpperCase();
  const zone = zoneOfState[code];
  if (zone === undefined) return null;
  if (longitude === null) return zone;
  if (code === "TN") return longitude > tennesseeEast ? eastern : central;
  const west = westernPart[code];
  return west !== undefined && longitude < west.longitude ? west.zone : zone;
}

/** The zone most places of a package are in, or null when none is known: for those that name no state. */
export function commonZone(zones: readonly (string | null)[]): string | null {
  const counts = new Map<string, number>();
  for (const zone of zones) if (zone !== null) counts.set(zone, (counts.get(zone) ?? 0) + 1);
  return [...counts].sort(([, left], [, right]) => right - left)[0]?.[0] ?? null;
}
