// The forms of a session: attendance, its correction, a cancellation, a progress note. Shapes and limits only.
import { z } from "zod";
import { choiceAnswer, countAnswer, idAnswer, optionalWords, timeAnswer, unitsAnswer, words } from "../values/answers";
import type { LocationId, PractitionerId, SessionId } from "../values/ids";
import { ATTENDED } from "./lifecycle";

export const ATTENDANCE_STATES = ["present", "late", "excused", "absent"] as const;
export type AttendanceState = (typeof ATTENDANCE_STATES)[number];

export const CANCELLED_BY = ["client", "provider", "agency"] as const;
export type CancelledBy = (typeof CANCELLED_BY)[number];

export const isAttended = (state: string): boolean => (ATTENDED as readonly string[]).includes(state);

/** Different things handed out at one session. */
export const MOST_GOODS = 5;
export const MOST_GOOD_WORDS = 80;
export const MOST_NOTE = 2000;

/** As a person types it, with a space in the middle; what is not six digits is null, for the page says so in the client's language. */
export const SiteCodeForm = z.object({
  code: z
    .string()
    .default("")
    .transform((typed) => typed.replace(/[\s-]/g, ""))
    .transform((typed) => (/^[0-9]{6}$/.test(typed) ? typed : null)),
});

const good = z
  .object({ name: optionalWords(MOST_GOOD_WORDS), count: countAnswer(1, 9999).optional() })
  .superRefine(({ name, count }, context) => {
    const missing = name && count === undefined ? "count" : !name && count !== undefined ? "name" : null;
    if (missing) context.addIssue({ code: "custom", path: [missing], message: "ui.error.required" });
  });

/** What was handed out; lines left empty are none. */
const goodsAnswer = () =>
  z
    .array(good)
    .max(MOST_GOODS)
    .default([])
    .transform((lines) => lines.flatMap(({ name, count }) => (name && count !== undefined ? [{ name, count }] : [])));

const given = {
  startTime: timeAnswer().optional(),
  endTime: timeAnswer().optional(),
  units: unitsAnswer().optional(),
  goods: goodsAnswer(),
  note: optionalWords(MOST_NOTE),
};

const attendance = {
  state: choiceAnswer(ATTENDANCE_STATES),
  ...given,
  /** If otherwise than planned. */
  practitionerId: idAnswer<PractitionerId>().optional(),
  locationId: idAnswer<LocationId>().optional(),
};

/** Who came has a beginning and an end; who did not has neither, whatever the boxes still held. */
function timesNeeded(
  form: { state?: string | undefined; startTime?: number | undefined; endTime?: number | undefined },
  context: z.RefinementCtx<unknown>,
) {
  if (!form.state || !isAttended(form.state)) return;
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

/** What a line of a roster may say: who came, or by whom the session was cancelled. */
export const ROSTER_STATES = [...ATTENDANCE_STATES, "cancelled_client", "cancelled_provider"] as const;
export type RosterState = (typeof ROSTER_STATES)[number];

export const cancelledBy = (state: string): "client" | "provider" | null =>
  state === "cancelled_client" ? "client" : state === "cancelled_provider" ? "provider" : null;

const line = { sessionId: idAnswer<SessionId>(), state: choiceAnswer(ROSTER_STATES).optional(), ...given };

/** A cancellation says why. */
function reasonNeeded(
  { state, note }: { state?: string | undefined; note: string },
  context: z.RefinementCtx<unknown>,
) {
  if (!state || !cancelledBy(state) || note !== "") return;
  context.addIssue({ code: "custom", path: ["note"], message: "ui.error.required" });
}

export const rosterLine = z.object(line).superRefine(timesNeeded).superRefine(reasonNeeded);
export type RosterLine = z.infer<typeof rosterLine>;

export const MOST_ROSTER_LINES = 60;

/** Lines without an answer are left as they are, unless all of them came as planned. */
export const RosterForm = z.object({
  intent: z.enum(["answered", "everybody"]).catch("answered"),
  rows: z.array(rosterLine).max(MOST_ROSTER_LINES).default([]),
});

/** One line that was taken without a connection; it says from which seat, and when by that telephone's clock. */
export const KeptLineForm = z
  .object({
    ...line,
    state: choiceAnswer(ROSTER_STATES),
    owner: z.guid(),
    takenAt: z.iso.datetime().transform((text) => new Date(text)),
  })
  .superRefine(timesNeeded)
  .superRefine(reasonNeeded);

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

/** Somebody leaves a group, or gives up waiting: who wanted it, and why. */
export const LEFT_BY = ["client", "provider"] as const;
export const LeaveGroupForm = z.object({ by: choiceAnswer(LEFT_BY), words: words(1000) });
export type LeaveGroup = z.infer<typeof LeaveGroupForm>;

/** A meeting of a group that does not take place. */
export const CancelMeetingForm = z.object({ startsAt: z.coerce.date("ui.error.invalid"), words: words(1000) });
export type CancelMeeting = z.infer<typeof CancelMeetingForm>;
