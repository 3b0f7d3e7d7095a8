// The kinds of unit a service is counted in, and how elapsed time becomes units. Never rounds up: billed is only what passed.
import type { UnitsHundredths } from "../values/money";

export { UNIT_TYPES, type UnitType } from "../organization/unit-types";

const QUARTER_HOUR = 900_000;
const HUNDREDTH_OF_AN_HOUR = 36_000;

/** Whether units of this kind are time that passed, rather than counted. */
export const isTimed = (unitType: string): boolean => unitType === "quarter_hour" || unitType === "hour";

/**
 * Units of elapsed time: whole quarter hours begun and ended, or hundredths of an hour; what is left over is not billed.
 * The database's guard computes the same and refuses any other number.
 * @param milliseconds elapsed, 0 or more   @returns hundredths of a unit
 * @throws RangeError for a unit that is not time: the caller's bug
 */
export function unitsOfTime(unitType: string, milliseconds: number): UnitsHundredths {
  if (unitType === "quarter_hour") return BigInt(Math.floor(milliseconds / QUARTER_HOUR)) * 100n;
  if (unitType === "hour") return BigInt(Math.floor(milliseconds / HUNDREDTH_OF_AN_HOUR));
  throw new RangeError(`${unitType} is not counted by time`);
}
