// Long pure work in turns, between which somebody else may go on. Knows nothing of what is done in them.

/** Yields between turns, and returns what came of all of them. */
export type Turns<Result> = Generator<undefined, Result>;

export function allAtOnce<Result>(turns: Turns<Result>): Result {
  let turn = turns.next();
  while (!turn.done) turn = turns.next();
  return turn.value;
}

/** @param pause lets others go on */
export async function withPauses<Result>(turns: Turns<Result>, pause: () => Promise<unknown>): Promise<Result> {
  let turn = turns.next();
  while (!turn.done) {
    await pause();
    turn = turns.next();
  }
  return turn.value;
}
