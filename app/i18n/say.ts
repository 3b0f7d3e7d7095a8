// Says a text of the catalogue in one language with its blanks filled. The only door to i18next; never reads a request or a cookie.
import { createInstance, type i18n } from "i18next";
import { type AgencyWords, DEFAULT_WORDS, wordBlanks } from "./agency-words";
import type { Key } from "./en";
import type { Texts } from "./gather";
import type { Language } from "./languages";

export type Blanks = Readonly<Record<string, string | number>>;

export interface Say {
  /** The text at a key the compiler knows. A `count` blank picks the plural. */
  (key: Key, blanks?: Blanks): string;
  /** The text at a key only known when running, such as a refusal's code; an unknown key is said as it stands. */
  any(key: string, blanks?: Blanks): string;
  has(key: string): key is Key;
}

/** One i18next for one language. The catalogue is given, so that a browser only loads the language it shows. */
export function speaker(language: Language, catalogue: Texts): i18n {
  const instance = createInstance();
  void instance.init({
    lng: language,
    resources: { [language]: { translation: catalogue } },
    initAsync: false,
    // A sentence that is looked up by mistake may hold a colon; there is one namespace anyway.
    nsSeparator: false,
    // React escapes, and mails are plain text: escaping here would show "&amp;" to people.
    interpolation: { escapeValue: false },
  });
  return instance;
}

export function sayWith(instance: i18n, words: AgencyWords = DEFAULT_WORDS): Say {
  const ownWords = wordBlanks(words);
  // Untyped on purpose: i18next's own key types would check every call against the whole catalogue twice.
  const translate = instance.t as unknown as (key: string, blanks: Blanks) => string;
  const fill = (key: string, blanks?: Blanks) => translate(key, blanks ? { ...ownWords, ...blanks } : ownWords);
  const has = (key: string): key is Key => instance.exists(key) || instance.exists(key, { count: 1 });
  return Object.assign((key: Key, blanks?: Blanks) => fill(key, blanks), {
    any: (key: string, blanks?: Blanks) => (has(key) ? fill(key, blanks) : key),
    has,
  });
}
