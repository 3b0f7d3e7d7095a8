// The ledger of unmet need: what nobody met, where, in which language and when. Narrows what may be told; nothing about a person goes in.
import { type Told, told } from "./held-back";

/** Searched in vain; a provider had no room; left without an answer; put on a waiting list. */
export const UNMET_KINDS = ["searched", "full", "unanswered", "waiting"] as const;
export type UnmetKind = (typeof UNMET_KINDS)[number];

export interface UnmetRow {
  readonly kind: UnmetKind;
  readonly specialtyId: string | null;
  readonly specialty: string | null;
  /** The postal code's first three digits, or a town. */
  readonly area: string;
  readonly language: string;
  /** When help was wanted, where somebody said: now, at, times, evening, weekend. */
  readonly time: string;
  readonly times: number;
}

export interface UnmetCell {
  readonly specialtyId: string | null;
  readonly specialty: string | null;
  readonly area: string;
  readonly language: string;
  readonly time: string;
  /** Null: held back. */
  readonly times: number | null;
}

export interface UnmetSpecialty {
  readonly specialtyId: string | null;
  readonly specialty: string | null;
  readonly times: number | null;
  /** By how it was not met; null where it is held back. */
  readonly kinds: Readonly<Record<UnmetKind, number | null>>;
  readonly cells: readonly UnmetCell[];
}

export interface UnmetLedger {
  readonly total: number | null;
  readonly specialties: readonly UnmetSpecialty[];
}

export interface UnmetFilter {
  readonly specialtyId: string | null;
  readonly area: string | null;
  readonly language: string | null;
  readonly time: string | null;
}

const ANYTHING = "-";
const cellKey = ({ area, language, time }: Omit<UnmetCell, "times" | "specialty" | "specialtyId">) =>
  JSON.stringify([area, language, time]);

/**
 * All that may be told of a quarter: the sum, each specialty, and within it each cell and each kind. A filter only picks from this, so that
 * two views of one quarter never tell more between them than this says.
 */
export function ledgerOf(rows: readonly UnmetRow[]): UnmetLedger {
  const groups = [...Map.groupBy(rows, ({ specialtyId }) => specialtyId ?? ANYTHING)];
  const whole = told(groups.map(([key, group]) => ({ key, count: sumOf(group) })));
  const specialties = groups.map(([key, group]) => specialtyOf(group, whole.keys.has(key)));
  return { total: whole.total, specialties: specialties.sort(mostFirst) };
}

const sumOf = (rows: readonly UnmetRow[]) => rows.reduce((sum, { times }) => sum + times, 0);

/** What is told before what is not, the most first, then by name: in what order counts are held back tells nothing either. */
function mostFirst<Line extends Partial<UnmetCell>>(one: Line, other: Line): number {
  return (other.times ?? -1) - (one.times ?? -1) || nameOf(one).localeCompare(nameOf(other));
}

const nameOf = ({ specialty, specialtyId, area, language, time }: Partial<UnmetCell>) =>
  [specialty, specialtyId, area, language, time].join("\n");

function specialtyOf(rows: readonly UnmetRow[], isTold: boolean): UnmetSpecialty {
  const { specialtyId = null, specialty = null } = rows[0] ?? {};
  const groups = [...Map.groupBy(rows, cellKey)];
  const cells = isTold ? told(groups.map(([key, group]) => ({ key, count: sumOf(group) }))) : null;
  const kinds = isTold
    ? told(UNMET_KINDS.map((kind) => ({ key: kind, count: sumOf(rows.filter((row) => row.kind === kind)) })))
    : null;
  return {
    specialtyId,
    specialty,
    times: isTold ? sumOf(rows) : null,
    kinds: kindsOf(rows, kinds),
    cells: groups
      .map(([key, group]): UnmetCell => {
        const { area = "", language = "", time = "" } = group[0] ?? {};
        return { specialtyId, specialty, area, language, time, times: cells?.keys.has(key) ? sumOf(group) : null };
      })
      .sort(mostFirst),
  };
}

function kindsOf(rows: readonly UnmetRow[], kinds: Told | null): Record<UnmetKind, number | null> {
  const of = (kind: UnmetKind) => (kinds?.keys.has(kind) ? sumOf(rows.filter((row) => row.kind === kind)) : null);
  return { searched: of("searched"), full: of("full"), unanswered: of("unanswered"), waiting: of("waiting") };
}

/** The cells that fit, the most first. */
export function cellsOf({ specialties }: UnmetLedger, filter: UnmetFilter): UnmetCell[] {
  const fits = (wanted: string | null, value: string) => wanted === null || wanted === value;
  return specialties
    .filter(({ specialtyId }) => filter.specialtyId === null || specialtyId === filter.specialtyId)
    .flatMap(({ cells }) => cells)
    .filter(
      ({ area, language, time }) =>
        fits(filter.area, area) && fits(filter.language, language) && fits(filter.time, time),
    )
    .sort(mostFirst);
}

export interface UnmetArea {
  readonly area: string;
  /** What the told cells add up to: at least so often. */
  readonly atLeast: number;
  /** How many cells are held back. */
  readonly heldBack: number;
}

/** Cells by area, the most first: what the map draws. */
export function areasOf(cells: readonly UnmetCell[]): UnmetArea[] {
  return [...Map.groupBy(cells, ({ area }) => area)]
    .map(([area, group]) => ({
      area,
      atLeast: group.reduce((sum, { times }) => sum + (times ?? 0), 0),
      heldBack: group.filter(({ times }) => times === null).length,
    }))
    .sort((one, other) => other.atLeast - one.atLeast || one.area.localeCompare(other.area));
}
