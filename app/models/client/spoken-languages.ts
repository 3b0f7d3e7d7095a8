// The languages a client may speak, by code. Their names are the reader's own language's business; nothing is translated here.

/** Most spoken first, as in the United States; then American Sign Language. */
export const SPOKEN_LANGUAGES = [
  "en",
  "es",
  "zh",
  "tl",
  "vi",
  "ar",
  "fr",
  "ko",
  "ru",
  "pt",
  "ht",
  "hi",
  "ur",
  "fa",
  "am",
  "so",
  "sw",
  "ne",
  "pl",
  "uk",
  "bn",
  "ja",
  "km",
  "my",
  "ti",
  "ase",
] as const;

/** "es" → "Spanish"; a code nobody has a name for stays the code. */
export function languageName(code: string, inLanguage: string): string {
  try {
    return new Intl.DisplayNames([inLanguage], { type: "language" }).of(code) ?? code;
  } catch (thrown) {
    if (thrown instanceof RangeError) return code;
    throw thrown;
  }
}
