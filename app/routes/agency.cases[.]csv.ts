// The cases of the list, as it is narrowed, as a table for a spreadsheet.
import { csvFile, fileFor } from "#app/access/gate.server";
import { readFound } from "#app/access/sealed-words.server";
import { caseListQuery, filterOf } from "#app/models/case/list-query";
import { writeCaseTable } from "#app/models/case/table.server";

export const loader = fileFor(
  "case:read",
  { query: caseListQuery, records: true },
  async ({ actor, db, request, query }) =>
    csvFile("cases.csv", await writeCaseTable(db, actor, filterOf(actor, query, readFound(request, query.found).text))),
);
