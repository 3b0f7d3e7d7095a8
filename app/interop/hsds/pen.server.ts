// Makes the pen that HSDS objects are written with: words, the time, and ids for what has no row of its own. Reads nothing.
import { createHash } from "node:crypto";
import { sayIn } from "#app/i18n/say-in";
import type { Pen } from "./facts";

const HOUSE = "throughline-hsds";

export function penAt(now: Date): Pen {
  return { now, say: sayIn("en"), idOf: (...parts) => namedId(parts) };
}

/** A UUID made of names. Source: RFC 9562, version 8, whose bits are its maker's own: here of SHA-256. */
function namedId(parts: readonly string[]): string {
  const digest = createHash("sha256")
    .update([HOUSE, ...parts].join("\n"))
    .digest("hex");
  const variant = ((Number.parseInt(digest[16] ?? "0", 16) & 0x3) | 0x8).toString(16);
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `${variant}${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join("-");
}
