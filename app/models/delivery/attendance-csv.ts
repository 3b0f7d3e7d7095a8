// Reads attendance from CSV: which session each row is about, and what it says of it. Every row is taken or told of, with its line; looks nothing up.
import { cellsOf } from "#app/interop/csv-cells";
import { type CalendarDay, parseCalendarDay, parseTime } from "../values/calendar-day";
import { asId, type SessionId } from "../values/ids";
import { ROSTER_STATES, type RosterLine, rosterLine } from "./forms";

/** By its own id, as in the file that was taken from the roster; or by the referral and when it was to begin. */
export type Named =
  | { readonly sessionId: SessionId }
  | { readonly referral: string; readonly day: CalendarDay; readonly beginsMinute: number };

export interface AttendanceRow {
  /** Where it stands in the file; the head is line 1. */
  readonly line: number;
  readonly named: Named;
  /** What it says, once it is known of which session. */
  readonly said: Omit<RosterLine, "sessionId">;
}

export const ROW_FAULTS = ["session", "state", "began", "ended", "units", "goods", "note", "twice"] as const;
export type RowFault = (typeof ROW_FAULTS)[number];

export type AttendanceTable =
  | {
      readonly read: true;
      readonly rows: readonly AttendanceRow[];
      readonly refused: readonly { readonly line: number; readonly fault: RowFault }[];
    }
  | { readonly read: false; readonly fault: "unreadable" | "no-columns" | "too-long" | "empty" };

export const MOST_ATTENDANCE_ROWS = 1000;

/** The heads of the file, in its order. */
export const COLUMNS = [
  ...["session", "referral", "client", "day", "begins"],
  ...["attendance", "began", "ended", "units", "handed out", "how many", "note"],
] as const;

const ANYBODY = asId<SessionId>("00000000-0000-0000-0000-000000000000");

/** @param text of the file; rows without an answer are passed over */
export function readAttendance(text: string): AttendanceTable {
  const cells = cellsOf(text);
  if (cells === null) return { read: false, fault: "unreadable" };
  const [head, ...body] = cells;
  if (!head || body.length === 0) return { read: false, fault: "empty" };
  if (body.length > MOST_ATTENDANCE_ROWS) return { read: false, fault: "too-long" };
  const places = new Map(head.cells.map((name, place) => [plain(name), place]));
  const isNamed = places.has("session") || ["referral", "day", "begins"].every((name) => places.has(name));
  if (!isNamed || !places.has("attendance")) return { read: false, fault: "no-columns" };
  const rows: AttendanceRow[] = [];
  const refused: { line: number; fault: RowFault }[] = [];
  const seen = new Set<string>();
  for (const { line, cells: row } of body) {
    const cell = (name: string) => row[places.get(name) ?? -1] ?? "";
    if (cell("attendance") === "") continue;
    const found = readRow(cell);
    const key = typeof found === "string" ? "" : JSON.stringify(found.named);
    if (typeof found === "string") refused.push({ line, fault: found });
    else if (seen.has(key)) refused.push({ line, fault: "twice" });
    else rows.push({ line, ...found });
    seen.add(key);
  }
  return { read: true, rows, refused };
}

function readRow(cell: (name: string) => string): Omit<AttendanceRow, "line"> | RowFault {
  const named = namedBy(cell);
  if (!named) return "session";
  const state = cell("attendance")
    .toLowerCase()
    .replaceAll(/[\s-]+/g, "_");
  if (!(ROSTER_STATES as readonly string[]).includes(state)) return "state";
  const [name, count] = [cell("handed out"), cell("how many")];
  const read = rosterLine.safeParse({
    sessionId: ANYBODY,
    state,
    startTime: cell("began") || undefined,
    endTime: cell("ended") || undefined,
    units: cell("units") || undefined,
    goods: name || count ? [{ name, count: count || undefined }] : [],
    note: cell("note"),
  });
  if (!read.success) return FAULT_OF[String(read.error.issues[0]?.path[0])] ?? "note";
  const { sessionId: _, ...said } = read.data;
  return { named, said };
}

const FAULT_OF: Readonly<Record<string, RowFault>> = {
  startTime: "began",
  endTime: "ended",
  units: "units",
  goods: "goods",
};

function namedBy(cell: (name: string) => string): Named | null {
  const id = cell("session").toLowerCase();
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return { sessionId: asId<SessionId>(id) };
  const [day, beginsMinute] = [parseCalendarDay(cell("day")), parseTime(cell("begins"))];
  const referral = cell("referral");
  return id === "" && referral && day && beginsMinute !== null ? { referral, day, beginsMinute } : null;
}

const plain = (head: string) =>
  head
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, " ");
