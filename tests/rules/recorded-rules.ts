// Reads the few forms of RRULE that recorded rules are written in. It is no reader of RFC 5545.
import { type RecurrenceRule, recurrenceRule } from "#app/models/values/recurrence-rule";

const CODES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

export function readRule(start: string, text: string): RecurrenceRule {
  const parts = Object.fromEntries(
    text.split(";").flatMap((part) => (part ? [part.split("=") as [string, string]] : [])),
  );
  const until = parts.UNTIL ? parts.UNTIL.replace(/^(\d{4})(\d\d)(\d\d).*$/, "$1-$2-$3") : null;
  const days = (parts.BYDAY ?? "").split(",").filter(Boolean);
  const ordinal = Number.parseInt(days[0] ?? "", 10);
  const dates = (parts.BYMONTHDAY ?? "").split(",").filter(Boolean).map(Number);
  return recurrenceRule.parse({
    repeats: repeatsOf(parts.FREQ ?? "", ordinal),
    every: Number(parts.INTERVAL ?? 1),
    firstDay: start,
    weekdays: parts.FREQ === "WEEKLY" ? days.map((code) => CODES.indexOf(code) + 1) : [],
    dayOfMonth: dates.length > 0 ? Math.max(...dates) : null,
    ordinal: Number.isNaN(ordinal) ? null : ordinal,
    weekday: Number.isNaN(ordinal) ? null : CODES.indexOf((days[0] ?? "").slice(-2)) + 1,
    untilDay: until,
    count: parts.COUNT ? Number(parts.COUNT) : null,
  });
}

function repeatsOf(frequency: string, ordinal: number): string {
  if (frequency === "MONTHLY") return Number.isNaN(ordinal) ? "monthly-by-date" : "monthly-by-weekday";
  return frequency.toLowerCase();
}
