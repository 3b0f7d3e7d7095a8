// Changes a plan that is a draft or came back. What was sent stands as the agency sees it.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { organizationOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { answersOf } from "#app/models/schedule/answers";
import { editSchedule } from "#app/models/schedule/draft.server";
import { readScheduleForm } from "#app/models/schedule/form-page.server";
import { ScheduleForm as Form } from "#app/models/schedule/forms";
import { scheduleLifecycle } from "#app/models/schedule/lifecycle";
import { readOwnSchedule } from "#app/models/schedule/read.server";
import { idParam, type ScheduleId } from "#app/models/values/ids";
import type { PageHandle } from "#app/ui/page-handle";
import { ScheduleForm } from "#app/ui/schedule-form";
import { SchedulePlanner } from "#app/ui/schedule-planner";

export const handle: PageHandle = { title: "schedule.page.edit" };

const params = z.object({ scheduleId: idParam<ScheduleId>() });

export const loader = loaderFor("schedule:prepare", { params, records: true }, async ({ actor, db, params }) => {
  const { schedule } = await readOwnSchedule(db, organizationOf(actor), params.scheduleId);
  scheduleLifecycle.after(schedule.state, "submit");
  return {
    form: await readScheduleForm(db, actor, schedule.authorizationId),
    schedule: { id: schedule.id, number: schedule.number },
    answers: answersOf(schedule),
  };
});

export const action = actionFor("schedule:prepare", { params, form: Form }, async ({ actor, db, params, form }) => {
  await editSchedule(db, actor, params.scheduleId, form);
  return redirectTo(`/portal/schedules/${params.scheduleId}`, "schedule.form.saved");
});

export default function EditSchedulePage() {
  const { form, schedule, answers } = useLoaderData<typeof loader>();
  const { authorization, choices, ways } = form;
  return (
    <SchedulePlanner {...form} schedule={schedule}>
      <ScheduleForm
        action={`/portal/schedules/${schedule.id}/edit`}
        scheduleId={schedule.id}
        authorization={authorization}
        choices={choices}
        ways={ways}
        answers={answers}
      />
    </SchedulePlanner>
  );
}
