// Puts an import's outcome into the report a person works through, and the whole of it into a table. Never leaves a row out.
import type { Say } from "#app/i18n/say";
import { writeSpreadsheetCsv } from "../csv";
import { type Fault, faultWeights } from "./fault";
import type { Imported } from "./import.server";
import type { Package } from "./package.server";
import type { FaultKind, ImportReport, ReportedFault } from "./report";

export type About = { source: string; trial: boolean; seconds: number };

export function makeReport(found: Package, imported: Imported, about: About, say: Say): ImportReport {
  const faults = imported.faults.map((fault) => reported(fault, say));
  return {
    source: about.source,
    format: found.format,
    dryRun: about.trial,
    seconds: about.seconds,
    counts: imported.counts,
    total: imported.total,
    kinds: faultKinds(faults),
    faults,
    kept: imported.kept.map(({ kind: _, id: __, organizationId: ___, ...one }) => one),
    proposals: imported.proposals,
    notRead: found.notRead.map(({ file, reason }) => ({ file, reason: say(`import.not-read.${reason}`) })),
    unusedColumns: Object.fromEntries(imported.unused),
  };
}

function reported({ file, row, field, code, value, blanks }: Fault, say: Say): ReportedFault {
  return { file, row, field, code, value, weight: faultWeights[code], message: say(`import.fault.${code}`, blanks) };
}

// Enough to see what is meant; the list has every one.
const examplesShown = 5;

/** Kinds that refuse rows come first, then those with the most rows. */
function faultKinds(faults: readonly ReportedFault[]): FaultKind[] {
  const kinds = new Map<string, FaultKind>();
  for (const fault of faults) {
    const { code, weight, message } = fault;
    const kind = kinds.get(code) ?? { code, weight, count: 0, message, examples: [] };
    kinds.set(code, kind);
    kind.count += 1;
    if (kind.examples.length < examplesShown) kind.examples.push(fault);
  }
  const order = ({ weight }: FaultKind) => (weight === "refused" ? 0 : 1);
  return [...kinds.values()].sort((left, right) => order(left) - order(right) || right.count - left.count);
}

/** The whole report as a table: a line for each fault, each removal that is proposed, and each file that was not read. */
export function reportTable(report: ImportReport, say: Say): string {
  const header = ["what", "file", "row", "field", "written", "message"] as const;
  return writeSpreadsheetCsv(
    header.map((column) => say(`import.table.${column}`)),
    reportLines(report, say),
  );
}

function* reportLines(
  { faults, kept, proposals, notRead }: ImportReport,
  say: Say,
): Iterable<(string | number | null)[]> {
  for (const { file, row, field, value, weight, message } of faults)
    yield [say(`import.table.${weight}`), file, row === 0 ? null : row, field, value, message];
  for (const { file, row, field, ours, theirs, name } of kept) {
    const message = say("import.table.kept-words", { name, ours: asText(ours) });
    yield [say("import.table.kept"), file, row, field, asText(theirs), message];
  }
  for (const { kind, id, name } of proposals)
    yield [say("import.table.removal"), kind, null, "id", id, say("import.table.removal-words", { name })];
  for (const { file, reason } of notRead) yield [say("import.table.not-read"), file, null, "", "", reason];
}

const asText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value ?? ""));
