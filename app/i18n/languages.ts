// Which languages there are, and which one a person gets. Decides from what it is told; never reads a request.

export const LANGUAGES = ["en"] as const;
export type Language = (typeof LANGUAGES)[number];
export const DEFAULT_LANGUAGE: Language = "en";

export function isLanguage(value: unknown): value is Language {
  return typeof value === "string" && (LANGUAGES as readonly string[]).includes(value);
}

/** The language itself, or English where we do not speak it. */
export const knownLanguage = (value: unknown): Language => (isLanguage(value) ? value : DEFAULT_LANGUAGE);

/** Languages in which clients are answered: what they read themselves is there in each of them, whatever the desks speak. */
export const CLIENT_LANGUAGES = ["en", "es"] as const satisfies readonly [Language, ...string[]];
export type ClientLanguage = (typeof CLIENT_LANGUAGES)[number];

/** The language itself, or English where nothing is written in it yet. */
export const clientLanguage = (value: unknown): ClientLanguage =>
  CLIENT_LANGUAGES.find((known) => known === value) ?? DEFAULT_LANGUAGE;

export type LanguageWishes = {
  /** Chosen on this device just now. */
  cookie?: string | null | undefined;
  /** Kept with the account. */
  account?: string | null | undefined;
  /** The browser's Accept-Language header. */
  browser?: string | null | undefined;
};

/** The device's choice first, then the account's, then the browser's list by weight, then English. */
export function negotiateLanguage(wishes: LanguageWishes): Language {
  if (isLanguage(wishes.cookie)) return wishes.cookie;
  if (isLanguage(wishes.account)) return wishes.account;
  return acceptedTags(wishes.browser ?? "").find(isLanguage) ?? DEFAULT_LANGUAGE;
}

/** "es-MX,es;q=0.8,en;q=0.5" → ["es", "en"] as bare languages, heaviest first. */
function acceptedTags(header: string): string[] {
  return header
    .slice(0, 500)
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
      const weight = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith("q="));
      return { language: tag.split("-")[0] ?? "", weight: weight ? Number(weight.slice(2)) : 1 };
    })
    .filter(({ language, weight }) => language !== "" && weight > 0)
    .sort((left, right) => right.weight - left.weight)
    .map(({ language }) => language);
}
