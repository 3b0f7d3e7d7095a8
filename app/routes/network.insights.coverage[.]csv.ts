// Need against supply, as it is narrowed, as a table for a spreadsheet.
import { csvFile, fileFor } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { readCoverage, writeCoverageTable } from "#app/models/insight/coverage.server";
import { chosenQuarter, coverageFilterOf, coverageQuery } from "#app/models/insight/need-query";
import { localDay } from "#app/models/values/calendar-day";
import { Refusal } from "#app/models/values/refusal";

export const loader = fileFor("insight:network", { query: coverageQuery }, async ({ actor, db, query }) => {
  if (!query.specialty) throw new Refusal("not-found", 404);
  const { quarter } = chosenQuarter(query.period, localDay(await clock(db), actor.timeZone));
  const filter = coverageFilterOf(query, actor.distanceUnit);
  const { areas } = await readCoverage(db, actor, query.specialty, quarter, filter);
  return csvFile(`coverage-${quarter.name}.csv`, writeCoverageTable(areas, actor));
});
