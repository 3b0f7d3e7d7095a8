// Says a text of the catalogue in one language with its blanks filled. The only door to i18next; never reads a request or a cookie.
import { createInstance, type i18n } from "i18next";
import { type AgencyWords, DEFAULT_WORDS, wordBlanks } from "./agency-words";
import type { Key } from "./en";
import { formatCount } from "./formats";
import type { Texts } from "./gather";
import type { ClientLanguage } from "./languages";

export type Blanks = Readonly<Record<string, string | number>>;

export interface Say {
  /** The text at a key the compiler knows. A `count` blank picks the plural. */
  (key: Key, blanks?: Blanks): string;
  /** The text at a key only known when running, such as a refusal's code; an unknown key is said as it stands. */
  any(key: string, blanks?: Blanks): string;
  has(key: string): key is Key;
}

/** One i18next for one language. The catalogue is given, so that a browser only loads the language it shows. */
export function speaker(language: ClientLanguage, catalogue: Texts): i18n {
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

// What has been said needs no second look: a catalogue does not change, and an agency's words seldom.
const spoken = new WeakMap<i18n, Map<string, Say>>();
const MOST_SPOKEN = 200;

export function sayWith(instance: i18n, words: AgencyWords = DEFAULT_WORDS): Say {
  const ways = spoken.get(instance) ?? new Map<string, Say>();
  spoken.set(instance, ways);
  const name = JSON.stringify(words);
  const known = ways.get(name);
  if (known) return known;
  if (ways.size >= MOST_SPOKEN) ways.clear();
  const fresh = makeSay(instance, words);
  ways.set(name, fresh);
  return fresh;
}

/** A text cut at its blanks: what is said and what is filled in by turns; null where only i18next can say it. */
type Pattern = readonly string[] | null;
const patterns = new WeakMap<i18n, Map<string, Pattern>>();
const MOST_PATTERNS = 5000;
const BLANK = /\{\{\s*([\w-]+)\s*\}\}/;

/** i18next looks a text up and chooses its plural; what it looked up once is only filled from then on. */
function fillPattern(instance: i18n, key: string, blanks: Blanks, ownWords: Blanks): string {
  const known = patterns.get(instance) ?? new Map<string, Pattern>();
  patterns.set(instance, known);
  const name = `${key} ${blanks.count ?? ""}`;
  let pattern = known.get(name);
  if (pattern === undefined) {
    const text = String(instance.t(key as never, { count: blanks.count, skipInterpolation: true } as never));
    const parts = text.split(BLANK);
    // A text within a text is looked up by what fills it, and a blank may ask for more than to be filled.
    const plain = !text.includes("$t(") && parts.every((part, place) => place % 2 === 1 || !part.includes("{{"));
    pattern = plain ? parts : null;
    if (known.size >= MOST_PATTERNS) known.clear();
    known.set(name, pattern);
  }
  if (pattern === null) return String(instance.t(key as never, { ...ownWords, ...blanks } as never));
  const fill = (name: string) => {
    const value = blanks[name] ?? ownWords[name] ?? "";
    // A large number is read by its thousands.
    const isCount = name === "count" && typeof value === "number";
    return isCount ? formatCount(value, instance.language as ClientLanguage) : value;
  };
  let said = "";
  for (const [place, part] of pattern.entries()) said += place % 2 === 0 ? part : fill(part);
  return said;
}

function makeSay(instance: i18n, words: AgencyWords): Say {
  const ownWords = wordBlanks(words);
  // Untyped on purpose: i18next's own key types would check every call against the whole catalogue twice.
  const translate = instance.t as unknown as (key: string, blanks: Blanks) => string;
  const plain = new Map<string, string>();
  const fill = (key: string, blanks?: Blanks) => {
    if (blanks) return fillPattern(instance, key, blanks, ownWords);
    const said = plain.get(key) ?? translate(key, ownWords);
    plain.set(key, said);
    return said;
  };
  const there = new Map<string, boolean>();
  const has = (key: string): key is Key => {
    const known = there.get(key);
    if (known !== undefined) return known;
    const found = instance.exists(key) || instance.exists(key, { count: 1 });
    // Keys that are there are few; what else is asked for may be anything.
    if (found) there.set(key, found);
    return found;
  };
  return Object.assign((key: Key, blanks?: Blanks) => fill(key, blanks), {
    any: (key: string, blanks?: Blanks) => (has(key) ? fill(key, blanks) : key),
    has,
  });
}
