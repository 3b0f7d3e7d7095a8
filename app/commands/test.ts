// `npm test`: types, lint, build, then every kind of test; `npm test -- rules routes` runs those kinds alone.
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { env, environmentWith } from "#app/env.server";
import { buildIfChanged } from "./build";
import { runCommand, Stop } from "./stop";
import { findChromium } from "./test/chromium";
import { type Count, countReport, Report } from "./test/count";
import { readWords } from "./words";

const kinds = ["house", "rules", "database", "access", "routes", "journeys"];
const say = (sentence: string) => void process.stdout.write(`${sentence}\n`);

/** Runs one of the project's own programs with what it prints in sight; resolves with whether it went well. */
function runProgram(file: string, words: string[], changes: Record<string, string | undefined> = {}): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.resolve("node_modules", file), ...words], {
      stdio: ["ignore", "inherit", "inherit"],
      env: environmentWith(changes),
    });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code === 0));
  });
}

async function check(name: string, work: () => Promise<boolean>): Promise<Count> {
  say(`\n== ${name}`);
  const well = await work();
  return { passed: well ? 1 : 0, failed: well ? 0 : 1 };
}

async function checkSource(): Promise<Count[]> {
  const types = await check("types", () => runProgram("typescript-7/bin/tsc", ["--noEmit"]));
  const folders = ["app", "drizzle", "tests", "bench"];
  const lint = await check("lint", () =>
    runProgram("@biomejs/biome/bin/biome", ["lint", "--error-on-warnings", ...folders]),
  );
  return [types, lint];
}

async function build(): Promise<Count[]> {
  const built = await check("build", async () => {
    await buildIfChanged(say);
    return true;
  });
  return [built];
}

async function runTests(chosen: string[], chromium: string | undefined): Promise<Count> {
  const folder = await mkdtemp(path.join(tmpdir(), "throughline-report-"));
  const file = path.join(folder, "report.json");
  try {
    const words = [
      "run",
      "--config",
      "tests/vitest.config.ts",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${file}`,
    ];
    const projects = chosen.flatMap((kind) => ["--project", kind]);
    const well = await runProgram("vitest/vitest.mjs", [...words, ...projects], {
      NODE_ENV: "test",
      CHROMIUM_PATH: chromium,
    });
    const text = await readFile(file, "utf8").catch(() => null);
    const count = text ? countReport(Report.parse(JSON.parse(text))) : { passed: 0, failed: 1 };
    // Something outside any test went wrong, such as an error nobody caught.
    return !well && count.failed === 0 ? { ...count, failed: 1 } : count;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

void runCommand(async () => {
  const { plain } = readWords(process.argv.slice(2), {
    flags: [],
    values: [],
    most: kinds.length,
    usage: `npm test [-- ${kinds.join(" | ")} …]`,
  });
  const unknown = plain.find((kind) => !kinds.includes(kind));
  if (unknown) throw new Stop(`${unknown} is no kind of test: choose from ${kinds.join(", ")}.`);
  const all = plain.length === 0;
  const driven = all || plain.includes("journeys");
  // First, so that a missing browser is told before minutes of other work.
  const chromium = driven ? await findChromium(env().CHROMIUM_PATH, say) : undefined;
  const counts = await Promise.all([
    // Each takes one core for a minute or less: side by side.
    ...(all ? [checkSource()] : []),
    ...(driven ? [build()] : []),
  ]);
  const every = [...counts.flat(), await runTests(all ? kinds : plain, chromium)];
  const passed = every.reduce((sum, count) => sum + count.passed, 0);
  const failed = every.reduce((sum, count) => sum + count.failed, 0);
  say(`\n${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
});
