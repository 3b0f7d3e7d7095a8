// `npm run import -- <file, folder or zip> [--mapping FILE] [--dry-run] [--report FILE] [--source NAME]`: loads a directory and says what became of every row. Never removes one.
import { access, writeFile } from "node:fs/promises";
import path from "node:path";
import { asJob, closePools } from "#app/database/as-actor.server";
import { env } from "#app/env.server";
import { sayIn } from "#app/i18n/say-in";
import { openGazetteer } from "#app/interop/import/gazetteer.server";
import { importPackage } from "#app/interop/import/import.server";
import { makeReport } from "#app/interop/import/make-report";
import { readMappedPackage } from "#app/interop/import/mapped-package.server";
import { MappingError } from "#app/interop/import/mapping";
import { NoPackage } from "#app/interop/import/no-package";
import { type Package, readPackage } from "#app/interop/import/package.server";
import type { ImportReport } from "#app/interop/import/report";
import { keepHeapSmall } from "#app/interop/import/small-heap.server";
import { ImportCancelled } from "#app/interop/import/watch";
import { progressTo } from "./import-progress";
import { mappingLines, writeSummary } from "./import-summary";
import { shareDatabase } from "./start/running";
import { untilAsked } from "./start/signals";
import { runCommand, Stop } from "./stop";
import { readWords } from "./words";

const say = sayIn("en");
const tell = (sentence: string) => void process.stdout.write(`${sentence}\n`);

keepHeapSmall();

type Wishes = { given: string; trial: boolean; report: string | null; source: string | null; mapping: string | null };

void runCommand(async () => {
  const wishes = readWishes(process.argv.slice(2));
  const found = await openPackage(wishes);
  if (wishes.report !== null) await proveWritable(wishes.report);
  const report = await importDirectory(found, wishes);
  if (wishes.report !== null) await writeFile(wishes.report, `${JSON.stringify(report, null, 2)}\n`);
  tell(writeSummary(report, say));
  return exitCode(report, wishes.given);
});

function readWishes(words: string[]): Wishes {
  const usage = say("import.usage");
  const { plain, flags, values } = readWords(words, {
    flags: ["dry-run"],
    values: ["report", "source", "mapping"],
    most: 1,
    usage,
  });
  const [given] = plain;
  if (given === undefined) throw new Stop(usage);
  return {
    given,
    trial: flags.has("dry-run"),
    report: values.get("report") ?? null,
    source: values.get("source") ?? null,
    mapping: values.get("mapping") ?? null,
  };
}

async function openPackage({ given, mapping }: Wishes): Promise<Package> {
  try {
    return await (mapping === null ? readPackage(given) : readMappedPackage(given, mapping));
  } catch (failure) {
    if (failure instanceof MappingError)
      throw new Stop(
        [say("import.mapping.heading", { file: mapping ?? "" }), ...mappingLines(failure.mistakes, say)].join("\n"),
      );
    if (failure instanceof NoPackage)
      throw new Stop(say(`import.${failure.key}`, { path: failure.file, file: failure.file }));
    throw failure;
  }
}

// An import of a minute whose report cannot be kept has to be read off a screen.
async function proveWritable(report: string): Promise<void> {
  await access(path.dirname(path.resolve(report))).catch(() => {
    throw new Stop(say("import.report-unwritable", { path: report }));
  });
}

async function importDirectory(found: Package, { trial, source }: Wishes): Promise<ImportReport> {
  const asked = untilAsked();
  const cancel = new AbortController();
  void asked.stop.then(() => cancel.abort());
  const progress = progressTo(process.stderr, say);
  const database = await shareDatabase(env(), tell);
  try {
    const gazetteer = openGazetteer();
    const named = source ?? found.name;
    const begun = performance.now();
    const watch = { onProgress: progress.show, signal: cancel.signal };
    const imported = await importPackage(found, { source: named, trial, once: true, ...watch }, gazetteer, (work) =>
      asJob("write", work),
    );
    const seconds = Math.round((performance.now() - begun) / 10) / 100;
    return makeReport(found, imported, { source: named, trial, seconds }, say);
  } catch (failure) {
    if (failure instanceof ImportCancelled) throw new Stop(say("import.cancelled"));
    throw failure;
  } finally {
    asked.release();
    progress.clear();
    await closePools();
    await database.stop();
  }
}

/** A trial asks whether all of it would be taken; an import asks whether anything was. */
function exitCode({ total, dryRun }: ImportReport, given: string): number {
  if (total.taken + total.unchanged === 0) throw new Stop(say("import.empty", { path: given }));
  return dryRun && total.refused > 0 ? 1 : 0;
}
