// What was last said of the room at each service, as the provider's desk shows it, as a table for a spreadsheet.
import { csvFile, fileFor } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { writeCapacityTable } from "#app/models/insight/desk-tables.server";
import { readOwnServices } from "#app/models/organization/read-own.server";
import { localDay } from "#app/models/values/calendar-day";

export const loader = fileFor("card:answer", {}, async ({ actor, db }) => {
  const today = localDay(await clock(db), actor.timeZone);
  return csvFile(`capacity-${today}.csv`, writeCapacityTable(await readOwnServices(db, actor), actor.language));
});
