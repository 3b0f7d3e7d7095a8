// The way to help by group, as the page shows it, as a table for a spreadsheet.
import { csvFile, fileFor } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { readCourses } from "#app/models/insight/course.server";
import { writeCourseTable } from "#app/models/insight/desk-tables.server";
import { narrowedBy } from "#app/models/insight/filters";
import { chosenQuarter, courseQuery } from "#app/models/insight/need-query";
import { localDay } from "#app/models/values/calendar-day";

export const loader = fileFor("insight:supervision", { query: courseQuery }, async ({ actor, db, query }) => {
  const { quarter } = chosenQuarter(query.period, localDay(await clock(db), actor.timeZone));
  const narrowed = narrowedBy(query);
  const courses = await readCourses(db, actor, quarter, query.by, narrowed);
  return csvFile(`service-${quarter.name}.csv`, writeCourseTable(courses, query.by, narrowed, actor.language));
});
