// How the referrals that ended in a quarter came out, as the page shows it, as a table for a spreadsheet.
import { csvFile, fileFor } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { writeOutcomeTable } from "#app/models/insight/desk-tables.server";
import { chosenQuarter, supervisionQuery } from "#app/models/insight/need-query";
import { readOutcomes } from "#app/models/insight/supervision-desk.server";
import { localDay } from "#app/models/values/calendar-day";

export const loader = fileFor("insight:supervision", { query: supervisionQuery }, async ({ actor, db, query }) => {
  const { quarter } = chosenQuarter(query.period, localDay(await clock(db), actor.timeZone));
  const outcomes = await readOutcomes(db, actor, quarter, query.programme ?? null);
  return csvFile(`outcomes-${quarter.name}.csv`, writeOutcomeTable(outcomes, actor.language));
});
