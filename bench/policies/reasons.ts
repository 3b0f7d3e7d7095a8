// Why nobody need notice that a policy was weakened. Knows the mutants that change nothing; never excuses one that opens a row.
import { type Mutant, oneLine } from "./mutants";

const REASONS: Readonly<Record<string, string>> = {};

export const idOf = ({ policy, clause, change }: Mutant) =>
  `${policy.table}, ${oneLine(policy.name)}, ${clause} ${change}`;

export const reasonFor = (survivor: Mutant): string | null => REASONS[idOf(survivor)] ?? null;

/** Reasons for mutants that somebody notices by now: they go. */
export function unusedReasons(survivors: readonly Mutant[]): string[] {
  const found = new Set(survivors.map(idOf));
  return Object.keys(REASONS).filter((id) => !found.has(id));
}
