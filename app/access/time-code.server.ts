// The codes of the second step: those that change with time (RFC 6238), and those for the day the telephone is lost. Keeps and sends nothing.
import { randomBytes } from "node:crypto";
import { Secret, TOTP } from "otpauth";

const SECRET_BYTES = 20;
const STEP_SECONDS = 30;
/** A clock may be off by one step, either way. */
const DRIFT = 1;

const shared = (secret: string, label: string) =>
  new TOTP({ issuer: "Throughline", label, secret: Secret.fromBase32(secret), digits: 6, period: STEP_SECONDS });

/** 160 bits by chance, in base 32. */
export const newSecret = (): string => new Secret({ buffer: Uint8Array.from(randomBytes(SECRET_BYTES)).buffer }).base32;

/** What an authenticator reads as a picture. @param email so that its owner knows which account it is */
export const addressOf = (secret: string, email: string): string => shared(secret, email).toString();

/** The secret in groups of four, for whoever types it. */
export const spelled = (secret: string): string => secret.match(/.{1,4}/g)?.join(" ") ?? secret;

/** The step of time whose code this is; null when it is none of about now. @param now by the database's clock */
export function stepOf(secret: string, code: string, now: Date): number | null {
  const token = code.replace(/\s/g, "");
  if (!/^\d{6}$/.test(token)) return null;
  const delta = shared(secret, "").validate({ token, timestamp: now.getTime(), window: DRIFT });
  return delta === null ? null : Math.floor(now.getTime() / 1000 / STEP_SECONDS) + delta;
}

/** The code an authenticator shows at this instant. */
export const codeAt = (secret: string, now: Date): string => shared(secret, "").generate({ timestamp: now.getTime() });

const RECOVERY_CODES = 10;
const RECOVERY_BYTES = 10;

/** 80 bits by chance each, as four groups of four. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: RECOVERY_CODES }, () =>
    new Secret({ buffer: Uint8Array.from(randomBytes(RECOVERY_BYTES)).buffer }).base32.replace(/(.{4})(?=.)/g, "$1-"),
  );

/** However it was typed: small letters, without its dashes, with blanks. */
export const plainRecoveryCode = (typed: string): string => typed.toUpperCase().replace(/[^A-Z2-7]/g, "");
