// The way to help by group, as the page shows it, as a table for a spreadsheet.
import { csvFile, fileFor } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { readCourses } from "#app/models/insight/course.server";
import { writeCourseTable } from "#app/models/insight/desk-tables.server";
import { chosenQuarter, courseQuery } from "#app/models/insight/need-query";
import { localDay } from "#app/models/values/calendar-day";

export const loader = fileFor("insight:supervision", { query: courseQuery }, async ({ actor, db, query }) => {
  const { quarter } = chosenQuarter(query.period, localDay(await clock(db), actor.timeZone));
  const courses = await readCourses(db, actor, quarter, query.by);
  return csvFile(`service-${quarter.name}.csv`, writeCourseTable(courses, query.by, actor.language));
});
