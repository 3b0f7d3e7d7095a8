// Automatic checks on what is billed: each finds one thing and says it in a code with blanks and what it does. Decides nothing and reads no database.
import { type CalendarDay, daysBetween } from "../values/calendar-day";
import { type Cents, priceUnits, typedUnits, type UnitsHundredths } from "../values/money";
import { EDIT_CODES, type EditCode, type Effect, HELD_CODES, usualEffect } from "./edit-codes";

export interface CheckedLine {
  readonly id: string;
  readonly clientId: string;
  readonly authorizationId: string;
  readonly serviceDay: CalendarDay;
  readonly units: UnitsHundredths;
  readonly plannedUnits: UnitsHundredths;
  readonly rateCents: Cents;
  readonly amountCents: Cents;
  readonly authorizationState: string;
  readonly authorizedUnits: UnitsHundredths;
  readonly usedUnits: UnitsHundredths;
  /** In each day, week or month; null where nothing limits them. */
  readonly unitsPerPeriod: UnitsHundredths | null;
  /** Delivered in the line's own day, week or month. */
  readonly periodUnits: UnitsHundredths | null;
  /** The days [authorizedFrom, authorizedUntil). */
  readonly authorizedFrom: string;
  readonly authorizedUntil: string;
  /** The attendance still stands, and somebody came. */
  readonly attended: boolean;
  readonly hasNote: boolean;
  readonly facts: DeliveryFacts;
}

/** What no side may read by itself, asked of the database. */
export interface DeliveryFacts {
  readonly excluded: boolean;
  readonly inForce: boolean;
  /** Names of the credentials that did not hold that day. */
  readonly lacking: string;
  /** The agreement's price of a unit on that day; null where it names none. */
  readonly agreedCents: Cents | null;
  /** The client was given something else at that time: by this provider, or by another, which is not named. */
  readonly clientAt: "here" | "elsewhere" | "";
  readonly practitionerTwice: boolean;
  /** Another attendance of the same client, service, units and times. */
  readonly twin: boolean;
  readonly fundShort: boolean;
}

export interface EditRules {
  /** Where an agency has an edit do something else than it usually does. */
  readonly effects: Readonly<Partial<Record<string, Effect | "off">>>;
  /** Days after delivery by which an invoice should come. */
  readonly filingDays: number;
}

export const FILING_DAYS = 90;
export const USUAL_RULES: EditRules = { effects: {}, filingDays: FILING_DAYS };

export interface Edit {
  readonly code: string;
  readonly blanks: Readonly<Record<string, string | number>>;
  /** Absent on what was sent before edits had one. */
  readonly effect?: string | undefined;
}

/**
 * @param lines every live line of the invoice, or every delivery that could be billed
 * @param today the agency's local day
 * @returns line id → what was found, empty where nothing was
 */
export function findEdits(
  lines: readonly CheckedLine[],
  rules: EditRules,
  today: CalendarDay,
): Map<string, readonly Edit[]> {
  const perDay = new Map<string, number>();
  for (const line of lines) perDay.set(dayKey(line), (perDay.get(dayKey(line)) ?? 0) + 1);
  return new Map(
    lines.map((line) => {
      const found = foundOn(line, { sameDay: perDay.get(dayKey(line)) ?? 1, filingDays: rules.filingDays, today });
      return [line.id, EDIT_CODES.flatMap((code) => weighed(code, found[code], rules))];
    }),
  );
}

type Blanks = Readonly<Record<string, string | number>>;
type Surroundings = { readonly sameDay: number; readonly filingDays: number; readonly today: CalendarDay };

/** Each code with its blanks where it was found. */
function foundOn(line: CheckedLine, { sameDay, filingDays, today }: Surroundings): Partial<Record<EditCode, Blanks>> {
  const { facts } = line;
  const age = daysBetween(line.serviceDay, today);
  const when = (holds: boolean, blanks: Blanks = {}) => (holds ? blanks : undefined);
  const found: Record<EditCode, Blanks | undefined> = {
    excluded: when(facts.excluded),
    no_agreement: when(!facts.inForce),
    credential_invalid: when(facts.lacking !== "", { names: facts.lacking }),
    no_authorization: when(line.authorizationState === "proposed"),
    authorization_ended: when(line.authorizationState === "revoked"),
    outside_dates: when(line.serviceDay < line.authorizedFrom || line.serviceDay >= line.authorizedUntil),
    over_units: when(line.usedUnits > line.authorizedUnits),
    over_period: overPeriod(line),
    attendance_missing: when(!line.attended),
    arithmetic: when(priceUnits(line.units, line.rateCents) !== line.amountCents),
    fund_exhausted: when(facts.fundShort),
    duplicate: when(facts.twin),
    client_overlap: when(facts.clientAt === "here"),
    client_elsewhere: when(facts.clientAt === "elsewhere"),
    practitioner_overlap: when(facts.practitionerTwice),
    rate_not_agreed: when(facts.agreedCents !== null && facts.agreedCents !== line.rateCents),
    late_filing: when(age > filingDays, { days: age, limit: filingDays }),
    same_day_twice: when(sameDay > 1, { count: sameDay }),
    over_plan: when(line.units > line.plannedUnits),
    no_note: when(!line.hasNote),
  };
  return found as Partial<Record<EditCode, Blanks>>;
}

/** The limit was lowered after it was delivered: the database lets no delivery exceed the one of its own day. */
function overPeriod({ unitsPerPeriod, periodUnits }: CheckedLine): Blanks | undefined {
  if (unitsPerPeriod === null || periodUnits === null || periodUnits <= unitsPerPeriod) return undefined;
  return { used: typedUnits(periodUnits), limit: typedUnits(unitsPerPeriod) };
}

function weighed(code: EditCode, blanks: Blanks | undefined, rules: EditRules): Edit[] {
  const effect = effectOf(code, rules);
  return blanks === undefined || effect === "off" ? [] : [{ code, blanks, effect }];
}

/** What an edit does at an agency. What the database holds by itself no agency may let pass. */
export const effectOf = (code: EditCode, rules: EditRules): Effect | "off" =>
  isHeldCode(code) ? "hold" : (rules.effects[code] ?? usualEffect(code));

/** Judged anew by the facts as they are at each look; what was found when the invoice was sent no longer counts. */
export const isHeldCode = (code: string) => (HELD_CODES as readonly string[]).includes(code);

/** The edits an invoice was sent with, with what holds its line as it is now: a renewal that is verified meanwhile lets it pass. */
export function heldNow(edits: readonly Edit[], line: CheckedLine, today: CalendarDay): Edit[] {
  const now = findEdits([line], USUAL_RULES, today).get(line.id) ?? [];
  return [...now.filter(({ code }) => isHeldCode(code)), ...edits.filter(({ code }) => !isHeldCode(code))];
}

export type Verdict = "passes" | "look" | "held";

/** Whether a line could be paid as it stands: it passes, a person looks at it first, or it is held. */
export function verdictOf(edits: readonly Edit[]): Verdict {
  if (edits.some(({ effect }) => effect === "hold")) return "held";
  return edits.some(({ effect }) => effect !== "note") ? "look" : "passes";
}

interface Weighed {
  readonly amountCents: Cents;
  readonly edits: readonly Edit[];
}

export type Forecast = Readonly<Record<Verdict, { readonly count: number; readonly cents: Cents }>>;

/** How many lines, and how much money, pass, are looked at, and are held. */
export function forecast(lines: readonly Weighed[]): Forecast {
  const sums = { passes: nothing(), look: nothing(), held: nothing() };
  for (const { amountCents, edits } of lines) {
    const sum = sums[verdictOf(edits)];
    sum.count += 1;
    sum.cents += amountCents;
  }
  return sums;
}

const nothing = () => ({ count: 0, cents: 0n });

const dayKey = (line: CheckedLine) => `${line.authorizationId} ${line.clientId} ${line.serviceDay}`;
