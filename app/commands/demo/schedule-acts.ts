// The acts of a billing schedule in a demo story: planned, answered line by line, changed while it runs. Each by the house's own deeds.
import type { Actor } from "#app/access/actor";
import { amendSchedule } from "#app/models/schedule/amend.server";
import { decideSchedule } from "#app/models/schedule/decide.server";
import { draftSchedule, editSchedule } from "#app/models/schedule/draft.server";
import { readScheduleRow } from "#app/models/schedule/row.server";
import { submitSchedule } from "#app/models/schedule/submit.server";
import { type CalendarDay, weekdayOf } from "#app/models/values/calendar-day";
import {
  type AuthorizationId,
  asId,
  type LocationId,
  type PractitionerId,
  type ScheduleId,
} from "#app/models/values/ids";
import type { DemoStage } from "./stage";

export interface Timetable {
  readonly practitionerId: string;
  readonly locationId: string;
  readonly firstDay: CalendarDay;
  readonly count: number;
  readonly startMinute: number;
  readonly lengthMinutes: number;
}

/** The provider plans weekly sessions and sends the plan. */
export function schedule(
  stage: DemoStage,
  coordinator: Actor,
  authorizationId: AuthorizationId,
  timetable: Timetable,
): Promise<ScheduleId> {
  return stage.as(coordinator, async (db) => {
    const id = await draftSchedule(db, coordinator, weekly(authorizationId, timetable));
    await submitSchedule(db, coordinator, id);
    return id;
  });
}

/** The provider plans what is still ahead anew, and sends it; the first version holds until somebody approves. */
export function change(
  stage: DemoStage,
  coordinator: Actor,
  scheduleId: ScheduleId,
  timetable: Timetable,
): Promise<ScheduleId> {
  return stage.as(coordinator, async (db) => {
    const id = await amendSchedule(db, coordinator, scheduleId);
    const { authorizationId } = await readScheduleRow(db, id);
    await editSchedule(db, coordinator, id, weekly(authorizationId, timetable));
    await submitSchedule(db, coordinator, id);
    return id;
  });
}

function weekly(authorizationId: AuthorizationId, timetable: Timetable) {
  const { firstDay, count, startMinute, lengthMinutes } = timetable;
  return {
    authorizationId,
    practitionerId: asId<PractitionerId>(timetable.practitionerId),
    locationId: asId<LocationId>(timetable.locationId),
    plan: {
      days: {
        kind: "rule" as const,
        rule: {
          repeats: "weekly" as const,
          every: 1,
          firstDay,
          weekdays: [weekdayOf(firstDay)],
          count,
          untilDay: null,
          skippedDays: [],
        },
      },
      startMinute,
      lengthMinutes,
      skipsClosedDays: false,
    },
    unitsPerSession: null,
    note: "",
  };
}

export function decide(stage: DemoStage, caseworker: Actor, scheduleId: ScheduleId, approves: boolean): Promise<void> {
  return stage.as(caseworker, async (db) => {
    const { submittedAt, items } = await readScheduleRow(db, scheduleId);
    const seen = submittedAt?.toISOString() ?? "";
    await decideSchedule(
      db,
      caseworker,
      scheduleId,
      approves
        ? { move: "approve", seen }
        : {
            move: "return",
            seen,
            code: "too_many_units",
            words: "Please plan eight sessions first; we look again after that.",
            lines: items.map((_, place) =>
              place === 2 ? { code: "clash", words: "She is at the clinic until noon that day." } : { words: "" },
            ),
          },
    );
  });
}
