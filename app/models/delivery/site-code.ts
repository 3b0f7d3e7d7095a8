// The code shown at a place: six digits that change each minute (RFC 6238). Knows a secret and an instant; never whose place it is, nor who comes.
import { Secret, TOTP } from "otpauth";

export const CODE_DIGITS = 6;
export const CODE_SECONDS = 60;
/** A telephone is slow to type on, and two clocks differ: the codes of the minute before and the minute after hold too. */
const DRIFT = 1;
/** The longest that one code holds. */
export const CODE_HOLDS_SECONDS = CODE_SECONDS * (2 * DRIFT + 1);

const codesOf = (secret: Uint8Array) =>
  new TOTP({
    secret: new Secret({ buffer: new Uint8Array(secret).buffer }),
    algorithm: "SHA256",
    digits: CODE_DIGITS,
    period: CODE_SECONDS,
  });

export interface ShownCode {
  readonly digits: string;
  /** When the next one takes its place. */
  readonly changesAt: Date;
}

export function codeAt(secret: Uint8Array, now: Date): ShownCode {
  const codes = codesOf(secret);
  const timestamp = now.getTime();
  const step = CODE_SECONDS * 1000;
  return {
    digits: codes.generate({ timestamp }),
    changesAt: new Date((Math.floor(timestamp / step) + 1) * step),
  };
}

/** @param digits as they were typed: six digits */
export const isCodeOf = (secret: Uint8Array, digits: string, now: Date): boolean =>
  codesOf(secret).validate({ token: digits, timestamp: now.getTime(), window: DRIFT }) !== null;
