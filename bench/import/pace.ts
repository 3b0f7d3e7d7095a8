// Times `npm run import` on a large package, in a process of its own, beside PostgreSQL's own COPY of the same rows.
import { spawn } from "node:child_process";
import { createReadStream } from "node:fs";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import type { Figure } from "#app/commands/bench";
import { connect } from "#app/commands/postgres/connect";
import { environmentWith } from "#app/env.server";
import type { House } from "../search/house";
import { writePackage } from "./package";

/** With two places each and two services at each place: a hundred thousand services. */
const PROVIDERS = 25_000;
const ROWS_A_SECOND = 5000;
const MOST_MEGABYTES = 1024;

const Report = z.object({ total: z.object({ rows: z.number(), taken: z.number(), refused: z.number() }) });

/** What loading the package took, from the command's start to its end. */
type Loaded = { readonly rows: number; readonly seconds: number; readonly megabytes: number };

export async function measurePace(house: House): Promise<Figure[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "throughline-bench-"));
  try {
    const place = path.join(folder, "county");
    await writePackage(place, 0, PROVIDERS);
    const copied = await copyPlainly(await house.database("copied"), place);
    const loaded = await load(await house.database("loaded"), place, folder);
    const rate = loaded.rows / loaded.seconds;
    const plain = copied.rows / copied.seconds;
    return [
      {
        name: `import of ${loaded.rows.toLocaleString("en")} rows, rows a second; plain COPY of them`,
        value: rate,
        against: plain,
        ratio: rate / plain,
        target: `at least ${ROWS_A_SECOND.toLocaleString("en")} a second`,
        ok: rate >= ROWS_A_SECOND,
      },
      {
        name: "import, megabytes of memory at most; of its files",
        value: loaded.megabytes,
        against: copied.megabytes,
        ratio: loaded.megabytes / copied.megabytes,
        target: `under ${MOST_MEGABYTES.toLocaleString("en")} megabytes`,
        ok: loaded.megabytes < MOST_MEGABYTES,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @throws when the command fails or refuses a row: the made-up package has nothing to refuse */
async function load(url: string, place: string, folder: string): Promise<Loaded> {
  const [report, peak] = [path.join(folder, "report.json"), path.join(folder, "peak")];
  const words = ["--import", "tsx", "--import", "./bench/import/peak.ts"];
  const begun = performance.now();
  const command = spawn(process.execPath, [...words, "app/commands/import.ts", place, "--report", report], {
    env: environmentWith({ DATABASE_URL: url, BENCH_PEAK_FILE: peak, LOG_LEVEL: "silent" }),
    stdio: ["ignore", "ignore", "inherit"],
  });
  const code = await new Promise((resolve) => command.once("close", resolve));
  const seconds = (performance.now() - begun) / 1000;
  if (code !== 0) throw new Error(`the import ended with ${String(code)}`);
  const { total } = Report.parse(JSON.parse(await readFile(report, "utf8")));
  if (total.taken !== total.rows) throw new Error(`${total.refused} of ${total.rows} rows were refused`);
  return { rows: total.rows, seconds, megabytes: Number(await readFile(peak, "utf8")) / 1024 };
}

/** The files as they are into tables of text without a key, an index or a rule: the least that keeping the rows can take. */
async function copyPlainly(url: string, place: string): Promise<Loaded> {
  const sql = await connect(url, "bench");
  try {
    let [rows, bytes] = [0, 0];
    const files = await readdir(place);
    for (const file of files) {
      const [header = ""] = (await readFile(path.join(place, file), "utf8")).split("\n", 1);
      const columns = header.split(",").map((column) => `"${column}" text`);
      await sql.unsafe(`create table "${path.parse(file).name}_plain" (${columns.join(", ")})`);
      bytes += (await stat(path.join(place, file))).size;
    }
    const begun = performance.now();
    for (const file of files) {
      const copy = `copy "${path.parse(file).name}_plain" from stdin (format csv, header true)`;
      await pipeline(createReadStream(path.join(place, file)), await sql.unsafe(copy).writable());
    }
    const seconds = (performance.now() - begun) / 1000;
    for (const file of files) {
      const [count] = await sql.unsafe<{ rows: number }[]>(
        `select count(*)::int as rows from "${path.parse(file).name}_plain"`,
      );
      rows += count?.rows ?? 0;
    }
    return { rows, seconds, megabytes: bytes / 2 ** 20 };
  } finally {
    await sql.end({ timeout: 1 });
  }
}
