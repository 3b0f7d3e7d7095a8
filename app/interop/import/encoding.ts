// Turns a file's bytes into text. Never guesses silently: text that is not UTF-8 is read as Latin-1 and said to be so.

export type DecodedText = { text: string; encoding: "utf-8" | "utf-16" | "latin-1" };

/**
 * UTF-8 with or without a byte order mark, UTF-16 with one, else Latin-1 (Windows-1252, which is what
 * spreadsheets write when they do not write UTF-8).
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: decode("utf-16le", bytes), encoding: "utf-16" };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: decode("utf-16be", bytes), encoding: "utf-16" };
  try {
    return { text: decode("utf-8", bytes), encoding: "utf-8" };
  } catch {
    return { text: decode("windows-1252", bytes), encoding: "latin-1" };
  }
}

// PostgreSQL stores no NUL character, and a text file has no use for one.
function decode(encoding: string, bytes: Uint8Array): string {
  return new TextDecoder(encoding, { fatal: true }).decode(bytes).replaceAll("\u0000", "");
}
