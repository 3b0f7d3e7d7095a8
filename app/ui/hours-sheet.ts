// What the hours editor holds while somebody types: the sheet, and what is to be said aloud of the last change. Draws nothing.
import { useContext, useEffect, useReducer, useState } from "react";
import { sheetIn } from "#app/models/organization/week-form";
import type { Weekday } from "#app/models/values/calendar-day";
import {
  copyDay,
  type DayKind,
  EMPTY_DAY,
  EMPTY_ROW,
  type SheetDay,
  sheetOf,
  WEEKDAYS,
  type WeekSheet,
} from "#app/models/values/week-sheet";
import type { WeeklySpan } from "#app/models/values/weekly-hours";
import { FormContext } from "./form-context";

export type SheetChange =
  | {
      readonly kind: "typed";
      readonly weekday: Weekday;
      readonly row: number;
      readonly edge: "opens" | "closes";
      readonly text: string;
    }
  | { readonly kind: "day"; readonly weekday: Weekday; readonly is: DayKind }
  | { readonly kind: "add-row" | "remove-row"; readonly weekday: Weekday; readonly row: number }
  | { readonly kind: "copy"; readonly from: Weekday; readonly to: readonly Weekday[] }
  | { readonly kind: "rest-closed"; readonly closed: boolean }
  | { readonly kind: "all-day" | "unsaid" };

/** The last change stands beside the sheet, so that it can be said aloud. */
export type Held = { readonly sheet: WeekSheet; readonly last: SheetChange | null };

/** What came back with the form stands before what is known, so that nothing typed is lost. */
export function useSheet(hours: readonly WeeklySpan[]) {
  const form = useContext(FormContext);
  const entered = form?.entered;
  return useReducer(changed, null, (): Held => {
    const sheet = isRecord(entered) ? sheetIn(entered) : sheetOf(hours);
    return { sheet, last: null };
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

function changed({ sheet }: Held, change: SheetChange): Held {
  return { sheet: sheetAfter(sheet, change), last: change };
}

function sheetAfter(sheet: WeekSheet, change: SheetChange): WeekSheet {
  switch (change.kind) {
    case "typed":
      return onDay(sheet, change.weekday, (day) => ({
        kind: "times",
        rows: day.rows.map((row, index) => (index === change.row - 1 ? { ...row, [change.edge]: change.text } : row)),
      }));
    case "day":
      return onDay(sheet, change.weekday, () => ({ kind: change.is, rows: [EMPTY_ROW] }));
    case "add-row":
      return onDay(sheet, change.weekday, ({ rows }) => ({ kind: "times", rows: [...rows, EMPTY_ROW] }));
    case "remove-row":
      return onDay(sheet, change.weekday, ({ kind, rows }) => {
        const left = rows.filter((_, index) => index !== change.row - 1);
        return { kind, rows: left.length > 0 ? left : [EMPTY_ROW] };
      });
    case "copy":
      return copyDay(sheet, change.from, change.to);
    case "rest-closed":
      return { ...sheet, restClosed: change.closed };
    case "all-day":
      return { ...sheet, days: WEEKDAYS.map(() => ({ kind: "all-day", rows: [EMPTY_ROW] })) };
    case "unsaid":
      return { restClosed: false, days: WEEKDAYS.map(() => EMPTY_DAY) };
  }
}

function onDay(sheet: WeekSheet, weekday: Weekday, change: (day: SheetDay) => SheetDay): WeekSheet {
  return { ...sheet, days: sheet.days.map((day, index) => (index === weekday - 1 ? change(day) : day)) };
}

/** Long enough that a word is not read out letter by letter, short enough to be heard before the next box. */
const QUIET_MILLISECONDS = 700;

/** The text once it has stood still for a moment. */
export function useSettled(text: string): string {
  const [settled, settle] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => settle(text), QUIET_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** Whether the page's script runs: buttons that only script can answer are not shown before. */
export function useScripted(): boolean {
  const [scripted, run] = useState(false);
  useEffect(() => run(true), []);
  return scripted;
}
