// Funds with their forecast, as a table for a spreadsheet.
import { csvFile, fileFor } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { writeFundTable } from "#app/models/insight/desk-tables.server";
import { readFundForecasts } from "#app/models/insight/money-desk.server";
import { localDay } from "#app/models/values/calendar-day";

export const loader = fileFor("insight:finance", {}, async ({ actor, db }) => {
  const today = localDay(await clock(db), actor.timeZone);
  return csvFile(`funds-${today}.csv`, writeFundTable(await readFundForecasts(db, actor, today), actor.language));
});
