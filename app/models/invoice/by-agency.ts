// Gathers what was delivered and not billed by the agency that pays for it. Sums; reads no database.
import type { CalendarDay } from "../values/calendar-day";
import type { Cents } from "../values/money";

interface Delivery {
  readonly agencyId: string;
  readonly agencyName: string;
  readonly serviceDay: CalendarDay;
  readonly amountCents: Cents;
}

export interface ToBill {
  readonly agencyId: string;
  readonly agencyName: string;
  readonly count: number;
  readonly amountCents: Cents;
  readonly oldest: CalendarDay;
}

/** One entry an agency, the one with the oldest delivery first. @param deliveries oldest first */
export function byAgency(deliveries: readonly Delivery[]): ToBill[] {
  const groups = new Map<string, ToBill>();
  for (const { agencyId, agencyName, serviceDay, amountCents } of deliveries) {
    const known = groups.get(agencyId) ?? { agencyId, agencyName, count: 0, amountCents: 0n, oldest: serviceDay };
    groups.set(agencyId, { ...known, count: known.count + 1, amountCents: known.amountCents + amountCents });
  }
  return [...groups.values()];
}
