// Caseloads with what is late in each, as a table for a spreadsheet.
import { csvFile, fileFor } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { writeCaseloadTable } from "#app/models/insight/desk-tables.server";
import { supervisionQuery } from "#app/models/insight/need-query";
import { readCaseloads } from "#app/models/insight/supervision-desk.server";
import { localDay } from "#app/models/values/calendar-day";

export const loader = fileFor(
  "insight:supervision",
  { query: supervisionQuery },
  async ({ actor, db, query: { programme } }) => {
    const today = localDay(await clock(db), actor.timeZone);
    return csvFile(
      `caseloads-${today}.csv`,
      writeCaseloadTable(await readCaseloads(db, actor, today, programme ?? null), actor.language),
    );
  },
);
