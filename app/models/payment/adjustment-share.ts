// How much of what was overpaid a payment takes back: never all of it, because a provider lives on the rest. Reads nothing.
import type { Cents } from "../values/money";

export interface ToTake {
  readonly adjustmentId: string;
  /** What is left to take back. */
  readonly leftCents: Cents;
  readonly sharePercent: number;
}

export interface Taken {
  readonly adjustmentId: string;
  readonly amountCents: Cents;
}

/**
 * Oldest first, each at most its share of what is owed, and together less than all of it: a cent is always paid.
 * @param owedCents what the payment would come to
 */
export function planTaking(owedCents: Cents, waiting: readonly ToTake[]): Taken[] {
  let room = owedCents - 1n;
  return waiting.flatMap(({ adjustmentId, leftCents, sharePercent }) => {
    const share = (owedCents * BigInt(sharePercent)) / 100n;
    const amountCents = [leftCents, share, room].reduce((least, cents) => (cents < least ? cents : least));
    if (amountCents <= 0n) return [];
    room -= amountCents;
    return [{ adjustmentId, amountCents }];
  });
}
