// Attendance as a file: the open sessions to fill in, and what came back. Records as the roster does; a row that is recorded already is left as it is.
import { and, eq, inArray } from "drizzle-orm";
import { type Actor, organizationOf } from "#app/access/actor";
import type { Db } from "#app/database/as-actor.server";
import { writeSpreadsheetCsv } from "#app/interop/csv";
import { locations, referrals, serviceSessions } from "#drizzle/schema";
import { localMinute, plainTime } from "../values/calendar-day";
import { asId, type SessionId } from "../values/ids";
import { plainUnits } from "../values/money";
import { Refusal } from "../values/refusal";
import {
  type AttendanceRow,
  type AttendanceTable,
  COLUMNS,
  MOST_ATTENDANCE_ROWS,
  type RowFault,
  readAttendance,
} from "./attendance-csv";
import { readRoster } from "./read.server";
import { takeRoster } from "./roster.server";

/** What became of a file: how many rows were taken, and of each other row its line and why. */
export interface TakenFile {
  readonly taken: number;
  /** They said what is recorded, or something else: a correction is made by a person. */
  readonly already: number;
  readonly refused: readonly { readonly line: number; readonly fault?: RowFault; readonly refusal?: Refusal }[];
}

/** @throws Refusal 422 "delivery.file-…" when nothing of the file can be read */
export async function takeAttendanceFile(db: Db, actor: Actor, text: string): Promise<TakenFile> {
  const table: AttendanceTable = readAttendance(text);
  if (!table.read) throw new Refusal(`delivery.file-${table.fault}`, 422, { most: MOST_ATTENDANCE_ROWS });
  const found = await findSessions(db, actor, table.rows);
  const lost = table.rows.filter((row) => !found.has(row)).map(({ line }) => ({ line, fault: "session" as const }));
  const lines = new Map([...found].map(([row, sessionId]) => [sessionId, row]));
  const taken = await takeRoster(
    db,
    actor,
    [...lines].map(([sessionId, { said }]) => ({ ...said, sessionId })),
    false,
  );
  const isAlready = ({ refusal }: { refusal: Refusal }) => refusal.code === "delivery.recorded-already";
  const refused = taken.refused
    .filter((one) => !isAlready(one))
    .map(({ sessionId, refusal }) => ({ line: lines.get(sessionId)?.line ?? 0, refusal }));
  return {
    taken: taken.recorded.length + taken.cancelled,
    already: taken.refused.filter(isAlready).length,
    refused: [...table.refused, ...lost, ...refused].sort((one, other) => one.line - other.line),
  };
}

/** A row that names its session by referral and time is looked up among the provider's own. */
async function findSessions(db: Db, actor: Actor, rows: readonly AttendanceRow[]) {
  const found = new Map<AttendanceRow, SessionId>();
  const byTime = rows.filter(({ named }) => !("sessionId" in named));
  for (const row of rows) if ("sessionId" in row.named) found.set(row, row.named.sessionId);
  if (byTime.length === 0) return found;
  const numbers = [...new Set(byTime.map(({ named }) => ("referral" in named ? named.referral : "")))];
  const sessions = await db
    .select({
      id: serviceSessions.id,
      number: referrals.number,
      day: serviceSessions.serviceDay,
      startsAt: serviceSessions.startsAt,
      timeZone: locations.timeZone,
    })
    .from(serviceSessions)
    .innerJoin(referrals, eq(referrals.id, serviceSessions.referralId))
    .innerJoin(locations, eq(locations.id, serviceSessions.locationId))
    .where(and(eq(serviceSessions.organizationId, organizationOf(actor)), inArray(referrals.number, numbers)));
  const byKey = new Map(
    sessions.map(({ id, number, day, startsAt, timeZone }) => [
      `${number} ${day} ${localMinute(startsAt, timeZone)}`,
      asId<SessionId>(id),
    ]),
  );
  for (const row of byTime) {
    if (!("referral" in row.named)) continue;
    const { referral, day, beginsMinute } = row.named;
    const id = byKey.get(`${referral} ${day} ${beginsMinute}`);
    if (id) found.set(row, id);
  }
  return found;
}

/** The sessions that have ended and nobody recorded, oldest first, with the planned times to be put right and empty columns to fill in. */
export async function writeAttendanceFile(db: Db, actor: Actor): Promise<string> {
  const open = { unrecorded: true, most: MOST_ATTENDANCE_ROWS };
  const { rows } = await readRoster(db, organizationOf(actor), open, null);
  const numbers = await numbersOf(
    db,
    rows.map(({ id }) => id),
  );
  return writeSpreadsheetCsv(
    COLUMNS,
    rows.map((row) => {
      const clock = (instant: Date) => plainTime(localMinute(instant, row.timeZone));
      const begins = clock(row.startsAt);
      return [
        ...[row.id, numbers.get(row.id) ?? "", row.clientName, row.day, begins],
        ...["", begins, clock(row.endsAt), plainUnits(row.plannedUnits), "", "", ""],
      ];
    }),
  );
}

/** By session; a referral that is no longer held has none to show. */
async function numbersOf(db: Db, sessionIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (sessionIds.length === 0) return new Map();
  const rows = await db
    .select({ id: serviceSessions.id, number: referrals.number })
    .from(serviceSessions)
    .innerJoin(referrals, eq(referrals.id, serviceSessions.referralId))
    .where(inArray(serviceSessions.id, [...sessionIds]));
  return new Map(rows.map(({ id, number }) => [id, number]));
}
