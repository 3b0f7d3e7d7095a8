// The forms of billing schedules: the plan, and the agency's answer. One form carries every way of repeating, so that it works without script.
import { z } from "zod";
import {
  choiceAnswer,
  countAnswer,
  dayAnswer,
  idAnswer,
  optionalWords,
  timeAnswer,
  unitsAnswer,
  words,
} from "../values/answers";
import { type CalendarDay, parseCalendarDay, type Weekday } from "../values/calendar-day";
import type { AuthorizationId, LocationId, PractitionerId, ReferralId, ScheduleId, ServiceId } from "../values/ids";
import { LONGEST_MINUTES, MOST_SESSIONS, type Plan, planShape, SHORTEST_MINUTES } from "./plan";
import { RETURN_CODES } from "./return-codes";

export const WAYS_TO_REPEAT = ["weekly", "daily", "monthly-by-date", "monthly-by-weekday", "dates"] as const;

/** Days one under the other or with commas between; null when one of them is none. */
function readDates(text: string): CalendarDay[] | null {
  const days = text.split(/[\s,;]+/).filter((part) => part !== "");
  const read = days.map(parseCalendarDay).filter((day) => day !== null);
  return read.length === days.length && read.length > 0 && read.length <= MOST_SESSIONS ? read : null;
}

/** When, where and with whom: what every plan says, of one client or of a group. */
const planFields = {
  practitionerId: idAnswer<PractitionerId>(),
  locationId: idAnswer<LocationId>(),
  repeats: choiceAnswer(WAYS_TO_REPEAT),
  every: countAnswer(1, 12).default(1),
  weekdays: z
    .array(choiceAnswer(["1", "2", "3", "4", "5", "6", "7"]))
    .max(7)
    .default([]),
  firstDay: dayAnswer().optional(),
  dayOfMonth: countAnswer(1, 31).optional(),
  ordinal: choiceAnswer(["1", "2", "3", "4", "5", "-1"]).optional(),
  monthWeekday: choiceAnswer(["1", "2", "3", "4", "5", "6", "7"]).optional(),
  untilDay: dayAnswer().optional(),
  count: countAnswer(1, MOST_SESSIONS).optional(),
  /** Days the plan would have, ticked to be left out. */
  leaveOut: z.array(dayAnswer()).max(MOST_SESSIONS).default([]),
  dates: optionalWords(6000),
  startTime: timeAnswer(),
  lengthMinutes: countAnswer(SHORTEST_MINUTES, LONGEST_MINUTES),
  unitsPerSession: unitsAnswer().optional(),
  skipsClosedDays: z.boolean().default(false),
};

const planForm = z.object(planFields);
type PlanFields = z.output<typeof planForm>;

export const ScheduleForm = z
  .object({
    ...planFields,
    /** The schedule that is being changed, where there is one. */
    scheduleId: idAnswer<ScheduleId>().optional(),
    authorizationId: idAnswer<AuthorizationId>(),
    note: optionalWords(2000),
  })
  .transform((form, context) => {
    const { scheduleId, authorizationId, note } = form;
    const planned = planOf(form, context);
    return planned ? { scheduleId, authorizationId, note, ...planned } : z.NEVER;
  });
export type SchedulePlan = Omit<z.output<typeof ScheduleForm>, "scheduleId">;

export const MOST_PLACES = 500;

/** A group of a provider; its plan becomes a schedule of each participant's own. */
export const GroupForm = z
  .object({ ...planFields, serviceId: idAnswer<ServiceId>(), name: words(120), capacity: countAnswer(1, MOST_PLACES) })
  .transform((form, context) => {
    const { serviceId, name, capacity } = form;
    const planned = planOf(form, context);
    return planned ? { serviceId, name, capacity, ...planned } : z.NEVER;
  });
export type GroupInput = z.output<typeof GroupForm>;

/** One page, several deeds. */
export const GroupMoveForm = z.discriminatedUnion("move", [
  z.object({
    move: z.literal("ask"),
    /** In the order they were shown: who is named first is first in line. */
    referralIds: z.array(idAnswer<ReferralId>()).min(1, "ui.error.required").max(MOST_PLACES),
  }),
  z.object({ move: z.literal("plan") }),
  z.object({ move: z.literal("end") }),
]);

function planOf(form: PlanFields, context: z.RefinementCtx<unknown>) {
  const { practitionerId, locationId } = form;
  const days = daysOf(form, context);
  if (!days) return null;
  const plan: Plan = {
    days,
    startMinute: form.startTime,
    lengthMinutes: form.lengthMinutes,
    skipsClosedDays: form.skipsClosedDays,
  };
  return { practitionerId, locationId, plan, unitsPerSession: form.unitsPerSession ?? null };
}

function daysOf(form: PlanFields, context: z.RefinementCtx<unknown>): Plan["days"] | null {
  const wrong = (field: string, message: string) => {
    context.addIssue({ code: "custom", path: [field], message });
    return null;
  };
  if (form.repeats === "dates") {
    const listed = readDates(form.dates);
    if (!listed) return wrong("dates", "schedule.error.dates");
    const dates = listed.filter((day) => !form.leaveOut.includes(day));
    return dates.length > 0 ? { kind: "dates", dates } : wrong("dates", "schedule.error.all-left-out");
  }
  if (!form.firstDay) return wrong("firstDay", "ui.error.required");
  if (!form.untilDay && !form.count) return wrong("untilDay", "schedule.error.no-end");
  if (form.untilDay && form.untilDay < form.firstDay) return wrong("untilDay", "schedule.error.ends-before-start");
  const read = planShape.shape.days.safeParse({
    kind: "rule",
    rule: {
      repeats: form.repeats,
      every: form.every,
      firstDay: form.firstDay,
      weekdays: form.repeats === "weekly" ? form.weekdays.map((day) => Number(day) as Weekday) : [],
      ...monthParts(form),
      untilDay: form.untilDay ?? null,
      count: form.count ?? null,
      skippedDays: form.leaveOut,
    },
  });
  return read.success ? read.data : wrong("repeats", "ui.error.invalid");
}

/** What is not said is read off the first day. */
function monthParts({ repeats, dayOfMonth, ordinal, monthWeekday }: PlanFields) {
  if (repeats === "monthly-by-date") return { dayOfMonth: dayOfMonth ?? null };
  if (repeats !== "monthly-by-weekday") return {};
  return { ordinal: ordinal ? Number(ordinal) : null, weekday: monthWeekday ? Number(monthWeekday) : null };
}

/** What is wanted otherwise at one session, in the order of the sessions shown; without a code it may stay as it is. */
const remark = z.object({ code: choiceAnswer(RETURN_CODES).optional(), words: optionalWords(300) });

/** The agency's answer; `seen` is when the schedule it looked at was sent, so that a newer one is not approved unread. */
export const DecideScheduleForm = z.discriminatedUnion("move", [
  z.object({ move: z.literal("approve"), seen: z.string().trim().max(40) }),
  z
    .object({
      move: z.literal("return"),
      seen: z.string().trim().max(40),
      code: choiceAnswer(RETURN_CODES).optional(),
      words: optionalWords(2000),
      lines: z.array(remark).max(MOST_SESSIONS).default([]),
    })
    .superRefine(({ code, lines }, context) => {
      const wrong = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
      if (!code && !lines.some((line) => line.code)) wrong(["code"], "schedule.error.no-reason");
      for (const [place, line] of lines.entries()) {
        if (line.words && !line.code) wrong(["lines", place, "code"], "schedule.error.no-line-reason");
      }
    }),
]);
export type ScheduleDecision = z.infer<typeof DecideScheduleForm>;

/** Sending, and beginning a change of what stands: no more than a press each. */
export const OwnScheduleForm = z.object({ move: z.enum(["send", "amend"]) });

/** The plans of one group that were looked at and are approved in one go, each as it was when it was seen. */
export const ApproveTogetherForm = z.object({
  plans: z
    .array(z.object({ id: z.guid(), seen: z.string().trim().max(40) }))
    .min(1)
    .max(MOST_PLACES),
});
export type TogetherForm = z.infer<typeof ApproveTogetherForm>;
