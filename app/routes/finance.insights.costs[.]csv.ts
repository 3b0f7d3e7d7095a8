// What ended services cost, as the page shows it and as much as may be told, as a table for a spreadsheet.
import { csvFile, fileFor } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { writeCostTable } from "#app/models/insight/desk-tables.server";
import { narrowedBy } from "#app/models/insight/filters";
import { readCosts } from "#app/models/insight/money-desk.server";
import { chosenQuarter, costQuery } from "#app/models/insight/need-query";
import { localDay } from "#app/models/values/calendar-day";

export const loader = fileFor("insight:finance", { query: costQuery }, async ({ actor, db, query }) => {
  const { quarter } = chosenQuarter(query.period, localDay(await clock(db), actor.timeZone));
  return csvFile(
    `costs-${quarter.name}.csv`,
    writeCostTable(await readCosts(db, quarter, narrowedBy(query)), actor.language),
  );
});
