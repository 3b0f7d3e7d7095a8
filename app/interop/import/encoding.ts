// Turns a file's bytes into text. Never guesses silently: text that is not UTF-8 is read as Latin-1 and said to be so.

export type DecodedText = {
  text: string;
  encoding: "utf-8" | "utf-16" | "latin-1";
  /** bytes that are no letters, as where a file was cut off; each stands as U+FFFD in the text */
  damaged: boolean;
};

type Marked = "utf-16le" | "utf-16be";

/**
 * UTF-8 with or without a byte order mark, UTF-16 with one, else Latin-1 (Windows-1252, which is what
 * spreadsheets write when they do not write UTF-8). Any bytes are read.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const marked = markOf(bytes);
  if (marked) return { ...decodeMarked(marked, bytes), encoding: "utf-16" };
  const text = decodeExactly("utf-8", bytes);
  if (text !== null) return { text, encoding: "utf-8", damaged: false };
  // Windows-1252 has a letter for every byte.
  return { text: decodeLoosely("windows-1252", bytes), encoding: "latin-1", damaged: false };
}

function markOf(bytes: Uint8Array): Marked | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
}

/** Half a letter at the end, or half a pair, is kept as U+FFFD: the mark says what the rest is. */
function decodeMarked(encoding: Marked, bytes: Uint8Array): { text: string; damaged: boolean } {
  const text = decodeExactly(encoding, bytes);
  return text === null ? { text: decodeLoosely(encoding, bytes), damaged: true } : { text, damaged: false };
}

/** Null where the bytes are not this encoding's. */
export function decodeExactly(encoding: "utf-8" | Marked, bytes: Uint8Array): string | null {
  try {
    return withoutNul(new TextDecoder(encoding, { fatal: true }).decode(bytes));
  } catch (failure) {
    if (failure instanceof TypeError) return null;
    throw failure;
  }
}

const decodeLoosely = (encoding: "windows-1252" | Marked, bytes: Uint8Array): string =>
  withoutNul(new TextDecoder(encoding).decode(bytes));

// PostgreSQL stores no NUL character, and a text file has no use for one.
const withoutNul = (text: string): string => text.replaceAll("\u0000", "");
