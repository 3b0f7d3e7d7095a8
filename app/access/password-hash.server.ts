// Hashes and checks passwords, four at once at most: each costs 19 MiB and a core. Never says whether there was an account.
import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { Refusal } from "../models/values/refusal";
import { normalizePassword } from "./password-rules";

const ONCE = 4;
const QUEUE = 50;
// argon2id is the library's default.
const SETTINGS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let running = 0;
const waiting: (() => void)[] = [];

/** @throws Refusal 429 when fifty wait already */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(normalizePassword(password), SETTINGS));
}

let nobodys: Promise<string> | null = null;

/**
 * Whether the password belongs to the hash. Without a hash the same work is done, and the answer is no.
 * @throws Refusal 429 when fifty wait already
 */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  nobodys ??= hash(randomBytes(32).toString("hex"), SETTINGS);
  const compared = stored ?? (await nobodys);
  const fits = await inTurn(() => verify(compared, normalizePassword(password)));
  return fits && stored !== null;
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= ONCE) {
    if (waiting.length >= QUEUE) throw new Refusal("access.busy", 429);
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    // The place is handed on: nobody who comes in between takes it.
    if (next) next();
    else running -= 1;
  }
}
