// Reads the recorded stops of mobile libraries: a rule, a first visit and two times each. Turns no rule into days: that is what is tested.
import { readdirSync, readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { asCalendarDay, parseTime } from "#app/models/values/calendar-day";
import { type Recurrence, spansOfRecurrence } from "#app/models/values/recurrence-spans";
import type { WeeklySpan } from "#app/models/values/weekly-hours";

export type Stop = {
  readonly rule: string;
  readonly start: string;
  readonly arrival: string;
  readonly departure: string;
};

export function stopsIn(folder: string): Stop[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".csv"));
  return files.flatMap((file) => {
    const rows: Record<string, string>[] = parse(readFileSync(`${folder}/${file}`), { columns: true, bom: true });
    return rows.map(({ frequency = "", start = "", arrival = "", departure = "" }) => ({
      rule: frequency,
      start,
      arrival,
      departure,
    }));
  });
}

/** @returns null where the directory cannot say it */
export function spansOfStop({ rule, start, arrival, departure }: Stop): WeeklySpan[] | null {
  const parts = new Map(rule.split(";").map((part) => part.split("=") as [string, string]));
  const list = (name: string) => parts.get(name)?.split(",") ?? [];
  const recurrence: Recurrence = {
    frequency: parts.get("FREQ") as Recurrence["frequency"],
    interval: Number(parts.get("INTERVAL") ?? 1),
    byDay: list("BYDAY"),
    byMonthDay: list("BYMONTHDAY").map(Number),
    weekStart: 1,
    firstDay: asCalendarDay(start),
    untilDay: null,
    count: null,
  };
  const [opensMinute, closesMinute] = [parseTime(arrival) ?? Number.NaN, parseTime(departure) ?? Number.NaN];
  return spansOfRecurrence(recurrence, { opensMinute, closesMinute });
}
