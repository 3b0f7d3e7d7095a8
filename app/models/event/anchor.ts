// An anchor: the end of the record as it stood when it left the house. Says what one looks like and finds them again; judges none.

/** The end of the record at one instant. */
export interface Anchor {
  readonly seq: string;
  /** Hexadecimal. */
  readonly hash: string;
  /** ISO, UTC. */
  readonly at: string;
}

/** What is marked. */
export const anchorText = ({ seq, hash, at }: Anchor): string => `${seq} ${hash} ${at}`;

/** One line, which a mail may quote and a file may hold among others. */
export const anchorLine = (anchor: Anchor, mark: string): string => `anchor ${anchorText(anchor)} ${mark}`;

const LINE = /\banchor (\d+) ([0-9a-f]{64}) (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) ([0-9a-f]{64})\b/g;

/** All anchors in a text, with their marks, in the order they stand. */
export function anchorsIn(text: string): (Anchor & { readonly mark: string })[] {
  return [...text.matchAll(LINE)].map(([, seq = "", hash = "", at = "", mark = ""]) => ({ seq, hash, at, mark }));
}
