// The tasks of one case: what is to be done, by whom, until when, and what came of it.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { readColleagues } from "#app/models/case/colleagues.server";
import { CaseTasksForm } from "#app/models/case/forms";
import { readCase } from "#app/models/case/read.server";
import { moveTask, readTasksOfCase, setTask } from "#app/models/case/task.server";
import { type CaseId, idParam } from "#app/models/values/ids";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { PageHeader } from "#app/ui/parts";
import { TasksCard } from "#app/ui/task-parts";

const params = z.object({ caseId: idParam<CaseId>() });

export const handle: PageHandle = {
  title: titleFrom(({ number }: { number: string }) => ["plan.task.page-title", { number }]),
};

export const loader = loaderFor("case:read", { params, records: true }, async ({ actor, db, params: { caseId } }) => {
  const { number, client, mayWrite, state } = await readCase(db, actor, caseId);
  return {
    caseId,
    number,
    name: `${client.givenName} ${client.familyName}`,
    mayWrite: mayWrite && state !== "closed",
    me: actor.membershipId,
    tasks: await readTasksOfCase(db, actor, caseId),
    colleagues: mayWrite ? await readColleagues(db, actor) : [],
  };
});

export const action = actionFor(
  "case:write",
  { params, form: CaseTasksForm },
  async ({ actor, db, params: { caseId }, form }) => {
    const page = `/agency/cases/${caseId}/tasks`;
    if (form.intent === "task") {
      await setTask(db, actor, caseId, form);
      return redirectTo(page, "plan.task.saved");
    }
    await moveTask(db, actor, form);
    return redirectTo(page, "plan.task.ended");
  },
);

export default function CaseTasksPage() {
  const { caseId, number, name, ...tasks } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("plan.task.page-title", { number })}
        lead={say("plan.task.page-lead", { name })}
        back={{ to: `/agency/cases/${caseId}`, label: say("plan.versions.back", { number }) }}
      />
      <TasksCard {...tasks} />
    </>
  );
}
