// Ends a command with one sentence a person can act on. Never shows a stack for something a person can mend.
import { WrongSettings } from "#app/env.server";

/** A reason to stop that its reader can mend: the sentence says what is wrong and what to do. */
export class Stop extends Error {
  override name = "Stop";
}

/** Says why a command stopped: the sentence alone for a Stop, everything for a bug. */
export function describeFailure(failure: unknown): string {
  if (failure instanceof Stop || failure instanceof WrongSettings) return failure.message;
  return failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
}

/** Runs a command's work; exits 1 with the reason when it fails. */
export async function runCommand(work: () => Promise<number | undefined>): Promise<void> {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (failure) {
    process.stderr.write(`${describeFailure(failure)}\n`);
    process.exitCode = 1;
  }
}
