// The whole report of an import as a table for a spreadsheet.
import { z } from "zod";
import { csvFile, fileFor } from "#app/access/gate.server";
import { readImport } from "#app/models/import/read.server";
import { reportCsv } from "#app/models/import/report.server";
import { type ImportId, idParam } from "#app/models/values/ids";

const params = z.object({ importId: idParam<ImportId>() });

export const loader = fileFor("import:manage", { params }, async ({ actor, db, params: { importId } }) => {
  const { sourceName } = await readImport(db, actor, importId);
  return csvFile(`import-${sourceName}.csv`, await reportCsv(importId, actor.language));
});
