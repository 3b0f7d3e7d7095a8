// What a month will bring by agency, as the provider's desk shows it, as a table for a spreadsheet.
import { z } from "zod";
import { csvFile, fileFor } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { writeForecastTable } from "#app/models/insight/desk-tables.server";
import { readMonthForecast } from "#app/models/invoice/month-forecast.server";
import { MonthQuery } from "#app/models/payment/forms";
import { firstOfMonth, localDay } from "#app/models/values/calendar-day";

const query = z.object({ month: MonthQuery });

export const loader = fileFor("card:answer", { query }, async ({ actor, db, query }) => {
  const month = query.month ?? firstOfMonth(localDay(await clock(db), actor.timeZone));
  const { agencies } = await readMonthForecast(db, actor, month);
  return csvFile(`money-${month.slice(0, 7)}.csv`, writeForecastTable(agencies, actor.language));
});
