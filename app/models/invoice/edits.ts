// Automatic checks on the lines of an invoice: each finds one thing and says it in a code with blanks. Decides nothing and reads no database.
import { type CalendarDay, daysBetween } from "../values/calendar-day";
import type { UnitsHundredths } from "../values/money";

export interface CheckedLine {
  readonly id: string;
  readonly clientId: string;
  readonly authorizationId: string;
  readonly serviceDay: CalendarDay;
  readonly units: UnitsHundredths;
  readonly plannedUnits: UnitsHundredths;
  readonly authorizationState: string;
  readonly hasNote: boolean;
  /** No agreement was in force on the day of the service, what the agency asks for did not hold, or a list excluded the provider. */
  readonly held: Held | null;
}

export interface Held {
  readonly reason: "credential" | "excluded" | "agreement";
  /** Names of the credentials. */
  readonly names: string;
}

/** Found anew at each look, for a renewal that is verified meanwhile lets the line pass; the database holds it until then. */
export const HELD_CODES = ["credential_invalid", "excluded", "no_agreement"] as const;
export type HeldCode = (typeof HELD_CODES)[number];

export interface Edit {
  readonly code: "late_filing" | "same_day_twice" | "over_plan" | "authorization_ended" | "no_note" | HeldCode;
  readonly blanks: Record<string, string | number>;
}

/** Days after delivery by which an invoice should come; later ones are looked at by a person, never refused by a program. */
export const FILING_DAYS = 90;

/**
 * @param lines every live line of the invoice
 * @param today the agency's local day
 * @returns line id → what was found, empty where nothing was
 */
export function findEdits(lines: readonly CheckedLine[], today: CalendarDay): Map<string, Edit[]> {
  const perDay = new Map<string, number>();
  for (const line of lines) perDay.set(dayKey(line), (perDay.get(dayKey(line)) ?? 0) + 1);
  return new Map(lines.map((line) => [line.id, editsOf(line, today, perDay.get(dayKey(line)) ?? 1)]));
}

function editsOf(line: CheckedLine, today: CalendarDay, sameDay: number): Edit[] {
  const found: Edit[] = line.held ? [heldEdit(line.held)] : [];
  const age = daysBetween(line.serviceDay, today);
  if (age > FILING_DAYS) found.push({ code: "late_filing", blanks: { days: age, limit: FILING_DAYS } });
  if (sameDay > 1) found.push({ code: "same_day_twice", blanks: { count: sameDay } });
  if (line.units > line.plannedUnits) found.push({ code: "over_plan", blanks: {} });
  if (["revoked", "expired"].includes(line.authorizationState)) found.push({ code: "authorization_ended", blanks: {} });
  if (!line.hasNote) found.push({ code: "no_note", blanks: {} });
  return found;
}

function heldEdit({ reason, names }: Held): Edit {
  if (reason === "excluded") return { code: "excluded", blanks: {} };
  return reason === "agreement"
    ? { code: "no_agreement", blanks: {} }
    : { code: "credential_invalid", blanks: { names } };
}

/** The checks an invoice was sent with, with what holds its line as it is now. */
export function heldNow(edits: readonly { code: string; blanks: Edit["blanks"] }[], held: Held | null) {
  const kept = edits.filter(({ code }) => !(HELD_CODES as readonly string[]).includes(code));
  return held ? [heldEdit(held), ...kept] : kept;
}

const dayKey = (line: CheckedLine) => `${line.authorizationId} ${line.clientId} ${line.serviceDay}`;
