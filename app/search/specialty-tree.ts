// Lays specialties out as a tree and finds terms by words. Knows no table.

export type Term = {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly synonyms: readonly string[];
};

export type TreeTerm = {
  readonly id: string;
  readonly name: string;
  /** Depth from 0 at the root. */
  readonly depth: number;
  /** Names from the root to this term. */
  readonly names: readonly string[];
  readonly synonyms: readonly string[];
};

/** Each term before those below it, in the order given; a term whose parent is missing stands at the root, so that none is lost. */
export function layTree(terms: readonly Term[]): TreeTerm[] {
  const known = new Set(terms.map((term) => term.id));
  const below = new Map<string | null, Term[]>();
  for (const term of terms) {
    const parent = term.parentId !== null && known.has(term.parentId) ? term.parentId : null;
    below.set(parent, [...(below.get(parent) ?? []), term]);
  }
  const laid: TreeTerm[] = [];
  const visit = (term: Term, above: readonly string[]) => {
    const names = [...above, term.name];
    laid.push({ id: term.id, name: term.name, depth: above.length, names, synonyms: term.synonyms });
    for (const child of below.get(term.id) ?? []) visit(child, names);
  };
  for (const root of below.get(null) ?? []) visit(root, []);
  return laid;
}

/** What a list shows of the tree as one text, a line a term: hundreds of small objects take a page longer to send than to draw. */
export function treeText(tree: readonly Pick<TreeTerm, "id" | "name" | "depth">[]): string {
  return tree.map(({ id, name, depth }) => `${depth} ${id} ${name.replaceAll(/\s+/g, " ")}`).join("\n");
}

export function treeLines(text: string): Pick<TreeTerm, "id" | "name" | "depth">[] {
  if (text === "") return [];
  return text.split("\n").map((line) => {
    const [depth = "", id = ""] = line.split(" ", 2);
    return { depth: Number(depth), id, name: line.slice(depth.length + id.length + 2) };
  });
}

/** Terms that answer each of the words, in their name, a synonym or the names above them; those named so themselves first. */
export function findTerms(tree: readonly TreeTerm[], text: string, limit = 20): TreeTerm[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const own = (term: TreeTerm) => [term.name, ...term.synonyms].map(plain).join(" ");
  const scored = tree.flatMap((term, place) => {
    const ownText = own(term);
    const all = `${ownText} ${term.names.map(plain).join(" ")}`;
    if (!words.every((word) => all.includes(word))) return [];
    return [{ term, place, above: words.every((word) => ownText.includes(word)) ? 0 : 1 }];
  });
  return scored
    .toSorted((one, other) => one.above - other.above || one.place - other.place)
    .slice(0, limit)
    .map(({ term }) => term);
}

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
