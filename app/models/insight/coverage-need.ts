// How many asked in each area for a need, as far as it may be told: judged over the whole tree of needs, for one less another is what is between them. Asks nobody.
import { told } from "./held-back";
import { type Cell, fewTogether, hideSmall, type Sum } from "./suppression";

/** Who asked for this need itself, and not for one below it. */
export interface NeedRow {
  readonly specialtyId: string;
  readonly area: string;
  readonly asked: number;
  /** For how many of them somebody took it on. */
  readonly taken: number;
}

/** Null: held back. */
export interface ToldNeed {
  readonly asked: number | null;
  readonly taken: number | null;
}

/** For each need the one above it; null at the root. */
export type NeedTree = ReadonlyMap<string, string | null>;

interface Count {
  asked: number;
  taken: number;
}

/**
 * What may be told of a need with all below it, by area. The same rows give the same answer from whichever need of the tree it is asked,
 * so that no two views tell more between them than each says.
 * @param rows of the whole tree   @param specialtyId whose numbers are wanted
 */
export function toldNeeds(rows: readonly NeedRow[], tree: NeedTree, specialtyId: string): Map<string, ToldNeed> {
  const held = heldByArea(rows, tree);
  const needs = new Map<string, ToldNeed>();
  for (const [area, own] of Map.groupBy(rows, (row) => row.area)) {
    const whole = summed(own, tree);
    const count = whole.get(specialtyId);
    if (!count) continue;
    const hidden = hiddenIn(own, whole, tree, (id) => held.has(keyOf(id, area)));
    const isTold = (what: keyof Count) => !hidden.has(keyOf(specialtyId, what));
    needs.set(area, {
      asked: isTold("asked") ? count.asked : null,
      taken: isTold("asked") && isTold("taken") ? count.taken : null,
    });
  }
  return needs;
}

const keyOf = (id: string, what: string) => `${id} ${what}`;

/** Each need with what is below it. */
function summed(rows: readonly NeedRow[], tree: NeedTree): Map<string, Count> {
  const whole = new Map<string, Count>();
  for (const { specialtyId, asked, taken } of rows) {
    for (let id: string | null = specialtyId; id !== null; id = tree.get(id) ?? null) {
      const sum = whole.get(id) ?? { asked: 0, taken: 0 };
      whole.set(id, { asked: sum.asked + asked, taken: sum.taken + taken });
    }
  }
  return whole;
}

/** Need by need the areas are parts of one whole, which may be known from elsewhere. */
function heldByArea(rows: readonly NeedRow[], tree: NeedTree): ReadonlySet<string> {
  const parts = new Map<string, { key: string; count: number }[]>();
  for (const [area, own] of Map.groupBy(rows, (row) => row.area)) {
    for (const [id, { asked }] of summed(own, tree)) {
      parts.set(id, [...(parts.get(id) ?? []), { key: keyOf(id, area), count: asked }]);
    }
  }
  return new Set(
    [...parts.values()].flatMap((areas) => {
      const { keys } = told(areas);
      return areas.map(({ key }) => key).filter((key) => !keys.has(key));
    }),
  );
}

/** The keys held back in one area: numbers of needs, of which each is what asked for it alone and for all just below it. */
function hiddenIn(
  own: readonly NeedRow[],
  whole: ReadonlyMap<string, Count>,
  tree: NeedTree,
  isHeld: (id: string) => boolean,
): ReadonlySet<string> {
  const cells: Cell[] = [];
  const sums: Sum[] = [];
  const alone = new Map(own.map((row) => [row.specialtyId, row]));
  for (const [id, { asked, taken }] of whole) {
    const fixed = isHeld(id) ? ({ fixed: "hidden" } as const) : {};
    const part = isHeld(id) || !bothTold(taken, asked - taken) ? ({ fixed: "hidden" } as const) : {};
    cells.push(
      { key: keyOf(id, "asked"), people: asked, ...fixed },
      { key: keyOf(id, "taken"), people: taken, ...part },
    );
    cells.push({ key: keyOf(id, "left"), people: asked - taken, fixed: "hidden" });
    sums.push({ whole: keyOf(id, "asked"), parts: [keyOf(id, "taken"), keyOf(id, "left")] });
    const below = [...whole.keys()].filter((other) => tree.get(other) === id);
    if (below.length === 0) continue;
    const itself = alone.get(id) ?? { asked: 0, taken: 0 };
    for (const [what, people] of Object.entries({
      asked: itself.asked,
      taken: itself.taken,
      left: itself.asked - itself.taken,
    })) {
      // Nobody is no unknown: a zero among the parts hides nothing.
      const rest = people > 0 ? [keyOf(id, `${what} alone`)] : [];
      cells.push(...rest.map((key) => ({ key, people, fixed: "hidden" as const })));
      sums.push({ whole: keyOf(id, what), parts: [...below.map((other) => keyOf(other, what)), ...rest] });
    }
  }
  return hideSmall(cells, sums, fewTogether);
}

/** A part of what is told, and the rest of it: neither is small. */
const bothTold = (part: number, rest: number) =>
  told([
    { key: "part", count: part },
    { key: "rest", count: rest },
  ]).keys.has("part");
