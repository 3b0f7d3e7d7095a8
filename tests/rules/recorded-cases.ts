// Reads recorded cases that lie beside the repository, in ../shared/data. Says where they are missing; never copies them.
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe } from "vitest";

const BESIDE = resolve(import.meta.dirname, "../../../shared/data");

/** The rows of an .ndjson file under ../shared/data; none where this checkout stands alone. */
export function recordedRows<Row>(file: string): Row[] {
  const path = resolve(BESIDE, file);
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Row);
}

/** A describe that runs where its rows are, and elsewhere says in its name why it does not. */
export function describeRecorded<Row>(name: string, file: string, work: (rows: Row[]) => void) {
  const rows = recordedRows<Row>(file);
  const isAbsent = rows.length === 0;
  describe.skipIf(isAbsent)(isAbsent ? `${name} (not run: ../shared/data/${file} is not here)` : name, () =>
    work(rows),
  );
}
