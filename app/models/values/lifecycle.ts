// Makes a lifecycle from one table of moves. Knows which move leads where; never who asks or what else must hold.
import { Refusal } from "./refusal";

type Target<State extends string> = State | { readonly to: State; readonly who: readonly string[] };

/** state → move → the state it leads to, bare or with the desks that may ask for it. */
type MoveTable<States extends string> = Readonly<Record<States, Readonly<Record<string, Target<States>>>>>;

type MoveOf<Table> = { [State in keyof Table]: keyof Table[State] }[keyof Table] & string;

export type Transition<State extends string = string, Move extends string = string> = {
  readonly from: State;
  readonly move: Move;
  readonly to: State;
  /** Desks that may ask; empty when the table does not say. */
  readonly who: readonly string[];
};

export interface Lifecycle<State extends string = string, Move extends string = string> {
  /** The thing that lives, in the word the catalogue uses: "offer". */
  readonly name: string;
  readonly states: readonly State[];
  /** The state of a new row: the first of the table. */
  readonly initial: State;
  /** The moves that are open in a state, in the table's order; empty at an end. */
  moves(state: State): readonly Move[];
  /** @param desk whose question it is; left out: anybody's */
  may(state: State, move: Move, desk?: string): boolean;
  /** @throws Refusal "lifecycle.illegal-move" (409) with blanks thing, state, move; for a desk, also where the move is another's. */
  after(state: State, move: Move, desk?: string): State;
  /** Every legal step: rows for the database's trigger, for drawings and for tests. */
  transitions(): readonly Transition<State, Move>[];
}

/**
 * Makes a lifecycle from its table.
 * @param name the thing that lives, such as "offer"
 * @param table state → { move: next state, or { to, who } }; the first state is where life begins
 * @throws RangeError when a move leads to a state the table does not have: the caller's bug
 */
export function lifecycle<const Table extends MoveTable<keyof Table & string>>(
  name: string,
  table: Table,
): Lifecycle<keyof Table & string, MoveOf<Table>> {
  type State = keyof Table & string;
  type Move = MoveOf<Table>;
  const steps = readSteps<State, Move>(name, table);
  const states = [...steps.keys()];
  const initial = states[0];
  if (initial === undefined) throw new RangeError(`lifecycle ${name} has no state`);
  const stepOf = (state: State, move: Move, desk?: string) => {
    const step = steps.get(state)?.find((one) => one.move === move);
    return desk === undefined || step?.who.length === 0 || step?.who.includes(desk) ? step : undefined;
  };
  return {
    name,
    states,
    initial,
    moves: (state) => (steps.get(state) ?? []).map((step) => step.move),
    may: (state, move, desk) => stepOf(state, move, desk) !== undefined,
    after(state, move, desk) {
      const step = stepOf(state, move, desk);
      if (!step) throw new Refusal("lifecycle.illegal-move", 409, { thing: name, state, move });
      return step.to;
    },
    transitions: () => [...steps.values()].flat(),
  };
}

// A Map, not the table itself: a state or move read from a row must never find "constructor" or "__proto__".
function readSteps<State extends string, Move extends string>(name: string, table: MoveTable<State>) {
  const steps = new Map<State, Transition<State, Move>[]>();
  const states = Object.keys(table) as State[];
  for (const from of states) {
    const moves = Object.entries(table[from]) as [Move, Target<State>][];
    steps.set(
      from,
      moves.map(([move, target]) => {
        const to = typeof target === "string" ? target : target.to;
        if (!states.includes(to)) throw new RangeError(`lifecycle ${name}: ${from}.${move} leads to unknown ${to}`);
        return { from, move, to, who: typeof target === "string" ? [] : target.who };
      }),
    );
  }
  return steps;
}
