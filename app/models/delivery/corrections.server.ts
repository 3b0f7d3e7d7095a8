// What records of attendance said before they were corrected, for the agency: never who at the provider recorded it. Reads; changes nothing.
import { and, desc, eq, inArray } from "drizzle-orm";
import type { Db } from "#app/database/as-actor.server";
import { attendances, locations, serviceSessions } from "#drizzle/schema";

interface Recorded {
  readonly sessionId: string;
  readonly corrected: boolean;
  readonly recordedAt: Date;
  readonly note: string;
}

export type EarlierRecord = Awaited<ReturnType<typeof readEarlier>>[number] & {
  readonly correctedAt: Date;
  /** What was noted with the correction. */
  readonly correctionNote: string;
};

/** Each with what it said before, latest first; nothing where it was never corrected. */
export async function withEarlier<Row extends Recorded>(
  db: Db,
  rows: readonly Row[],
): Promise<(Row & { readonly before: readonly EarlierRecord[] })[]> {
  const corrected = rows.filter((row) => row.corrected).map(({ sessionId }) => sessionId);
  const earlier = corrected.length > 0 ? await readEarlier(db, corrected) : [];
  return rows.map((row) => ({ ...row, before: chainOf(row, earlier) }));
}

/** Each record was set aside by the next newer one, which bears the note. */
function chainOf(row: Recorded, earlier: Awaited<ReturnType<typeof readEarlier>>): EarlierRecord[] {
  let newer: Pick<Recorded, "recordedAt" | "note"> = row;
  return earlier
    .filter(({ sessionId }) => sessionId === row.sessionId)
    .map((record) => {
      const { recordedAt: correctedAt, note: correctionNote } = newer;
      newer = record;
      return { ...record, correctedAt, correctionNote };
    });
}

function readEarlier(db: Db, sessionIds: readonly string[]) {
  return db
    .select({
      id: attendances.id,
      sessionId: attendances.sessionId,
      state: attendances.state,
      units: attendances.units,
      startedAt: attendances.startedAt,
      endedAt: attendances.endedAt,
      timeZone: locations.timeZone,
      note: attendances.note,
      recordedAt: attendances.recordedAt,
    })
    .from(attendances)
    .innerJoin(serviceSessions, eq(serviceSessions.id, attendances.sessionId))
    .innerJoin(locations, eq(locations.id, serviceSessions.locationId))
    .where(and(inArray(attendances.sessionId, [...sessionIds]), eq(attendances.current, false)))
    .orderBy(desc(attendances.recordedAt), desc(attendances.id));
}
