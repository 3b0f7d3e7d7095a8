// What a provider learns before it may know who the client is: need, urgency, how they get there, rough area, age band, language. Never a name, a day or a full code.
import { type CalendarDay, yearsBetween } from "../values/calendar-day";

export interface SummaryFacts {
  readonly number: string;
  readonly specialty: string | null;
  readonly urgency: string;
  readonly mode: string;
  readonly birthDay: CalendarDay | null;
  readonly language: string;
  readonly postalCode: string | null;
  readonly city: string | null;
}

export interface Summary {
  readonly number: string;
  readonly specialty?: string;
  readonly urgency: string;
  readonly mode: string;
  readonly area?: string;
  readonly ageBand?: string;
  readonly language?: string;
}

export function summaryOf(facts: SummaryFacts, today: CalendarDay): Summary {
  const area = areaOf(facts.postalCode, facts.city);
  return {
    number: facts.number,
    urgency: facts.urgency,
    mode: facts.mode,
    language: facts.language,
    ...(facts.specialty ? { specialty: facts.specialty } : {}),
    ...(area ? { area } : {}),
    ...(facts.birthDay ? { ageBand: ageBandOf(facts.birthDay, today) } : {}),
  };
}

/** The first three digits of a postal code name a district of many thousands; a town only where no code is known. */
export function areaOf(postalCode: string | null, city: string | null): string | null {
  const digits = /^(\d{3})\d{2}/.exec(postalCode?.trim() ?? "")?.[1];
  return digits ? `${digits}xx` : city?.trim() || null;
}

const BANDS = [6, 13, 18, 26, 40, 60] as const;

/** "0–5", "6–12", "13–17", "18–25", "26–39", "40–59", "60+". */
export function ageBandOf(birthDay: CalendarDay, today: CalendarDay): string {
  const age = Math.max(0, yearsBetween(birthDay, today));
  const next = BANDS.findIndex((from) => age < from);
  if (next < 0) return `${BANDS.at(-1)}+`;
  return `${BANDS[next - 1] ?? 0}–${(BANDS[next] ?? 0) - 1}`;
}
