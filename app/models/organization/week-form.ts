// A week of hours as a form sends it: per day what holds, and rows of typed times. Reads no row of the database.
import { z } from "zod";
import {
  DAY_KINDS,
  type DayKind,
  MOST_SPANS_A_DAY,
  readSheet,
  type SheetFault,
  WEEKDAYS,
  type WeekSheet,
} from "../values/week-sheet";
import type { PlainSpan } from "../values/weekly-hours";

const MOST_TYPED = 20;
const MOST_HOURS_TEXT = 200;

export type BoxName = `${"opens" | "closes"}-${number}-${number}` | `day-${number}` | `rows-${number}`;
export const boxName = (edge: "opens" | "closes", weekday: number, row: number): BoxName => `${edge}-${weekday}-${row}`;
export const dayName = (weekday: number): BoxName => `day-${weekday}`;
/** How many rows a day shows: without script an empty one is asked for by sending the form. */
export const rowsName = (weekday: number): BoxName => `rows-${weekday}`;
export const REST_CLOSED = "rest-closed";
export const HOURS_TEXT = "hours-text";

const ROWS = Array.from({ length: MOST_SPANS_A_DAY }, (_, index) => index + 1);
const typed = z.string().trim().max(MOST_TYPED, "organization.error.not-a-time").optional();

/** What a form that holds the editor has among its answers. */
export const weekAnswers = {
  ...(Object.fromEntries(
    WEEKDAYS.flatMap((weekday) => [
      [dayName(weekday), typed],
      [rowsName(weekday), typed],
      ...ROWS.flatMap((row) => [
        [boxName("opens", weekday, row), typed],
        [boxName("closes", weekday, row), typed],
      ]),
    ]),
  ) as Record<BoxName, typeof typed>),
  [REST_CLOSED]: z.string().max(3).optional(),
  [HOURS_TEXT]: z.string().trim().max(MOST_HOURS_TEXT, "ui.error.too-long").optional(),
};

/** The sheet as it was filled in, with every row a day shows. */
export function sheetIn(answers: Readonly<Record<string, unknown>>): WeekSheet {
  const text = (name: string) => (typeof answers[name] === "string" ? (answers[name] as string) : "");
  const days = WEEKDAYS.map((weekday) => {
    const rows = ROWS.map((row) => ({
      opens: text(boxName("opens", weekday, row)),
      closes: text(boxName("closes", weekday, row)),
    }));
    const last = rows.findLastIndex(({ opens, closes }) => opens !== "" || closes !== "") + 1;
    const asked = Math.min(Number.parseInt(text(rowsName(weekday)), 10) || 1, MOST_SPANS_A_DAY);
    return { kind: kindIn(text(dayName(weekday))), rows: rows.slice(0, Math.max(1, last, asked)) };
  });
  return { days, restClosed: text(REST_CLOSED) === "on" };
}

function kindIn(text: string): DayKind {
  return DAY_KINDS.find((kind) => kind === text) ?? "times";
}

/** The box a fault is told at. */
export function boxOf({ weekday, row, at }: SheetFault): BoxName {
  return at === "day" ? dayName(weekday) : boxName(at, weekday, row);
}

/** What a filled-in week says. No spans at all: the hours are not known, and the text says what is known instead. */
export type WeekSaid = { readonly spans: readonly PlainSpan[]; readonly hoursText: string | null };

/** Turns the editor's answers into spans, each fault told at its box; a transform of whatever form holds them. */
export function weekSaid(answers: Readonly<Record<string, unknown>>, context: z.RefinementCtx): WeekSaid {
  const { spans, faults } = readSheet(sheetIn(answers));
  for (const fault of faults) {
    context.addIssue({ code: "custom", path: [boxOf(fault)], message: `organization.error.${fault.fault}` });
  }
  const text = answers[HOURS_TEXT];
  return { spans, hoursText: typeof text === "string" && text !== "" ? text : null };
}

/** Whose hours: of the whole place, or of this one service there. */
export const HOURS_OF = ["place", "service"] as const;

export const WeekForm = z
  .object({ intent: z.literal("week"), hoursOf: z.enum(HOURS_OF, "ui.error.not-a-choice"), ...weekAnswers })
  .transform((form, context) => ({ intent: form.intent, hoursOf: form.hoursOf, ...weekSaid(form, context) }));
export type Week = z.infer<typeof WeekForm>;
