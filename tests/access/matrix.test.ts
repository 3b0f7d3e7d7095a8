// Every persona × every table × every verb, compared with a file a person has read. A new table without an entry fails.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import postgres from "postgres";
import { expect, test } from "vitest";
import { layEveryRow } from "#tests/stage/every-row";
import { type Matrix, measureMatrix, readable } from "#tests/stage/matrix";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { personasOf } from "#tests/stage/personas";

const GOLDEN = path.resolve("tests/access/matrix.golden.json");

async function measured(stage: Stage): Promise<Matrix> {
  const client = postgres(stage.urls.migrator, { max: 1, onnotice: () => {} });
  try {
    return await measureMatrix(client, await personasOf(stage));
  } finally {
    await client.end();
  }
}

test("everybody may do exactly what the golden file says, table by table", () =>
  onStage(async (stage) => {
    await stage.asRole("app_definer", (db) => layEveryRow(db, stage.cast));
    const found = readable(await measured(stage));
    if (process.env.WRITE_GOLDEN === "yes") await writeFile(GOLDEN, `${JSON.stringify(found, null, 2)}\n`);
    const golden = JSON.parse(await readFile(GOLDEN, "utf8"));
    expect(Object.keys(found)).toEqual(Object.keys(golden));
    expect(found).toEqual(golden);
  }));
