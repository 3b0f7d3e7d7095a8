// The whole report of an import as data for other programs.
import { z } from "zod";
import { attachment, fileFor } from "#app/access/gate.server";
import { readImport } from "#app/models/import/read.server";
import { streamReport } from "#app/models/import/upload-store.server";
import { type ImportId, idParam } from "#app/models/values/ids";

const params = z.object({ importId: idParam<ImportId>() });

export const loader = fileFor("import:manage", { params }, async ({ actor, db, params: { importId } }) => {
  const { sourceName } = await readImport(db, actor, importId);
  return attachment(`import-${sourceName}.json`, "application/json", await streamReport(importId));
});
