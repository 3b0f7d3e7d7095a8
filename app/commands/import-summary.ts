// Puts an import's report into lines for a terminal. Shows examples where the report has every row.
import type { Say } from "#app/i18n/say";
import type { Mistake } from "#app/interop/import/mapping-value";
import type { FileCounts, ImportReport, ReportedFault } from "#app/interop/import/report";

// Enough to see what is meant; the report has every one.
const examplesShown = 3;
const proposalsShown = 20;

export function writeSummary(report: ImportReport, say: Say): string {
  const { total } = report;
  const parts = [
    [say("import.heading", { source: report.source, format: report.format })],
    Object.entries(report.counts).map(([file, counts]) => say("import.row", { file, ...counts })),
    faultLines(report.faults, say),
    listed(
      say("import.columns.heading"),
      Object.entries(report.unusedColumns).map(([file, columns]) =>
        say("import.columns.line", { file, columns: columns.join(", ") }),
      ),
    ),
    listed(
      say("import.not-read.heading"),
      report.notRead.map((one) => say("import.not-read.line", one)),
    ),
    proposalLines(report, say),
    [say("import.total", { ...total, seconds: report.seconds }), ...lastLines(report.dryRun, total, say)],
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function lastLines(trial: boolean, total: FileCounts, say: Say): string[] {
  if (total.rows === 0) return [];
  if (!trial) return total.taken > 0 ? [say("import.applied")] : [];
  const verdict = total.refused === 0 ? say("import.verdict.taken") : say("import.verdict.refused", total);
  return [say("import.dry-run"), verdict];
}

/** Faults of one kind in one file together: refused rows first, because they are what somebody must mend. */
function faultLines(faults: readonly ReportedFault[], say: Say): string[] {
  const groups = Map.groupBy(faults, (fault) => `${fault.file} ${fault.code}`);
  const sorted = [...groups.values()].sort((left, right) => weightOf(left) - weightOf(right));
  return sorted.flatMap((group) => {
    const lines = group.slice(0, examplesShown).map((fault) => faultLine(fault, say));
    const more = group.length - lines.length;
    return more > 0 ? [...lines, say("import.more", { count: more })] : lines;
  });
}

function weightOf(group: readonly ReportedFault[]): number {
  return group[0]?.weight === "refused" ? 0 : 1;
}

function faultLine({ file, row, field, value, message }: ReportedFault, say: Say): string {
  const text = value === "" ? message : `${message} ${say("import.written", { value })}`;
  if (row === 0) return say("import.place-file", { file, text });
  return field === "" ? say("import.place-row", { file, row, text }) : say("import.place", { file, row, field, text });
}

function proposalLines({ proposals }: ImportReport, say: Say): string[] {
  const lines = proposals
    .slice(0, proposalsShown)
    .map(({ kind, id, name }) => say("import.proposals.line", { kind, id, name }));
  const more = proposals.length - lines.length;
  return listed(
    say("import.proposals.heading"),
    more > 0 ? [...lines, say("import.proposals.more", { count: more })] : lines,
  );
}

/** What is wrong with a mapping, one line a mistake. */
export function mappingLines(mistakes: readonly Mistake[], say: Say): string[] {
  return mistakes.map(({ code, at, value }) => {
    const hint = code === "unknown-target" && value !== "" ? ` ${say("import.mapping.meant", { value })}` : "";
    return say(`import.mapping.${code}`, { at, value }) + hint;
  });
}

function listed(heading: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : [heading, ...lines];
}
