// What may be written about a case: its opening, needs, notes, closing, and who carries it. Checks shapes only.
import { z } from "zod";
import { parseCalendarDay } from "../values/calendar-day";
import {
  type CaseId,
  type CaseTimeId,
  type GoalId,
  idParam,
  type MembershipId,
  type NeedId,
  type NoteId,
  type SpecialtyId,
  type TaskId,
} from "../values/ids";
import {
  CAME_BY,
  CLOSING_REASONS,
  EMERGENCY_REASONS,
  EMERGENCY_VERDICTS,
  NOTE_KINDS,
  TASK_KINDS,
  TIME_KINDS,
} from "./codes";

const required = (most: number) =>
  z.string({ error: "ui.error.required" }).trim().min(1, "ui.error.required").max(most, "ui.error.too-long");
const optional = (most: number) => z.string().trim().max(most, "ui.error.too-long").optional();
const choice = { error: "ui.error.not-a-choice" };

export const OpenCaseForm = z.object({
  cameBy: z.enum(CAME_BY, choice),
  summary: optional(2000),
  /** A supervisor may open a case for a colleague; everyone else opens their own. */
  owner: idParam<MembershipId>().optional(),
  restricted: z.literal("on").optional(),
});
export type CaseOpening = z.infer<typeof OpenCaseForm>;

export const NeedForm = z.object({
  specialty: z.string({ error: "case.error.choose-specialty" }).pipe(idParam<SpecialtyId>()),
  words: optional(1000),
});
export type NeedWords = z.infer<typeof NeedForm>;

const day = z
  .string()
  .trim()
  .refine((text) => parseCalendarDay(text) !== null, "ui.error.not-a-day");

export const CloseCaseForm = z.object({
  reason: z.enum(CLOSING_REASONS, choice),
  words: optional(2000),
  /** When somebody asks how things are; a task stands for it. */
  followUpOn: day.optional(),
});
export type CaseClosing = z.infer<typeof CloseCaseForm>;

/** Closing, or asking a supervisor first where the agency wants it. */
export const ClosePageForm = z.discriminatedUnion("intent", [
  CloseCaseForm.extend({ intent: z.literal("close") }),
  z.object({ intent: z.literal("ask"), words: required(2000) }),
]);

export const ApprovalForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("grant"), words: optional(2000) }),
  z.object({ intent: z.literal("refuse"), words: required(2000) }),
  z.object({ intent: z.literal("withdraw") }),
]);

export const CaseloadForm = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("hand-over"),
    from: idParam<MembershipId>(),
    to: z.string(choice).pipe(idParam<MembershipId>()),
    cases: z.array(idParam<CaseId>(), "case.error.no-case").min(1, "case.error.no-case").max(200),
    words: optional(1000),
  }),
  z.object({
    intent: z.literal("hand-over-unseen"),
    from: idParam<MembershipId>(),
    to: z.string(choice).pipe(idParam<MembershipId>()),
    words: required(1000),
  }),
  z.object({ intent: z.literal("take-back"), batch: z.guid() }),
]);

const minutesFrom = (least: number) =>
  z.coerce
    .number("ui.error.not-a-number")
    .int("ui.error.not-a-number")
    .min(least, "ui.error.too-low")
    .max(1440, "ui.error.too-high");

/** One's own time on a case; a correction may say that there was none. */
export const TimeForm = z.object({
  kind: z.enum(TIME_KINDS, choice),
  minutes: minutesFrom(1),
  day: day.optional(),
  words: optional(500),
});
export type TimeWords = z.infer<typeof TimeForm>;

export const CaseTimeForm = z.discriminatedUnion("intent", [
  TimeForm.extend({ intent: z.literal("log") }),
  TimeForm.extend({ intent: z.literal("correct"), timeId: idParam<CaseTimeId>(), minutes: minutesFrom(0) }),
]);

/** What is to be done, by a colleague or by somebody else who is named, until when; monitoring comes again. */
export const TaskForm = z.object({
  kind: z.enum(TASK_KINDS, choice).default("task"),
  words: required(500),
  assignedTo: idParam<MembershipId>().optional(),
  doer: optional(100),
  dueOn: day.optional(),
  everyWeeks: z.coerce
    .number("ui.error.not-a-number")
    .int("ui.error.not-a-number")
    .min(1, "ui.error.too-low")
    .max(52, "ui.error.too-high")
    .optional(),
  goalId: idParam<GoalId>().optional(),
});
export type TaskWords = z.infer<typeof TaskForm>;

/** What became of a task; the button says which. */
export const EndTaskForm = z.object({
  taskId: idParam<TaskId>(),
  move: z.enum(["finish", "drop", "reopen"], choice),
  result: optional(1000),
});

/** What was written down: a note, or a contact with its day, time, length and who it was with. */
export const NoteForm = z.object({
  words: required(5000),
  kind: z.enum(NOTE_KINDS, choice).default("note"),
  day: day.optional(),
  time: z
    .string()
    .trim()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "ui.error.not-a-time")
    .optional(),
  minutes: minutesFrom(1).optional(),
  withWhom: optional(200),
  /** We reached out to the client, and not they to us. */
  reachedOut: z.literal("on").optional(),
  /** It happened already, though it went against a rule on the client's card. */
  despite: z.literal("on").optional(),
});
export type NoteWords = z.infer<typeof NoteForm>;

export const CaseNotesForm = z.discriminatedUnion("intent", [
  NoteForm.extend({ intent: z.literal("note") }),
  z.object({ intent: z.literal("correct-note"), noteId: idParam<NoteId>(), words: required(5000) }),
]);

export const CaseTasksForm = z.discriminatedUnion("intent", [
  TaskForm.extend({ intent: z.literal("task") }),
  EndTaskForm.extend({ intent: z.literal("move-task") }),
]);

/** The small deeds of a case's own page; which one is said by the button. */
export const CasePageForm = z.discriminatedUnion("intent", [
  NoteForm.extend({ intent: z.literal("note") }),
  z.object({ intent: z.literal("correct-note"), noteId: idParam<NoteId>(), words: required(5000) }),
  z.object({ intent: z.literal("move"), move: z.enum(["assess", "plan", "activate", "monitor", "reopen"], choice) }),
  z.object({ intent: z.literal("meet-need"), need: idParam<NeedId>() }),
  z.object({ intent: z.literal("unmeet-need"), need: idParam<NeedId>() }),
]);

/** Who carries a case: the owner, the team, and who may see it at all. */
export const CasePeopleForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("transfer"), owner: z.string(choice).pipe(idParam<MembershipId>()) }),
  z.object({ intent: z.literal("add"), member: z.string(choice).pipe(idParam<MembershipId>()) }),
  z.object({ intent: z.literal("remove"), member: idParam<MembershipId>() }),
  z.object({ intent: z.literal("restrict") }),
  z.object({ intent: z.literal("unrestrict") }),
]);

export const OpenEmergencyForm = z.object({
  said: required(200),
  reason: z.enum(EMERGENCY_REASONS, choice),
  words: z.string("ui.error.required").trim().min(20, "emergency.error.words").max(2000, "ui.error.too-long"),
});
export type OpenEmergencyForm = z.infer<typeof OpenEmergencyForm>;

export const ReviewEmergencyForm = z.object({ verdict: z.enum(EMERGENCY_VERDICTS, choice), words: required(2000) });
export type ReviewEmergencyForm = z.infer<typeof ReviewEmergencyForm>;
