// The words of a text as the search knows them: small, without accents, each once. Knows no vocabulary.

/** More words than anybody means are left out. */
const MOST_WORDS = 8;
const ACCENTS = /[\u0300-\u036f]/g;
const NO_WORD = /[^a-z0-9\u0080-\uffff]+/;

/** As `app.words_of` writes them. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize("NFD").replace(ACCENTS, "").toLowerCase();
  const words = plain.split(NO_WORD).filter((word) => word.length >= 2 && word.length <= 40);
  return [...new Set(words)];
}

export function wordsAsked(text: string): string[] {
  return wordsOf(text).slice(0, MOST_WORDS);
}

/** Words this much alike are taken for one another: a letter or two typed wrongly in a word of some length. */
export const ALIKE = 0.449;
