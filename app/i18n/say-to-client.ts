// Says to a client, in a language of theirs, what clients read themselves. Knows those areas alone, so that a browser can carry all of them.
import type { i18n } from "i18next";
import english from "./en/sharing";
import spanish from "./es/sharing";
import { formatDayLong, formatInstant, formatInstantDay, formatList } from "./formats";
import type { Texts } from "./gather";
import type { Paths } from "./keys";
import type { ClientLanguage } from "./languages";
import { type Blanks, sayWith, speaker } from "./say";

// Another language is a file beside these that satisfies the English one, one line here, and its code in languages.ts.
const catalogues: Readonly<Record<ClientLanguage, Texts>> = {
  en: { sharing: english },
  es: { sharing: spanish },
};
const speakers = new Map<ClientLanguage, i18n>();

export type ClientKey = `sharing.${Paths<typeof english>}`;

export interface SayToClient {
  (key: ClientKey, blanks?: Blanks): string;
  /** The text at a key only known when running; null where there is none. */
  any(key: string, blanks?: Blanks): string | null;
  readonly language: ClientLanguage;
  day(day: string): string;
  instant(instant: Date | string, timeZone: string): string;
  instantDay(instant: Date | string, timeZone: string): string;
  list(names: readonly string[]): string;
}

export function sayToClient(language: ClientLanguage): SayToClient {
  const instance = speakers.get(language) ?? speaker(language, catalogues[language]);
  speakers.set(language, instance);
  const say = sayWith(instance);
  return Object.assign((key: ClientKey, blanks?: Blanks) => say.any(key, blanks), {
    any: (key: string, blanks?: Blanks) => (say.has(key) ? say.any(key, blanks) : null),
    language,
    day: (day: string) => formatDayLong(day, language),
    instant: (instant: Date | string, timeZone: string) => formatInstant(instant, timeZone, language),
    instantDay: (instant: Date | string, timeZone: string) => formatInstantDay(instant, timeZone, language),
    list: (names: readonly string[]) => formatList(names, language),
  });
}
