// How every authorization of the agency stands, as a table for a spreadsheet.
import { agencyOf } from "#app/access/actor";
import { csvFile, fileFor } from "#app/access/gate.server";
import { writeBurnDownTable } from "#app/models/authorization/burn-down-table.server";
import { recordRead } from "#app/models/event/record.server";

export const loader = fileFor("authorization:propose", { records: true }, async ({ actor, db }) => {
  await recordRead(db, actor, "authorization-list", { subjectType: "agency", subjectId: agencyOf(actor) });
  return csvFile("authorizations.csv", await writeBurnDownTable(db, actor));
});
