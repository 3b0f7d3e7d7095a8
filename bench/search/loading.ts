// Loads a made-up directory through the importer, as `npm run import` does. Counts rows of the files, as they would be counted there.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Figure } from "#app/commands/bench";
import { Pool } from "#app/database/pool.server";
import { inTransaction } from "#app/database/transaction.server";
import { openGazetteer } from "#app/interop/import/gazetteer.server";
import { importPackage } from "#app/interop/import/import.server";
import { readPackage } from "#app/interop/import/package.server";
import { writePackage } from "../import/package";
import { loginsOf } from "./house";

const ROWS_A_SECOND = 5000;
const PROVIDERS_A_PACKAGE = 1300;

/** @param packages so many packages one after another, each of about 30,000 rows */
export async function measureLoading(url: string, packages: number): Promise<Figure[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "throughline-bench-"));
  const pool = new Pool(loginsOf(url).worker, 1);
  try {
    let [taken, milliseconds, last] = [0, 0, 0];
    for (let n = 0; n < packages; n++) {
      const place = path.join(folder, `package-${n}`);
      await writePackage(place, n, PROVIDERS_A_PACKAGE);
      const begun = performance.now();
      const imported = await importPackage(
        await readPackage(place),
        { source: `package-${n}`, trial: false },
        openGazetteer(),
        (work) => inTransaction(pool, { role: "app_job" }, "write", work),
      );
      const took = performance.now() - begun;
      if (imported.total.refused > 0)
        throw new Error(`${imported.total.refused} rows were refused: ${JSON.stringify(imported.faults[0])}`);
      taken += imported.total.taken;
      milliseconds += took;
      last = imported.total.taken / (took / 1000);
    }
    const rate = taken / (milliseconds / 1000);
    const target = `at least ${ROWS_A_SECOND.toLocaleString("en")} a second`;
    return [
      {
        name: `import of ${taken.toLocaleString("en")} rows, rows a second; the last package alone`,
        value: rate,
        against: last,
        ratio: rate / ROWS_A_SECOND,
        target,
        ok: rate >= ROWS_A_SECOND,
      },
    ];
  } finally {
    await pool.close();
    await rm(folder, { recursive: true, force: true });
  }
}
