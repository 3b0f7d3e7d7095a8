// Judges by name and first bytes whether an uploaded file can be part of a directory. Never trusts the name alone, and reads no row.

/** What may be uploaded at once; the files together are held to the last, whatever each is. */
export const UPLOAD_LIMITS = { files: 20, bytesEach: 20 * 1024 * 1024 } as const;

export type UploadFault = "none" | "empty" | "wrong-kind" | "disguised" | "zip-and-more";

const TEXT = /\.(csv|json|ndjson|jsonl)$/i;
const ZIP = /\.zip$/i;

/** How a file begins that is no text, or words for a browser. */
const NO_TABLE = [
  "%PDF",
  "PK\u0003\u0004",
  "GIF8",
  "\u0089PNG",
  "\u00ff\u00d8\u00ff",
  "MZ",
  "\u007fELF",
  "\u001f\u008b",
  "\u00d0\u00cf\u0011\u00e0",
];

export interface UploadHead {
  readonly name: string;
  readonly byteCount: number;
  /** The first bytes; a few hundred are enough. */
  readonly head: Uint8Array;
}

/** What is wrong with the files as a whole, and which one; null when nothing is. */
export function faultOfUpload(files: readonly UploadHead[]): { fault: UploadFault; name: string } | null {
  if (files.length === 0) return { fault: "none", name: "" };
  for (const file of files) {
    const fault = faultOf(file);
    if (fault !== null) return { fault, name: file.name };
  }
  const zip = files.find(({ name }) => ZIP.test(name));
  return zip && files.length > 1 ? { fault: "zip-and-more", name: zip.name } : null;
}

function faultOf({ name, byteCount, head }: UploadHead): UploadFault | null {
  if (byteCount === 0) return "empty";
  const start = String.fromCharCode(...head.subarray(0, 300));
  if (ZIP.test(name)) return start.startsWith("PK\u0003\u0004") ? null : "disguised";
  if (!TEXT.test(name)) return "wrong-kind";
  const page = /^(\u00ef\u00bb\u00bf)?\s*<(!doctype|html|\?xml|svg)/i.test(start);
  const isWide = start.startsWith("\u00ff\u00fe") || start.startsWith("\u00fe\u00ff");
  return page || NO_TABLE.some((mark) => start.startsWith(mark)) || (!isWide && head.includes(0)) ? "disguised" : null;
}

/** Names to keep the files under, in their order: plain letters, no folder, no two alike. */
export function keptNames(names: readonly string[]): string[] {
  const kept: string[] = [];
  const isTaken = (name: string) => kept.some((one) => one.toLowerCase() === name.toLowerCase());
  for (const name of names) {
    const last = name.split(/[/\\]/).at(-1) ?? "";
    const plain =
      last
        .replace(/[^\w.-]+/g, "_")
        .replace(/^[._]+/, "")
        .slice(-100) || "file";
    let free = plain;
    for (let count = 2; isTaken(free); count += 1) free = plain.replace(/(\.\w+)?$/, `-${count}$1`);
    kept.push(free);
  }
  return kept;
}
