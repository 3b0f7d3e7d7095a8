// The kept report of an import as a table. Makes none anew.
import { sayIn } from "#app/i18n/say-in";
import { reportTable } from "#app/interop/import/make-report";
import type { ImportReport } from "#app/interop/import/report";
import { readReport } from "./upload-store.server";

/** @throws Refusal 409 "imports.no-report" when there is none, or none any more */
export async function reportCsv(importId: string, language: string): Promise<string> {
  return reportTable(JSON.parse(await readReport(importId)) as ImportReport, sayIn(language));
}
