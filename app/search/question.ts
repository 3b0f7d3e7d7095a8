// A wish made ready for the database: its tree range, its words, its hours and whom the agency works with. Plain values.
import type { HalfLives } from "#app/models/organization/fact-groups";
import type { CalendarDay, TimeZone } from "#app/models/values/calendar-day";
import type { Wish } from "./wish";

export interface Question {
  readonly wish: Wish;
  readonly agencyId: string;
  /** The asker's. */
  readonly zone: TimeZone;
  readonly now: Date;
  /** Today in the asker's zone: which agreements, rates and credentials hold. */
  readonly today: CalendarDay;
  /** Organizations suspended in the agency's network today: few, so they are named. */
  readonly suspended: readonly string[];
  /** How long the asker's agency believes each group of facts. */
  readonly halfLives: HalfLives;
  /** Half-open range of places in the specialty tree; null: any specialty. */
  readonly terms: { readonly from: string; readonly end: string } | null;
  /** For each word that was typed the known words it may have meant; a word that means none is an empty list. */
  readonly words: readonly (readonly string[])[];
  /** For a service that comes to the client: the services at locations whose area holds the centre. */
  readonly covered: readonly string[];
  /** Clocks somewhere change around the day asked about. */
  readonly clocksChange: boolean;
  /** Codes of the sets of holidays that have one on the day asked about, or beside it. */
  readonly holidays: readonly string[];
}

/** What the rules of opening said of the places of which the week alone could not tell. */
export interface Judged {
  readonly closed: readonly string[];
  readonly unknown: readonly string[];
}
