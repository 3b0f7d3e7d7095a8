// Decides which counts are too small to be told, and which others must be kept back so that nobody reckons the small ones out of them. Knows cells and sums; never what is counted.

/** Fewer people than this could be known by a figure. None at all tells of nobody. */
export const SMALLEST = 11;

export const isTooFew = (people: number): boolean => people > 0 && people < SMALLEST;

/** `fixed`: no screen ever shows it, such as those who are in none of the programmes. */
export interface Cell {
  readonly key: string;
  readonly people: number;
  readonly fixed?: "hidden";
}

/** The whole is the sum of its parts, each of them a cell's key. */
export interface Sum {
  readonly whole: string;
  readonly parts: readonly string[];
}

/**
 * The keys of the cells that must not be shown: every small one, and as many others as it takes that no small one follows from
 * what is shown, whatever is added and taken away, and that what a shown whole leaves over is never made up of small ones alone.
 * @param sums every sum a reader could know to hold, also between views of other periods and filters
 * @param leavesFew whether what a shown whole leaves over tells of a few; the counts of what is held back, one or more
 */
export function hideSmall(
  cells: readonly Cell[],
  sums: readonly Sum[],
  leavesFew: (rest: readonly number[]) => boolean = fewAlone,
): ReadonlySet<string> {
  const people = new Map(cells.map((cell) => [cell.key, cell.people]));
  const hidden = new Set(cells.filter((cell) => cell.fixed || isTooFew(cell.people)).map(({ key }) => key));
  const small = (key: string) => isTooFew(people.get(key) ?? 0);
  for (;;) {
    const leaks = leaksIn(sums, hidden, small, (rest) => leavesFew(rest.map((key) => people.get(key) ?? 0)));
    if (leaks === null) return hidden;
    const next = leaks.map((sum) => smallestShown(sum, hidden, people)).find((key) => key !== null);
    if (typeof next !== "string") throw new RangeError("nothing is shown, and yet something small follows from it");
    hidden.add(next);
  }
}

/** The sums in which one more cell is to be kept back, the best first; null where nothing small can be found out. */
function leaksIn(
  sums: readonly Sum[],
  hidden: ReadonlySet<string>,
  small: (key: string) => boolean,
  leavesFew: (rest: readonly string[]) => boolean,
): readonly Sum[] | null {
  const left = sums.filter((sum) => tellsOfFew(sum, hidden, leavesFew));
  if (left.length > 0) return left;
  const found = determined(sums, hidden).find(small);
  if (found === undefined) return null;
  const about = sums.filter(({ whole, parts }) => whole === found || parts.includes(found));
  return [...about, ...sums];
}

/** The whole less the shown parts is what a few people make up. */
function tellsOfFew(
  { whole, parts }: Sum,
  hidden: ReadonlySet<string>,
  leavesFew: (rest: readonly string[]) => boolean,
): boolean {
  if (hidden.has(whole)) return false;
  const rest = parts.filter((part) => hidden.has(part));
  return rest.length > 0 && leavesFew(rest);
}

/** However many small ones they are: none of them is in larger company. */
const fewAlone = (rest: readonly number[]): boolean => rest.every(isTooFew);

/** Too few together, or each as large or as small as a small one can be: a whole of small parts may be told where it is neither. */
export function fewTogether(rest: readonly number[]): boolean {
  const sum = rest.reduce((all, count) => all + count, 0);
  return isTooFew(sum) || (rest.every(isTooFew) && (sum === rest.length || sum === rest.length * (SMALLEST - 1)));
}

/** A prime below the root of the largest exact integer: sums of ones and minus ones are reckoned exactly within it. */
const PRIME = 94_906_249;

/** The hidden cells that follow from the shown ones: those that stand alone in a row once the sums are brought to echelon form. */
export function determined(sums: readonly Sum[], hidden: ReadonlySet<string>): string[] {
  const keys = [...hidden];
  const place = new Map(keys.map((key, at) => [key, at]));
  const rows = sums.map(({ whole, parts }) => {
    const row = new Float64Array(keys.length);
    const put = (key: string, factor: number) => {
      const at = place.get(key);
      if (at !== undefined) row[at] = factor;
    };
    for (const part of parts) put(part, 1);
    put(whole, PRIME - 1);
    return row;
  });
  let done = 0;
  for (let column = 0; column < keys.length && done < rows.length; column += 1) {
    const pivot = rows.findIndex((row, at) => at >= done && row[column] !== 0);
    const [one, other] = [rows[pivot], rows[done]];
    if (!one || !other) continue;
    rows[pivot] = other;
    rows[done] = one;
    scale(one, inverse(one[column] ?? 1));
    for (const row of rows) if (row !== one && row[column] !== 0) takeAway(row, one, row[column] ?? 0);
    done += 1;
  }
  return rows.slice(0, done).flatMap((row) => {
    const places = keys.filter((_, at) => row[at] !== 0);
    return places.length === 1 ? places : [];
  });
}

function scale(row: Float64Array, by: number): void {
  for (let at = 0; at < row.length; at += 1) row[at] = ((row[at] ?? 0) * by) % PRIME;
}

function takeAway(row: Float64Array, other: Float64Array, times: number): void {
  for (let at = 0; at < row.length; at += 1) {
    const less = other[at] ?? 0;
    if (less !== 0) row[at] = ((row[at] ?? 0) + (PRIME - times) * less) % PRIME;
  }
}

/** By Fermat: the power that turns a number into its inverse. */
function inverse(number: number): number {
  let [result, base] = [1, number];
  for (let power = PRIME - 2; power > 0; power = Math.floor(power / 2)) {
    if (power % 2 === 1) result = (result * base) % PRIME;
    base = (base * base) % PRIME;
  }
  return result;
}

function smallestShown(
  { whole, parts }: Sum,
  hidden: ReadonlySet<string>,
  people: ReadonlyMap<string, number>,
): string | null {
  const shown = parts.filter((part) => !hidden.has(part) && (people.get(part) ?? 0) > 0);
  const order = (key: string) => people.get(key) ?? 0;
  return shown.sort((one, other) => order(one) - order(other))[0] ?? (hidden.has(whole) ? null : whole);
}
