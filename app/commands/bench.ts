// `npm run bench`: the performance figures, each a ratio measured in one run, beside its target. Exits 1 when one is missed.
import { existsSync } from "node:fs";
import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { runCommand, Stop } from "./stop";
import { readWords } from "./words";

/** One figure: what was measured against what, in the same run on the same machine. */
export type Figure = {
  name: string;
  /** What was measured, with its unit in the name. */
  value: number;
  /** The plain thing measured beside it. */
  against: number;
  /** value / against, unless the measurer says otherwise. */
  ratio: number;
  /** In words, such as "at most 3". */
  target: string;
  ok: boolean;
};

const Figures = z.array(
  z.object({
    name: z.string(),
    value: z.number(),
    against: z.number(),
    ratio: z.number(),
    target: z.string(),
    ok: z.boolean(),
  }),
);
const Measurer = z.object({ run: z.function() });

async function listMeasurers(folder: string): Promise<string[]> {
  const files = existsSync(folder) ? await readdir(folder) : [];
  return files
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.slice(0, -3))
    .sort();
}

function describe(figures: Figure[]): string {
  const number = (value: number) => value.toLocaleString("en", { maximumFractionDigits: 3 });
  const rows = [
    ["Figure", "Value", "Against", "Ratio", "Target", ""],
    ...figures.map((figure) => [
      figure.name,
      number(figure.value),
      number(figure.against),
      number(figure.ratio),
      figure.target,
      figure.ok ? "kept" : "MISSED",
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const isNumber = (column: number) => column >= 1 && column <= 3;
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

void runCommand(async () => {
  const folder = path.resolve("bench");
  const known = await listMeasurers(folder);
  const usage = `npm run bench [-- ${known.join(" | ")}] [--json FILE]`;
  const { plain, values } = readWords(process.argv.slice(2), {
    flags: [],
    values: ["json"],
    most: 20,
    usage,
  });
  const unknown = plain.find((name) => !known.includes(name));
  if (unknown) throw new Stop(`There is no bench ${unknown}. Usage: ${usage}`);
  if (known.length === 0) throw new Stop("There is nothing to measure in bench/.");
  const figures: Figure[] = [];
  for (const name of plain.length > 0 ? plain : known) {
    const module: unknown = await import(pathToFileURL(path.join(folder, `${name}.ts`)).href);
    figures.push(...Figures.parse(await (Measurer.parse(module).run as () => Promise<unknown>)()));
  }
  process.stdout.write(`${describe(figures)}\n`);
  const file = values.get("json");
  if (file)
    await writeFile(
      file,
      `${JSON.stringify({ machine: `${process.platform} ${process.arch}, Node ${process.version}`, figures }, null, 2)}\n`,
    );
  return figures.length > 0 && figures.every((figure) => figure.ok) ? 0 : 1;
});
