// Tells what a document is by its bytes, and why it cannot be taken. Never believes a name or a browser, and opens nothing.

export const MEDIA_TYPES = {
  pdf: "application/pdf",
  png: "image/png",
  jpeg: "image/jpeg",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
} as const;
export type DocumentKind = keyof typeof MEDIA_TYPES;

export const DOCUMENT_BYTES = 20 * 1024 * 1024;

/** Why a file is refused; catalogue keys under `refusal.document`. */
export type DocumentFault =
  | "empty"
  | "too-large"
  | "unknown-kind"
  | "disguised"
  | "hidden-content"
  | "macros"
  | "broken";

export type DocumentVerdict =
  | { readonly taken: true; readonly kind: DocumentKind; readonly mediaType: string }
  | { readonly taken: false; readonly fault: DocumentFault };

const ENDINGS: Readonly<Record<string, DocumentKind>> = {
  pdf: "pdf",
  png: "png",
  jpg: "jpeg",
  jpeg: "jpeg",
  docx: "docx",
};

/**
 * Judges a file by its content; the name only has to agree with it.
 * @param bytes the whole file
 * @param name as the person's computer calls it
 */
export function judgeDocument(bytes: Uint8Array, name: string): DocumentVerdict {
  if (bytes.length === 0) return refused("empty");
  if (bytes.length > DOCUMENT_BYTES) return refused("too-large");
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const claimed = ENDINGS[endingOf(name)];
  const kind = kindOf(content);
  if (!kind) return refused(claimed ? "disguised" : "unknown-kind");
  if (claimed !== kind) return refused("disguised");
  const fault = faultIn(content, kind);
  return fault ? refused(fault) : { taken: true, kind, mediaType: MEDIA_TYPES[kind] };
}

const refused = (fault: DocumentFault): DocumentVerdict => ({ taken: false, fault });

function endingOf(name: string): string {
  return /\.([A-Za-z0-9]{1,8})$/.exec(name.trim())?.[1]?.toLowerCase() ?? "";
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const ZIP = Buffer.from("PK\u0003\u0004", "latin1");
const ZIP_END = Buffer.from("PK\u0005\u0006", "latin1");

// At the very first byte: what may begin later can be two things at once.
function kindOf(content: Buffer): DocumentKind | null {
  if (content.subarray(0, 5).equals(Buffer.from("%PDF-"))) return "pdf";
  if (content.subarray(0, 8).equals(PNG)) return "png";
  if (content[0] === 0xff && content[1] === 0xd8 && content[2] === 0xff) return "jpeg";
  if (content.subarray(0, 4).equals(ZIP)) return zipNames(content)?.includes("word/document.xml") ? "docx" : null;
  return null;
}

// A page hidden in a picture runs in whoever's browser is talked into opening it as a page.
const MARKUP = /<(?:script|html|!doctype html|iframe|svg[\s>]|\?php)/i;
const PDF_DEEDS = /\/(?:JavaScript|JS|Launch|RichMedia)[\s(<[/]/;

function faultIn(content: Buffer, kind: DocumentKind): DocumentFault | null {
  if (kind === "docx") return faultInDocx(content);
  const text = content.toString("latin1");
  if (MARKUP.test(text)) return "hidden-content";
  if (kind === "pdf") return faultInPdf(content, text);
  if (hasZipEnd(content)) return "hidden-content";
  return kind === "png" ? faultInPng(content) : null;
}

function faultInPdf(content: Buffer, text: string): DocumentFault | null {
  if (PDF_DEEDS.test(text)) return "macros";
  if (hasZipEnd(content)) return "hidden-content";
  return text.lastIndexOf("%%EOF") < 0 ? "broken" : null;
}

/** Walks the chunks: a PNG ends where its last chunk ends. */
function faultInPng(content: Buffer): DocumentFault | null {
  let at = PNG.length;
  for (let first = true; at + 12 <= content.length; first = false) {
    const length = content.readUInt32BE(at);
    const name = content.toString("latin1", at + 4, at + 8);
    if (first && name !== "IHDR") return "broken";
    at += 12 + length;
    if (name === "IEND") return at === content.length ? null : "hidden-content";
  }
  return "broken";
}

function faultInDocx(content: Buffer): DocumentFault | null {
  const names = zipNames(content) ?? [];
  if (!names.includes("[Content_Types].xml")) return "broken";
  const active = names.some((name) => /vbaProject|\/activeX\/|\/embeddings\/|\.(?:exe|dll|js|vbs|bin)$/i.test(name));
  return active ? "macros" : null;
}

function hasZipEnd(content: Buffer): boolean {
  return content.indexOf(ZIP_END, Math.max(0, content.length - 65_557)) >= 0;
}

const MOST_ENTRIES = 5000;

/** Names in the zip's own list; null when the list is not whole. */
function zipNames(content: Buffer): string[] | null {
  const end = content.lastIndexOf(ZIP_END);
  if (end < 0 || end + 22 > content.length || end + 22 + content.readUInt16LE(end + 20) !== content.length) return null;
  const count = content.readUInt16LE(end + 10);
  let at = content.readUInt32LE(end + 16);
  const names: string[] = [];
  for (let entry = 0; entry < Math.min(count, MOST_ENTRIES); entry++) {
    if (at + 46 > content.length || content.readUInt32LE(at) !== 0x02014b50) return null;
    const nameLength = content.readUInt16LE(at + 28);
    names.push(content.toString("utf8", at + 46, at + 46 + nameLength));
    at += 46 + nameLength + content.readUInt16LE(at + 30) + content.readUInt16LE(at + 32);
  }
  return names;
}
