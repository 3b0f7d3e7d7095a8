// How much of an authorization is used, planned and left. Counts; never decides whether more may be planned.
import type { UnitsHundredths } from "../values/money";

export interface BurnDown {
  readonly authorized: UnitsHundredths;
  readonly used: UnitsHundredths;
  /** Of sessions that are planned and were neither held nor cancelled. */
  readonly planned: UnitsHundredths;
  /** What may still be planned; never below zero, since more may be delivered than was planned. */
  readonly left: UnitsHundredths;
}

export function burnDown(authorized: UnitsHundredths, used: UnitsHundredths, planned: UnitsHundredths): BurnDown {
  const left = authorized - used - planned;
  return { authorized, used, planned, left: left < 0n ? 0n : left };
}
