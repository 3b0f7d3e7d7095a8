// How long invoices wait, by where they are and with whom. Counts; reads no database.
import type { Cents } from "../values/money";

/** Days since an invoice was sent, half open: [0, 8), [8, 16), [16, 31), [31, …). */
export const AGES = [0, 8, 16, 31] as const;
export type Age = (typeof AGES)[number];

/** Where an invoice waits on finance's side, in the order it passes through. */
export const STAGES = ["submitted", "in_review", "disputed", "approved", "batched"] as const;
export type Stage = (typeof STAGES)[number];

const STAGE_OF: Readonly<Record<string, Stage>> = {
  submitted: "submitted",
  in_review: "in_review",
  disputed: "disputed",
  approved: "approved",
  partially_approved: "approved",
  adjusted: "approved",
  upheld: "approved",
  batched: "batched",
};

export const STATES_THAT_WAIT = Object.keys(STAGE_OF);

export interface Waiting {
  readonly state: string;
  readonly ageDays: number;
  readonly count: number;
  readonly cents: Cents;
  readonly late: number;
  /** Who looks at it; null where nobody does yet, or nobody has to. */
  readonly person: string | null;
}

export interface Pile {
  readonly count: number;
  readonly cents: Cents;
}

export interface AgedRow {
  readonly name: string;
  readonly ages: readonly Pile[];
  readonly all: Pile;
  /** Past the day they were due. */
  readonly late: number;
}

export const ageOf = (days: number): Age => AGES.findLast((from) => days >= from) ?? 0;

/** One row a stage, also where nothing waits; a stage in which no invoice can be has none. */
export const byStage = (waiting: readonly Waiting[]): AgedRow[] =>
  STAGES.map((stage) =>
    pile(
      stage,
      waiting.filter(({ state }) => STAGE_OF[state] === stage),
    ),
  );

/** One row a person who looks at something now, the one with most of it first. */
export function byPerson(waiting: readonly Waiting[]): AgedRow[] {
  const looked = waiting.filter(({ state }) => state === "in_review" || state === "disputed");
  const names = [...new Set(looked.flatMap(({ person }) => (person === null ? [] : [person])))].sort();
  return names
    .map((name) =>
      pile(
        name,
        looked.filter(({ person }) => person === name),
      ),
    )
    .sort((one, other) => other.all.count - one.all.count);
}

function pile(name: string, rows: readonly Waiting[]): AgedRow {
  const sum = (some: readonly Waiting[]): Pile => ({
    count: some.reduce((total, { count }) => total + count, 0),
    cents: some.reduce((total, { cents }) => total + cents, 0n),
  });
  return {
    name,
    ages: AGES.map((from) => sum(rows.filter(({ ageDays }) => ageOf(ageDays) === from))),
    all: sum(rows),
    late: rows.reduce((total, { late }) => total + late, 0),
  };
}
