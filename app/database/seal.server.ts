// Seals what is too dangerous to lie in the clear, such as the numbers of bank accounts, and opens it again. Keeps its keys outside the database.
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { env } from "#app/env.server";

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Written by a migration that had no key; sealed by the next run of the housekeeping. */
const PLAIN = "plain:";

let ring: ReadonlyMap<string, Buffer> | null = null;

/**
 * @param purpose what it is and whose: opened for anything else, it does not open, so that no row can carry another's secret
 * @returns the key's name, a nonce and what was sealed, as text
 */
export function seal(text: string, purpose: string): string {
  const [name, key] = [...keys()][0] ?? [];
  if (!name || !key) throw new Error("there is no key to seal with");
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(purpose));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return `${name}:${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64")}`;
}

/** @throws Error when its key is not among ours, or it was changed or moved */
export function unseal(sealed: string, purpose: string): string {
  if (sealed.startsWith(PLAIN)) return sealed.slice(PLAIN.length);
  const [name = "", packed = ""] = sealed.split(":");
  const key = keys().get(name);
  if (!key) throw new Error("it was sealed with a key that is not among ours: see ACCOUNT_KEYS");
  const bytes = Buffer.from(packed, "base64");
  const open = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(purpose));
  open.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([open.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), open.final()]).toString("utf8");
}

/**
 * A secret of its own for one purpose, the same each time and kept nowhere: the newest key's first, then those of older keys.
 * @param purpose what it is for and whose
 */
export const secretsFor = (purpose: string): [Buffer, ...Buffer[]] => {
  const [newest, ...older] = [...keys().values()].map((key) =>
    Buffer.from(hkdfSync("sha256", key, "", purpose, KEY_BYTES)),
  );
  if (!newest) throw new Error("there is no key to make a secret of");
  return [newest, ...older];
};

/** The name of the key that seals now. */
export const newestKey = (): string => [...keys().keys()][0] ?? "";

/** Newest first, by the name each gives itself. */
function keys(): ReadonlyMap<string, Buffer> {
  if (!ring) {
    const texts =
      env()
        .ACCOUNT_KEYS?.split(",")
        .map((text) => text.trim()) ?? keptKeys();
    ring = new Map(texts.map((text) => [nameOf(text), Buffer.from(text, "hex")]));
  }
  return ring;
}

const nameOf = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 8);

/** The keys under DATA_DIR, newest first; the first to ask makes one. */
function keptKeys(): string[] {
  const file = path.resolve(env().DATA_DIR, "account-keys");
  mkdirSync(path.dirname(file), { recursive: true });
  try {
    // Only where there is none: of two that start at once, the second reads what the first wrote.
    writeFileSync(file, `${randomBytes(KEY_BYTES).toString("hex")}\n`, { mode: 0o600, flag: "wx" });
  } catch (failure) {
    if (!(failure instanceof Error && "code" in failure && failure.code === "EEXIST")) throw failure;
  }
  return readFileSync(file, "utf8").split("\n").filter(Boolean);
}
