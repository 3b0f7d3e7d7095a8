// Carries words that name somebody through an address which nobody else can read: sealed with the session's own token. Keeps nothing.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { readSessionToken } from "./session.server";

const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The session's token is known to one browser, changes with each sign-in and ends with the session; so does what it opens. */
const keyOf = (token: string) => Buffer.from(hkdfSync("sha256", token, "", "throughline: words in an address", 32));

/** @returns letters, digits, "-" and "_"; another text each time. Empty for no words */
export function sealFor(token: string, words: string): string {
  if (words === "") return "";
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, keyOf(token), nonce);
  const sealed = Buffer.concat([cipher.update(words, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** @returns null for what another session sealed, what was changed, and what never was sealed */
export function unsealFor(token: string, text: string): string | null {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.length <= NONCE_BYTES + TAG_BYTES) return null;
  const opener = createDecipheriv(CIPHER, keyOf(token), bytes.subarray(0, NONCE_BYTES));
  opener.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([opener.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), opener.final()]).toString("utf8");
  } catch {
    return null;
  }
}

export const sealWords = (request: Request, words: string): string => sealFor(readSessionToken(request) ?? "", words);

/** What a list was asked for; `ended` where it was asked in a session that is over. */
export function readFound(request: Request, found: string): { readonly text: string; readonly ended: boolean } {
  const text = found === "" ? "" : unsealFor(readSessionToken(request) ?? "", found);
  return { text: text ?? "", ended: text === null };
}
