// What a person saw, as one hash: an approval carries it, so that nothing changed between looking and deciding.
import { createHash } from "node:crypto";

interface SeenLine {
  readonly id: string;
  readonly amountCents: bigint | null;
  readonly state: string;
  readonly approvedCents: bigint;
}

/** The same lines with the same decisions give the same 64 hexadecimal digits, whatever their order. */
export function digestOf(version: number, lines: readonly SeenLine[]): string {
  const seen = lines.map((line) => `${line.id} ${line.amountCents ?? 0n} ${line.state} ${line.approvedCents}`).sort();
  return createHash("sha256")
    .update([String(version), ...seen].join("\n"))
    .digest("hex");
}
