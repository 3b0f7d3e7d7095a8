// The groups of facts that are kept current, how long each is believed, and from which day on it counts as unconfirmed. Knows no row, reads no clock.
import { addDays, type CalendarDay, localDay, type TimeZone } from "../values/calendar-day";

export const FACT_GROUPS = ["contact", "address", "hours", "services", "access", "capacity"] as const;
export type FactGroup = (typeof FACT_GROUPS)[number];

/** Those whose age speaks against a place in a search; capacity that has grown old is not known, which says it already. */
export const DOUBTED_GROUPS = ["contact", "address", "hours", "services", "access"] as const;
export type DoubtedGroup = (typeof DOUBTED_GROUPS)[number];

/** Days. Places fill in days, hours change with the season, an address seldom. */
export type HalfLives = Readonly<Record<FactGroup, number>>;
export const USUAL_HALF_LIVES: HalfLives = {
  contact: 180,
  address: 365,
  hours: 90,
  services: 180,
  access: 365,
  capacity: 14,
};
export const LONGEST_HALF_LIFE = 1095;

/** One agency's word on one group. */
export type FactRule = {
  readonly agencyId: string;
  /** Null: the agency has said nothing of any group. */
  readonly factGroup: string | null;
  readonly halfLifeDays: number | null;
  readonly waits: boolean | null;
};

/** What one agency goes by. */
export function halfLivesOf(rules: readonly Pick<FactRule, "factGroup" | "halfLifeDays">[]): HalfLives {
  const said = new Map(rules.map(({ factGroup, halfLifeDays }) => [factGroup, halfLifeDays]));
  return eachGroup((group) => said.get(group) ?? USUAL_HALF_LIVES[group]);
}

/** What an organization is asked to keep to: of the rules of all its agencies the strictest. */
export function strictestHalfLives(rules: readonly FactRule[]): HalfLives {
  const agencies = [...new Set(rules.map(({ agencyId }) => agencyId))];
  const each = agencies.map((agencyId) => halfLivesOf(rules.filter((rule) => rule.agencyId === agencyId)));
  return eachGroup((group) =>
    each.length === 0 ? USUAL_HALF_LIVES[group] : Math.min(...each.map((halfLives) => halfLives[group])),
  );
}

/** Whether any agency wants to look at changes of this group before they hold. */
export const waitsForALook = (rules: readonly FactRule[], group: FactGroup): boolean =>
  rules.some(({ factGroup, waits }) => factGroup === group && waits === true);

/**
 * The first day on which a fact counts as unconfirmed: so many days after the day of its confirmation, both on the place's own clock,
 * so that a day of 23 or 25 hours is a day.
 */
export function unconfirmedFrom(knownAt: Date, zone: TimeZone, halfLifeDays: number): CalendarDay {
  return addDays(localDay(knownAt, zone), halfLifeDays);
}

/** @param zone of the place the fact is shown for */
export function isUnconfirmed(knownAt: Date, zone: TimeZone, halfLifeDays: number, now: Date): boolean {
  return localDay(now, zone) >= unconfirmedFrom(knownAt, zone, halfLifeDays);
}

function eachGroup(of: (group: FactGroup) => number): HalfLives {
  return Object.fromEntries(FACT_GROUPS.map((group) => [group, of(group)])) as unknown as HalfLives;
}
