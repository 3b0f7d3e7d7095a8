// The kinds of unit a service is priced by and counted in. A list; knows no price.

export const UNIT_TYPES = ["quarter_hour", "hour", "session", "day", "item"] as const;
export type UnitType = (typeof UNIT_TYPES)[number];
