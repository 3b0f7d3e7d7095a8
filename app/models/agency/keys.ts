// Keys with which other systems read the directory: the form that makes one, and what state it is in. Never holds a key itself.
import { z } from "zod";

/** How long a key may hold: an integration nobody renews ends by itself. */
export const KEY_DAYS = ["30", "90", "365", "730"] as const;
export const USUAL_KEY_DAYS = "365";

export const NewKeyForm = z.object({
  name: z.string("ui.error.required").trim().min(2, "ui.error.too-short").max(80, "ui.error.too-long"),
  days: z.enum(KEY_DAYS, "ui.error.not-a-choice"),
});

export type NewKey = z.infer<typeof NewKeyForm>;

export const RevokeKeyForm = z.object({ keyId: z.uuid("ui.error.not-a-choice") });

export type KeyState = "holds" | "expired" | "revoked";

/** Revoked comes first: somebody took it away, whatever its day was. */
export function keyState(key: { readonly expiresAt: Date; readonly revokedAt: Date | null }, now: Date): KeyState {
  if (key.revokedAt) return "revoked";
  return key.expiresAt > now ? "holds" : "expired";
}
