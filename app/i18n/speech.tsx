// Hands pages their words and formats. Takes plain settings from the root; never reads a request, a cookie or a clock.
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { I18nContext } from "react-i18next";
import { type AgencyWords, DEFAULT_WORDS } from "./agency-words";
import * as formats from "./formats";
import { DEFAULT_LANGUAGE, type Language } from "./languages";
import { type Say, sayWith } from "./say";

export type SpeechSettings = {
  readonly language: Language;
  /** IANA zone of the desk; a place's own hours are shown in the place's zone instead. */
  readonly timeZone: string;
  readonly words: AgencyWords;
  readonly distanceUnit: formats.DistanceUnit;
  /** ISO 4217 code, such as USD. */
  readonly currency: string;
};

export const DEFAULT_SPEECH: SpeechSettings = {
  language: DEFAULT_LANGUAGE,
  timeZone: "America/New_York",
  words: DEFAULT_WORDS,
  distanceUnit: "mile",
  currency: "USD",
};

// Made once for a page: a page asks for its words hundreds of times.
const Speech = createContext<{ readonly say: Say; readonly formats: Formats } | null>(null);

export function SpeechProvider({ settings, children }: { settings: SpeechSettings; children: ReactNode }) {
  const { i18n } = useContext(I18nContext) ?? {};
  if (!i18n) throw new Error("nothing is said without a catalogue");
  const speech = useMemo(() => {
    const say = sayWith(i18n, settings.words);
    return { say, formats: formatsFor(settings, say) };
  }, [i18n, settings]);
  return <Speech.Provider value={speech}>{children}</Speech.Provider>;
}

/** `const say = useSay(); say("referral.send-button", { name })` */
export function useSay(): Say {
  return useSpeech().say;
}

/** The formats of formats.ts with the desk's language, zone, currency and distance already in hand. */
export function useFormats(): Formats {
  return useSpeech().formats;
}

function useSpeech() {
  const speech = useContext(Speech);
  if (!speech) throw new Error("nothing is said outside a SpeechProvider");
  return speech;
}

export type Formats = ReturnType<typeof formatsFor>;

export function formatsFor({ language, timeZone, distanceUnit, currency }: SpeechSettings, say: Say) {
  return {
    language,
    timeZone,
    day: (day: string) => formats.formatDay(day, language),
    dayLong: (day: string) => formats.formatDayLong(day, language),
    dayOfWeek: (day: string) => formats.formatDayOfWeek(day, language),
    dayShort: (day: string) => formats.formatDayShort(day, language),
    days: (from: string, until: string) => formats.formatDays(from, until, language),
    /** @param zone the place's zone where it is not the desk's */
    instant: (instant: Date | string, zone = timeZone) => formats.formatInstant(instant, zone, language),
    instantDay: (instant: Date | string, zone = timeZone) => formats.formatInstantDay(instant, zone, language),
    time: (instant: Date | string, zone = timeZone) => formats.formatTime(instant, zone, language),
    times: (from: Date | string, until: Date | string, zone = timeZone) =>
      formats.formatTimes(from, until, zone, language),
    minute: (minute: number) => formats.formatMinute(minute, language),
    span: (opensMinute: number, closesMinute: number) =>
      formats.formatSpan(opensMinute, closesMinute, language, say("word.next-day")),
    weekday: (weekday: number, length?: "long" | "short") => formats.formatWeekday(weekday, language, length),
    month: (month: number) => formats.formatMonth(month, language),
    monthOf: (day: string) => formats.formatMonthOf(day, language),
    yearDay: (yearDay: number) => formats.formatYearDay(yearDay, language),
    age: (days: number) => formats.formatAge(days, language),
    daysAway: (days: number) => formats.formatDaysAway(days, language),
    money: (cents: bigint, ownCurrency = currency) => formats.formatMoney(cents, ownCurrency, language),
    /** A number of units; with its type also the word: "4 sessions". */
    units: (unitsHundredths: bigint, unitType?: string) => {
      const number = formats.formatUnits(unitsHundredths, language);
      if (!unitType) return number;
      // Only exactly one is said in the singular: "1 hour", but "1.5 hours".
      const count = unitsHundredths === 100n ? 1 : 2;
      return `${number} ${say.any(`word.unit.${unitType}`, { count })}`;
    },
    share: (share: number) => formats.formatShare(share, language),
    count: (count: number) => formats.formatCount(count, language),
    distance: (metres: number) => formats.formatDistance(metres, distanceUnit, language),
    minutes: (minutes: number) => formats.formatMinutes(minutes, language),
    bytes: (bytes: number) => formats.formatBytes(bytes, language),
    list: (items: readonly string[]) => formats.formatList(items, language),
  };
}
