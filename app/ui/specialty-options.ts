// The specialty tree as lines of a select box, deeper terms set in. Takes the tree in reading order; sorts nothing.
import type { Option } from "./choice-fields";

type Line = { readonly id: string; readonly name: string; readonly depth: number };

// A box shows no indentation of its own; no-break spaces are kept as they are.
const STEP = "\u00a0\u00a0\u00a0";

export function specialtyOptions(tree: readonly Line[]): Option[] {
  return tree.map(({ id, name, depth }) => ({ value: id, label: STEP.repeat(depth) + name }));
}
