// Shows days, times, money, units and distances in a language. Knows no time zone and no clock of its own: both are given.
import type { ClientLanguage } from "./languages";

export type DistanceUnit = "mile" | "kilometre";

const METRES_PER_MILE = 1609.344;
const MINUTES_PER_DAY = 1440;

/** "2026-11-23" → "Mon, Nov 23, 2026". The weekday is always said: people plan by it. */
export function formatDay(day: string, language: ClientLanguage): string {
  return inLanguage(language, { weekday: "short", year: "numeric", month: "short", day: "numeric" }).of(noonOf(day));
}

/** "2026-11-23" → "Monday, November 23, 2026", for slips, letters and page heads. */
export function formatDayLong(day: string, language: ClientLanguage): string {
  return inLanguage(language, { weekday: "long", year: "numeric", month: "long", day: "numeric" }).of(noonOf(day));
}

/** "2026-11-23" → "Mon, Nov 23", where the year stands elsewhere on the page. */
export function formatDayOfWeek(day: string, language: ClientLanguage): string {
  return inLanguage(language, { weekday: "short", month: "short", day: "numeric" }).of(noonOf(day));
}

/** "2026-11-23" → "Nov 23", where the year and the weekday stand elsewhere on the page. */
export function formatDayShort(day: string, language: ClientLanguage): string {
  return inLanguage(language, { month: "short", day: "numeric" }).of(noonOf(day));
}

/** [from, until) → "Nov 23 – Dec 6, 2026": the last day shown is the day before `until`. */
export function formatDays(from: string, until: string, language: ClientLanguage): string {
  const last = new Date(noonOf(until).getTime() - 86_400_000);
  const format = dateFormat(language, { year: "numeric", month: "short", day: "numeric", timeZone: "UTC" });
  return plainSpaces(format.formatRange(noonOf(from), last));
}

/** An instant on the clock of a zone: "Mon, Nov 23, 2026, 2:30 PM EST". The zone is named because reader and place may differ. */
export function formatInstant(instant: Date | string, timeZone: string, language: ClientLanguage): string {
  const options = { weekday: "short", year: "numeric", month: "short", day: "numeric" } as const;
  return inLanguage(language, { ...options, ...CLOCK, timeZoneName: "short" }, timeZone).of(new Date(instant));
}

/** "2:30 PM EST" on the clock of a zone. */
export function formatTime(instant: Date | string, timeZone: string, language: ClientLanguage): string {
  return inLanguage(language, { ...CLOCK, timeZoneName: "short" }, timeZone).of(new Date(instant));
}

/** [from, until) on the clock of a zone, which is named once: "2:30 PM – 3:15 PM EST". */
export function formatTimes(
  from: Date | string,
  until: Date | string,
  timeZone: string,
  language: ClientLanguage,
): string {
  const begin = inLanguage(language, CLOCK, timeZone).of(new Date(from));
  return `${begin} – ${formatTime(until, timeZone, language)}`;
}

/** The day an instant falls on in a zone: "Mon, Nov 23, 2026". */
export function formatInstantDay(instant: Date | string, timeZone: string, language: ClientLanguage): string {
  const options = { weekday: "short", year: "numeric", month: "short", day: "numeric" } as const;
  return inLanguage(language, options, timeZone).of(new Date(instant));
}

/** Minutes after midnight on a clock that has no date: 570 → "9:30 AM". 1440 and more is the next day's clock. */
export function formatMinute(minute: number, language: ClientLanguage): string {
  const instant = new Date(Date.UTC(2000, 0, 1, 0, minute % MINUTES_PER_DAY));
  return inLanguage(language, CLOCK).of(instant);
}

/**
 * A half-open span of a day's clock: [540, 1020) → "9:00 AM – 5:00 PM".
 * @param nextDay the word for a close past midnight, such as "next day"; said only then
 */
export function formatSpan(
  opensMinute: number,
  closesMinute: number,
  language: ClientLanguage,
  nextDay: string,
): string {
  const span = `${formatMinute(opensMinute, language)} – ${formatMinute(closesMinute, language)}`;
  return closesMinute > MINUTES_PER_DAY ? `${span} (${nextDay})` : span;
}

/** ISO weekday, Monday is 1 → "Monday". */
export function formatWeekday(weekday: number, language: ClientLanguage, length: "long" | "short" = "long"): string {
  // January 1, 2024 was a Monday.
  return inLanguage(language, { weekday: length }).of(new Date(Date.UTC(2024, 0, weekday, 12)));
}

/** A month's number, January is 1 → "January". */
export function formatMonth(month: number, language: ClientLanguage): string {
  return inLanguage(language, { month: "long" }).of(new Date(Date.UTC(2024, month - 1, 1, 12)));
}

/** The month a day falls in: "2026-11-23" → "November 2026". */
export function formatMonthOf(day: string, language: ClientLanguage): string {
  return inLanguage(language, { month: "long", year: "numeric" }).of(noonOf(day));
}

/** A day of every year, month × 100 + day: 515 → "May 15". */
export function formatYearDay(yearDay: number, language: ClientLanguage): string {
  const day = new Date(Date.UTC(2024, Math.floor(yearDay / 100) - 1, yearDay % 100, 12));
  return inLanguage(language, { month: "long", day: "numeric" }).of(day);
}

/** How far a day is from today: -1 → "yesterday", 3 → "in 3 days". */
export function formatDaysAway(days: number, language: ClientLanguage): string {
  const known = relativeFormats.get(language) ?? new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  relativeFormats.set(language, known);
  return known.format(days, "day");
}

/** How long ago, in the largest unit that is not too coarse: "3 days ago", "9 weeks ago", "14 months ago". */
export function formatAge(days: number, language: ClientLanguage): string {
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  if (days < 21) return words.format(-days, "day");
  if (days < 91) return words.format(-Math.floor(days / 7), "week");
  return words.format(-Math.floor(days / 30.44), "month");
}

/** Whole cents → "$1,234.50", digit for digit: the amount never passes through a float. */
export function formatMoney(cents: bigint, currency: string, language: ClientLanguage): string {
  return plainSpaces(numberFormat(language, { style: "currency", currency }).format(decimal(cents)));
}

/** Hundredths of a unit → "1.25"; whole units show no decimals. */
export function formatUnits(unitsHundredths: bigint, language: ClientLanguage): string {
  return numberFormat(language, { maximumFractionDigits: 2 }).format(decimal(unitsHundredths));
}

/** A rule's chance or share: 0.125 → "12.5%". */
export function formatShare(share: number, language: ClientLanguage): string {
  return numberFormat(language, { style: "percent", maximumFractionDigits: 1 }).format(share);
}

export function formatCount(count: number, language: ClientLanguage): string {
  return numberFormat(language, {}).format(count);
}

/** Metres → "1.2 mi" or "1.9 km"; from ten on without decimals, since nobody chooses by a tenth of ten miles. */
export function formatDistance(metres: number, unit: DistanceUnit, language: ClientLanguage): string {
  const length = unit === "mile" ? metres / METRES_PER_MILE : metres / 1000;
  const maximumFractionDigits = length < 9.95 ? 1 : 0;
  const options = { style: "unit", unit: unit === "mile" ? "mile" : "kilometer", maximumFractionDigits } as const;
  return plainSpaces(numberFormat(language, options).format(length));
}

/** 95 → "1 hr, 35 min". */
export function formatMinutes(minutes: number, language: ClientLanguage): string {
  const part = (value: number, unit: "hour" | "minute") =>
    numberFormat(language, { style: "unit", unit }).format(value);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [
    ...(hours > 0 ? [part(hours, "hour")] : []),
    ...(rest > 0 || hours === 0 ? [part(rest, "minute")] : []),
  ];
  return plainSpaces(parts.join(", "));
}

/** Bytes of a document → "340 kB" or "2.1 MB". */
export function formatBytes(bytes: number, language: ClientLanguage): string {
  const large = bytes >= 1_000_000;
  const unit = large ? "megabyte" : "kilobyte";
  const value = large ? bytes / 1_000_000 : Math.max(1, Math.round(bytes / 1000));
  return plainSpaces(numberFormat(language, { style: "unit", unit, maximumFractionDigits: 1 }).format(value));
}

/** ["a", "b", "c"] → "a, b, and c". */
export function formatList(items: readonly string[], language: ClientLanguage): string {
  const known = listFormats.get(language) ?? new Intl.ListFormat(language, { type: "conjunction" });
  listFormats.set(language, known);
  return known.format(items);
}

const CLOCK = { hour: "numeric", minute: "2-digit" } as const;

/** Hundredths as a decimal text, the one shape Intl takes without rounding through a float. */
function decimal(hundredths: bigint): Intl.StringNumericLiteral {
  const size = hundredths < 0n ? -hundredths : hundredths;
  const sign = hundredths < 0n ? "-" : "";
  return `${sign}${size / 100n}.${(size % 100n).toString().padStart(2, "0")}` as Intl.StringNumericLiteral;
}

/** Noon in UTC stands for a calendar day: a day has no zone, and noon is that day in the formatter's zone. */
function noonOf(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}

function inLanguage(language: ClientLanguage, options: Intl.DateTimeFormatOptions, timeZone = "UTC") {
  const format = dateFormat(language, { ...options, timeZone });
  return { of: (instant: Date) => plainSpaces(format.format(instant)) };
}

// Building an Intl format costs more than a thousand uses of it.
const dateFormats = new Map<string, Intl.DateTimeFormat>();
const numberFormats = new Map<string, Intl.NumberFormat>();
const relativeFormats = new Map<ClientLanguage, Intl.RelativeTimeFormat>();
const listFormats = new Map<ClientLanguage, Intl.ListFormat>();

function dateFormat(language: ClientLanguage, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = language + JSON.stringify(options);
  const known = dateFormats.get(name);
  if (known) return known;
  const fresh = new Intl.DateTimeFormat(regionOf(language), options);
  dateFormats.set(name, fresh);
  return fresh;
}

function numberFormat(language: ClientLanguage, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const name = language + JSON.stringify(options);
  const known = numberFormats.get(name);
  if (known) return known;
  const fresh = new Intl.NumberFormat(regionOf(language), options);
  numberFormats.set(name, fresh);
  return fresh;
}

function regionOf(language: ClientLanguage): string {
  return `${language}-US`;
}

/** Server and browser may differ in which narrow space they print; one plain space keeps both pages equal. */
function plainSpaces(text: string): string {
  return text.replaceAll(/[\u00a0\u2009\u202f]/g, " ");
}
