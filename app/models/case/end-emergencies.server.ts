// Writes down that an emergency's hour is over, and tells supervisors that it waits for review. What it opened was shut at that instant already.
import { sql } from "drizzle-orm";
import { asJob, type Db } from "#app/database/as-actor.server";
import { everyMinute } from "../job/define";
import { tellMembers } from "../notification/tell.server";

const AT_ONCE = 100;

/** @returns how many ended; when a whole batch did, there may be more */
export async function endEmergencies(db: Db): Promise<number> {
  const ended = await db.execute<{ emergency_id: string; agency_id: string }>(
    sql`select emergency_id, agency_id from app.end_emergencies(${AT_ONCE})`,
  );
  for (const { emergency_id: id, agency_id: agencyId } of ended) {
    await tellMembers(
      db,
      { agencyId, roles: ["supervisor"] },
      { kind: "emergency.ended", subjectType: "emergency", subjectId: id, path: `/agency/emergencies/${id}` },
    );
  }
  return ended.length;
}

everyMinute("end-emergencies", 5, async () => {
  while ((await asJob("write", endEmergencies)) === AT_ONCE);
});
