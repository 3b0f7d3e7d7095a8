// What a unit costs where several may say: the authorization first, then the agreement, then the provider's public price. Reads no row.
import type { Cents } from "../values/money";

export const RATE_SOURCES = ["authorization", "agreement", "offering"] as const;
export type RateSource = (typeof RATE_SOURCES)[number];
export type FoundRate = { readonly rateCents: Cents; readonly source: RateSource };

/** A price for a unit on the days [startsOn, endsOn). */
export type DatedRate = {
  readonly unitType: string;
  readonly rateCents: Cents;
  readonly startsOn: string;
  readonly endsOn: string;
};

export type RateSayings = {
  /** Of the authorization the units are drawn from, where there is one. */
  readonly authorization: DatedRate | null;
  /** Prices of the service in every version, each with the days on which its version is in force; null: a draft. */
  readonly agreed: readonly (DatedRate & { readonly inForce: { startsOn: string; endsOn: string } | null })[];
  readonly offering: { readonly unitType: string; readonly priceCents: Cents } | null;
};

/** As app.rate_on. @returns null where nobody has said a price for that unit on that day */
export function rateOn(
  { authorization, agreed, offering }: RateSayings,
  unitType: string,
  day: string,
): FoundRate | null {
  if (authorization && holds(authorization, unitType, day)) {
    return { rateCents: authorization.rateCents, source: "authorization" };
  }
  const found = agreed.find((rate) => rate.inForce && covers(rate.inForce, day) && holds(rate, unitType, day));
  if (found) return { rateCents: found.rateCents, source: "agreement" };
  return offering?.unitType === unitType ? { rateCents: offering.priceCents, source: "offering" } : null;
}

const holds = (rate: DatedRate, unitType: string, day: string) => rate.unitType === unitType && covers(rate, day);
const covers = ({ startsOn, endsOn }: { startsOn: string; endsOn: string }, day: string) =>
  startsOn <= day && day < endsOn;
