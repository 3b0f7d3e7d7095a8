// Shows every session a plan would make, before anything is saved, with the answers still in the form. Keeps nothing.
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { organizationOf } from "#app/access/actor";
import { actionFor, loaderFor } from "#app/access/gate.server";
import { answersOf } from "#app/models/schedule/answers";
import { readScheduleForm } from "#app/models/schedule/form-page.server";
import { ScheduleForm as Form } from "#app/models/schedule/forms";
import { readGround } from "#app/models/schedule/ground.server";
import { previewSchedule } from "#app/models/schedule/items.server";
import { readChanged, readOwnSchedule } from "#app/models/schedule/read.server";
import { type AuthorizationId, idParam, type ScheduleId } from "#app/models/values/ids";
import type { PageHandle } from "#app/ui/page-handle";
import { ScheduleForm } from "#app/ui/schedule-form";
import { type PlannedPreview, SchedulePlanner } from "#app/ui/schedule-planner";

export const handle: PageHandle = { title: "schedule.preview.title" };

const query = z.object({
  authorization: idParam<AuthorizationId>(),
  schedule: idParam<ScheduleId>().optional(),
});

export const loader = loaderFor(
  "schedule:prepare",
  { query, records: true },
  async ({ actor, db, query: { authorization, schedule } }) => {
    const form = await readScheduleForm(db, actor, authorization);
    if (!schedule) return { form, schedule: undefined };
    const own = await readOwnSchedule(db, organizationOf(actor), schedule);
    return { form, schedule: { id: schedule, number: own.schedule.number } };
  },
);

// Not keyed: looking twice is looking twice, and nothing is kept.
export const action = actionFor("schedule:prepare", { form: Form, keyed: false }, async ({ actor, db, form }) => ({
  preview: await previewSchedule(
    db,
    await readGround(db, form.authorizationId),
    form,
    await readChanged(db, actor, form.scheduleId),
  ),
  answers: answersOf({ ...form, rule: form.plan }),
}));

type Answered = { answer?: { preview: PlannedPreview; answers: ReturnType<typeof answersOf> } };

export default function PreviewPage() {
  const { form, schedule } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>() as Answered | undefined;
  const { authorization, choices, ways } = form;
  return (
    <SchedulePlanner {...form} schedule={schedule} preview={answered?.answer?.preview ?? null}>
      <ScheduleForm
        action={
          schedule ? `/portal/schedules/${schedule.id}/edit` : `/portal/schedules/new?authorization=${authorization.id}`
        }
        scheduleId={schedule?.id}
        authorization={authorization}
        choices={choices}
        ways={ways}
        answers={answered?.answer?.answers ?? {}}
        looked={answered?.answer !== undefined}
      />
    </SchedulePlanner>
  );
}
