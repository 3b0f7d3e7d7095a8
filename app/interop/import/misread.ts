// Tells letters that were once read in the wrong encoding, and what they were meant to be. Never changes a text by itself.
import { decodeExactly } from "./encoding";

/** What a failed reading leaves where a letter was. */
const LOST = "\uFFFD";

// The letter Windows-1252 has for each byte from 128 on, and so the byte of each such letter.
const byteOf = new Map(
  Array.from(
    new TextDecoder("windows-1252").decode(Uint8Array.from({ length: 128 }, (_, at) => at + 128)),
    (letter, at) => [letter, at + 128],
  ),
);

const UNUSUAL = /[\u0080-\uFFFF]{2,}/g;

/**
 * Runs of letters such as `Ã©` that are UTF-8 read as Windows-1252, put right; and letters lost altogether.
 * @returns null when the text has neither; `meant` is null where a letter is lost and nobody can say which
 */
export function findMisread(text: string): { meant: string | null } | null {
  if (text.includes(LOST)) return { meant: null };
  const meant = text.replace(UNUSUAL, (run) => decoded(run) ?? run);
  return meant === text ? null : { meant };
}

/** Null where the letters, as bytes, are no UTF-8. */
function decoded(run: string): string | null {
  const bytes = Array.from(run, (letter) => byteOf.get(letter));
  if (bytes.some((byte) => byte === undefined)) return null;
  return decodeExactly("utf-8", Uint8Array.from(bytes.map((byte) => byte ?? 0)));
}
