// Turns sessions into the lines of a roster, and gives each of their boxes a name for the summary of errors. Reads nothing.

import type { useSay } from "#app/i18n/speech";
import { useFormats } from "#app/i18n/speech";
import { isTimed } from "../models/authorization/units";
import { localMinute, plainTime } from "../models/values/calendar-day";
import { plainUnits, type UnitsHundredths } from "../models/values/money";
import type { LineBoxes } from "./roster-line";

export interface RosterRow {
  readonly id: string;
  readonly clientName: string;
  readonly day: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly timeZone: string;
  readonly unitType: string;
  readonly plannedUnits: UnitsHundredths;
  readonly serviceName: string;
  readonly locationName: string;
  readonly state: string;
  readonly attendanceState: string | null;
}

/** @param showsDay where the lines are of several days */
export function useLineBoxes() {
  const formats = useFormats();
  return (row: RosterRow, showsDay: boolean): LineBoxes => {
    const { startsAt, endsAt, timeZone } = row;
    const when = formats.times(startsAt, endsAt, timeZone);
    return {
      sessionId: row.id,
      clientName: row.clientName,
      lead: [showsDay ? formats.day(row.day) : "", when, row.serviceName, row.locationName]
        .filter((part) => part !== "")
        .join(" · "),
      start: plainTime(localMinute(startsAt, timeZone)),
      end: plainTime(localMinute(endsAt, timeZone)),
      timed: isTimed(row.unitType),
      units: plainUnits(row.plannedUnits),
    };
  };
}

/** For a telephone: the name, the time and the boxes, and no more. */
export function useKeptLines() {
  const formats = useFormats();
  const boxesOf = useLineBoxes();
  return (rows: readonly RosterRow[]): LineBoxes[] =>
    rows.map((row) => ({ ...boxesOf(row, false), lead: formats.times(row.startsAt, row.endsAt, row.timeZone) }));
}

/** By the name of each box: whose line it is in, and what it asks. */
export function labelsOfLines(lines: readonly LineBoxes[], say: ReturnType<typeof useSay>): Record<string, string> {
  const asked = {
    state: say("delivery.session.state"),
    startTime: say("delivery.session.start"),
    endTime: say("delivery.session.end"),
    units: say("delivery.session.units"),
    "goods[0].name": say("delivery.session.good"),
    "goods[0].count": say("delivery.session.how-many"),
    note: say("delivery.day.note"),
  };
  return Object.fromEntries(
    lines.flatMap(({ clientName }, position) =>
      Object.entries(asked).map(([name, label]) => [`rows[${position}].${name}`, `${clientName}: ${label}`]),
    ),
  );
}
