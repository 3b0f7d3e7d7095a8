// Turns HTML into the words a browser would show. Never runs, fetches or keeps any of it.

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  ndash: "–",
  mdash: "—",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  hellip: "…",
  bull: "•",
  deg: "°",
  frac12: "½",
  eacute: "é",
  ntilde: "ñ",
};

// What a browser shows none of.
const UNSEEN = /<(script|style|template|head)\b[\s\S]*?(?:<\/\1\s*>|$)|<!--[\s\S]*?(?:-->|$)/gi;
const LINE_END = /<br\s*\/?>|<\/(?:p|div|tr|li|ul|ol|h[1-6]|table|section|article|dd|dt)\s*>/gi;
// Times of one day stand side by side in a table; a comma keeps them apart.
const BETWEEN_TIMES = /<\/time>\s*<time/gi;
// A tag begins with a letter: "ages < 5" is words.
const TAG = /<\/?[a-z][^<>]*>|<![^<>]*>/gi;
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]{1,10}));/gi;

/**
 * The words of a text that may be HTML: tags gone, entities as letters, one line for each line a browser would show.
 * A backslash and an n between lines, which some exports write for a line break, becomes one too.
 */
export function wordsOf(text: string): string {
  const bare = text
    .replace(UNSEEN, " ")
    .replace(BETWEEN_TIMES, "</time>, <time")
    .replace(LINE_END, "\n")
    .replace(TAG, " ")
    .replace(/\\r\\n|\\n/g, "\n");
  // Entities last: "&lt;b&gt;" is the three letters somebody wanted to show, not a tag.
  return bare
    .replace(ENTITY, readEntity)
    .replace(/\r\n?/g, "\n")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/ ,/g, ",")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

function readEntity(whole: string, decimal?: string, hexadecimal?: string, name?: string): string {
  if (name !== undefined) return NAMED[name] ?? NAMED[name.toLowerCase()] ?? whole;
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? "", 16) : Number(decimal);
  const isLetter = code > 31 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isLetter ? String.fromCodePoint(code) : code === 10 || code === 13 ? "\n" : " ";
}
