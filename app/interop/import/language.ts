// Tells languages by their English names and gives their codes; what is not a language stays text. Never guesses from part of a word.

// ISO 639-1 where there is one, else 639-3: those spoken by at least 50,000 people in the United States, and sign language.
const codes = [
  "am",
  "ar",
  "ase",
  "bn",
  "bs",
  "zh",
  "yue",
  "cmn",
  "hr",
  "cs",
  "nl",
  "en",
  "fa",
  "fil",
  "fr",
  "de",
  "el",
  "gu",
  "ht",
  "ha",
  "he",
  "hi",
  "hmn",
  "hu",
  "ig",
  "it",
  "ja",
  "kn",
  "km",
  "ko",
  "ku",
  "lo",
  "ml",
  "mr",
  "ne",
  "nv",
  "ps",
  "pl",
  "pt",
  "pa",
  "ro",
  "ru",
  "sr",
  "so",
  "es",
  "sw",
  "sv",
  "tl",
  "ta",
  "te",
  "th",
  "ti",
  "tr",
  "uk",
  "ur",
  "vi",
  "yi",
  "yo",
  "zu",
];

const otherNames: Record<string, string> = {
  asl: "ase",
  "american sign language": "ase",
  "american sign": "ase",
  "sign language": "ase",
  "chinese (mandarin)": "cmn",
  "chinese (cantonese)": "yue",
  mandarin: "cmn",
  "mandarin chinese": "cmn",
  cantonese: "yue",
  farsi: "fa",
  creole: "ht",
  "haitian creole": "ht",
  greek: "el",
  hmong: "hmn",
  filipino: "fil",
  tagalog: "tl",
  taiwanese: "nan",
};

const codeOfName = new Map<string, string>(Object.entries(otherNames));
const names = new Intl.DisplayNames(["en"], { type: "language" });
for (const code of codes) {
  const name = names.of(code);
  if (name !== undefined && !codeOfName.has(name.toLowerCase())) codeOfName.set(name.toLowerCase(), code);
  codeOfName.set(code, code);
}

/**
 * Finds the languages in `Spanish, Tagalog. Accommodations possible.`: the codes es and tl. A sentence that says more than
 * languages stays whole beside them, since half a sentence means something else.
 */
export function readLanguages(cells: readonly string[]): { codes: string[]; words: string[] } {
  const found = new Set<string>();
  const words = new Set<string>();
  for (const sentence of cells.flatMap((cell) => cell.split(/[.;\n]/))) {
    const parts = sentence.split(/[,/&]|\band\b/i).map((part) => part.replace(/\s+/g, " ").trim());
    const named = parts.filter((part) => part !== "").map((part) => codeOfName.get(part.toLowerCase()));
    for (const code of named) if (code !== undefined) found.add(code);
    if (named.includes(undefined)) words.add(sentence.replace(/\s+/g, " ").trim());
  }
  return { codes: [...found].sort(), words: [...words] };
}
