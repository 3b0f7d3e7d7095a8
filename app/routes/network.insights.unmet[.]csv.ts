// The ledger of unmet need, as it is narrowed, as a table for a spreadsheet.
import { csvFile, fileFor } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { chosenQuarter, unmetFilterOf, unmetQuery } from "#app/models/insight/need-query";
import { readUnmetNeed, writeUnmetTable } from "#app/models/insight/unmet-need.server";
import { localDay } from "#app/models/values/calendar-day";

export const loader = fileFor("insight:network", { query: unmetQuery }, async ({ actor, db, query }) => {
  const { quarter } = chosenQuarter(query.period, localDay(await clock(db), actor.timeZone));
  const ledger = await readUnmetNeed(db, quarter);
  return csvFile(
    `unmet-need-${quarter.name}.csv`,
    writeUnmetTable(ledger, unmetFilterOf(query), quarter, actor.language),
  );
});
