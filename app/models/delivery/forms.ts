// The forms of a session: attendance, its correction, a cancellation, a progress note. Shapes and limits only.
import { z } from "zod";
import { choiceAnswer, optionalWords, timeAnswer, unitsAnswer, words } from "../values/answers";
import { ATTENDED } from "./lifecycle";

export const ATTENDANCE_STATES = ["present", "late", "excused", "absent"] as const;
export type AttendanceState = (typeof ATTENDANCE_STATES)[number];

export const CANCELLED_BY = ["client", "provider", "agency"] as const;
export type CancelledBy = (typeof CANCELLED_BY)[number];

export const isAttended = (state: string): boolean => (ATTENDED as readonly string[]).includes(state);

const attendance = {
  state: choiceAnswer(ATTENDANCE_STATES),
  startTime: timeAnswer().optional(),
  endTime: timeAnswer().optional(),
  units: unitsAnswer().optional(),
  note: optionalWords(2000),
};

/** Who came has a beginning and an end; who did not has neither, whatever the boxes still held. */
function timesNeeded(
  form: { state: string; startTime?: number | undefined; endTime?: number | undefined },
  context: z.RefinementCtx<unknown>,
) {
  if (!isAttended(form.state)) return;
  for (const field of ["startTime", "endTime"] as const) {
    if (form[field] === undefined) context.addIssue({ code: "custom", path: [field], message: "ui.error.required" });
  }
}

/** One page, several deeds: `deed` says which form was sent. */
export const SessionForm = z.discriminatedUnion("deed", [
  z.object({ deed: z.literal("record"), ...attendance }).superRefine(timesNeeded),
  z.object({ deed: z.literal("correct"), attendanceId: z.guid(), ...attendance }).superRefine(timesNeeded),
  z.object({ deed: z.literal("cancel"), by: choiceAnswer(CANCELLED_BY), words: words(1000) }),
  z.object({ deed: z.literal("report"), words: words(4000) }),
]);
export type SessionDeed = z.infer<typeof SessionForm>;
export type AttendanceForm = Extract<SessionDeed, { deed: "record" }> | Extract<SessionDeed, { deed: "correct" }>;

/** The address for a calendar program: a new one, or none. */
export const CalendarFeedForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("renew") }),
  z.object({ intent: z.literal("end") }),
]);

/** How a goal of the care plan comes on, as the provider sees it. */
export const GOAL_STANDINGS = ["reached", "closer", "same", "further"] as const;
export const MOST_GOAL_WORDS = 1000;
export const MOST_REPORT_WORDS = 4000;

/** A goal about which nothing is said is left out. */
export const ReportForm = z.object({
  words: words(MOST_REPORT_WORDS),
  goals: z
    .array(
      z.object({
        goalId: z.guid(),
        standing: choiceAnswer(GOAL_STANDINGS).optional(),
        words: optionalWords(MOST_GOAL_WORDS),
      }),
    )
    .max(50)
    .default([]),
});
