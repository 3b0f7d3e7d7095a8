// Days that differ from the week, as a form sends them: closed, or open at other times. Asks no clock: days that are past are told, not refused.
import { z } from "zod";
import { choiceAnswer, dayAnswer } from "../values/answers";
import { addDays, addMonths, type CalendarDay } from "../values/calendar-day";
import { readTypedSpan, type TypedSpan } from "../values/typed-time";
import type { DaySpan } from "../values/weekly-hours";
import { HOURS_OF } from "./week-form";

const MOST_MONTHS = 12;
const MOST_TYPED = 20;
const MOST_REASON = 200;

export const EXCEPTION_KINDS = ["closed", "times", "all-day"] as const;
export type ExceptionKind = (typeof EXCEPTION_KINDS)[number];

const typed = z.string().trim().max(MOST_TYPED, "organization.error.not-a-time").optional();

/** The answers of one exception, wherever its form keeps them. */
export const exceptionAnswers = {
  fromDay: dayAnswer(),
  lastDay: dayAnswer().optional(),
  kind: choiceAnswer(EXCEPTION_KINDS),
  opens: typed,
  closes: typed,
  reason: z.string().trim().max(MOST_REASON, "ui.error.too-long").optional(),
};

type Answers = z.infer<z.ZodObject<typeof exceptionAnswers>>;

/** Half-open [fromDay, untilDay); no span is closed. */
export type ExceptionSaid = {
  readonly fromDay: CalendarDay;
  readonly untilDay: CalendarDay;
  readonly span: DaySpan | null;
  readonly reason: string | null;
};

/** Each fault is told at its answer's name; a transform of whatever form holds the answers. */
export function exceptionSaid(
  { fromDay, lastDay = fromDay, reason, ...said }: Answers,
  context: z.RefinementCtx,
): ExceptionSaid {
  const fault = (at: string, message: string) => context.addIssue({ code: "custom", path: [at], message });
  if (lastDay < fromDay) fault("lastDay", "organization.error.ends-before-start");
  else if (lastDay >= addMonths(fromDay, MOST_MONTHS)) fault("lastDay", "organization.error.too-long-closed");
  const read = exceptionSpan(said.kind, said.opens, said.closes);
  if ("fault" in read) fault(read.at, `organization.error.${read.fault}`);
  const span = "fault" in read ? null : read.span;
  return { fromDay, untilDay: addDays(lastDay, 1), span, reason: reason || null };
}

/** What the answers mean for one day; times beside "closed" are a contradiction, not to be settled in silence. */
export function exceptionSpan(
  kind: ExceptionKind,
  opens: string | undefined,
  closes: string | undefined,
): TypedSpan | { fault: "times-and-closed" | "times-missing"; at: "opens" } {
  const read = readTypedSpan(opens, closes);
  if (kind === "times") return "span" in read && read.span === null ? { fault: "times-missing", at: "opens" } : read;
  if (opens || closes) return { fault: "times-and-closed", at: "opens" };
  return { span: kind === "closed" ? null : { opensMinute: 0, closesMinute: 1440 }, guessed: false };
}

export const ExceptionForm = z
  .object({ intent: z.literal("exception"), hoursOf: choiceAnswer(HOURS_OF), ...exceptionAnswers })
  .transform(({ intent, hoursOf, ...answers }, context) => ({ intent, hoursOf, ...exceptionSaid(answers, context) }));
export type NewException = Omit<z.infer<typeof ExceptionForm>, "intent">;
