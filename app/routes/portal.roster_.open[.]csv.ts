// The sessions nobody recorded yet, as a table to fill in and send back.
import { z } from "zod";
import { csvFile, fileFor } from "#app/access/gate.server";
import { writeAttendanceFile } from "#app/models/delivery/attendance-file.server";

export const loader = fileFor("attendance:record", { query: z.object({}), records: true }, async ({ actor, db }) =>
  csvFile("open-sessions.csv", await writeAttendanceFile(db, actor)),
);
