// Reads what a form sent, within limits, before anything looks at it. Files go to a temporary name; nothing is kept here.
import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, unlink } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import busboy from "busboy";
import { env } from "#app/env.server";
import { Refusal } from "../models/values/refusal";

export const FILE_BYTES = 20 * 1024 * 1024;
const FIELD_BYTES = 100_000;
const BODY_BYTES = 512_000;
const FIELDS = 1000;
/** What a form may carry that does not say how many. */
const FILES = 5;

/** A file as it came: where it lies for now, what it is called, and the hash of its bytes. */
export interface SentFile {
  readonly field: string;
  readonly name: string;
  readonly path: string;
  readonly byteCount: number;
  readonly sha256: string;
}

export interface FormBody {
  readonly fields: FormData;
  readonly files: readonly SentFile[];
  /** Removes files that no deed has taken over. */
  discard(): Promise<void>;
}

/**
 * @param files whether the form may carry files, or how many
 * @throws Refusal 413 when something is too large or too many, 415 when the body is no form
 */
export async function readForm(request: Request, files: boolean | number = false): Promise<FormBody> {
  const mostFiles = typeof files === "number" ? files : files ? FILES : 0;
  const kind = request.headers.get("Content-Type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (kind === "application/x-www-form-urlencoded")
    return { fields: await readFields(request), files: [], discard: async () => {} };
  if (kind === "multipart/form-data" && mostFiles > 0) return readMultipart(request, mostFiles);
  throw new Refusal("form.not-a-form", 415);
}

async function readFields(request: Request): Promise<FormData> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of Readable.fromWeb(request.body as never) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > BODY_BYTES) throw new Refusal("form.too-large", 413);
    chunks.push(chunk);
  }
  const fields = new FormData();
  let count = 0;
  for (const [name, value] of new URLSearchParams(Buffer.concat(chunks).toString("utf8"))) {
    if (++count > FIELDS) throw new Refusal("form.too-many-fields", 413);
    fields.append(name, clean(value));
  }
  return fields;
}

async function readMultipart(request: Request, mostFiles: number): Promise<FormBody> {
  const fields = new FormData();
  const files: SentFile[] = [];
  const folder = path.resolve(env().DATA_DIR, "incoming");
  await mkdir(folder, { recursive: true });
  const written: string[] = [];
  const discard = async () => {
    await Promise.all(written.map((file) => unlink(file).catch(() => {})));
  };
  const writes: Promise<void>[] = [];
  let problem: Refusal | null = null;
  const fail = (code: string) => {
    problem ??= new Refusal(code, 413);
  };
  const parser = busboy({
    headers: Object.fromEntries(request.headers),
    defParamCharset: "utf8",
    limits: {
      fileSize: FILE_BYTES,
      files: mostFiles,
      fields: FIELDS,
      parts: FIELDS + mostFiles,
      fieldSize: FIELD_BYTES,
      headerPairs: 50,
    },
  });
  parser.on("field", (name, value, { valueTruncated }) =>
    valueTruncated ? fail("form.too-large") : fields.append(name, clean(value)),
  );
  parser.on("partsLimit", () => fail("form.too-many-fields"));
  parser.on("fieldsLimit", () => fail("form.too-many-fields"));
  parser.on("filesLimit", () => fail("form.too-many-files"));
  parser.on("file", (field, stream, { filename }) => {
    const place = path.join(folder, randomUUID());
    written.push(place);
    writes.push(keepFile(stream, place, field, filename ?? "", files, fail));
  });
  try {
    await pipeline(Readable.fromWeb(request.body as never), parser);
    await Promise.all(writes);
  } catch (failure) {
    await discard();
    throw problem ?? failure;
  }
  if (problem) {
    await discard();
    throw problem;
  }
  return { fields, files, discard };
}

async function keepFile(
  stream: Readable & { truncated?: boolean },
  place: string,
  field: string,
  name: string,
  files: SentFile[],
  fail: (code: string) => void,
): Promise<void> {
  const hash = createHash("sha256");
  let byteCount = 0;
  stream.on("data", (chunk: Buffer) => {
    hash.update(chunk);
    byteCount += chunk.length;
  });
  await pipeline(stream, createWriteStream(place, { mode: 0o600 }));
  if (stream.truncated) return fail("document.too-large");
  // A form sends an empty part for a file field left alone.
  if (byteCount === 0 && name === "") return;
  files.push({ field, name: clean(name).slice(0, 200), path: place, byteCount, sha256: hash.digest("hex") });
}

// PostgreSQL takes no NUL, and lone control characters are never meant.
function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: taking control characters out is what this line is for.
  return text.replace(/\r\n?/g, "\n").replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "");
}
