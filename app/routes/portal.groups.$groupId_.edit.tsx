// Changes a group. What is planned for its participants stays as it is.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { organizationOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { readGroupRow } from "#app/models/delivery/read-group.server";
import { answersOf } from "#app/models/schedule/answers";
import { GroupForm as Form, WAYS_TO_REPEAT } from "#app/models/schedule/forms";
import { readChoices } from "#app/models/schedule/ground.server";
import { changeGroup } from "#app/models/schedule/group.server";
import { type GroupId, idParam } from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import { GroupForm } from "#app/ui/group-form";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { PageHeader } from "#app/ui/parts";

export const handle: PageHandle = {
  title: titleFrom(({ group: { name } }: { group: { name: string } }) => ["group.form.edit", { name }]),
};

const params = z.object({ groupId: idParam<GroupId>() });

export const loader = loaderFor("group:keep", { params }, async ({ actor, db, params }) => {
  const group = await readGroupRow(db, actor, params.groupId);
  if (group.endedAt) throw new Refusal("group.ended", 409);
  const { name, serviceId, serviceName, capacity } = group;
  return {
    group: { id: group.id, name, serviceName },
    choices: await readChoices(db, organizationOf(actor)),
    ways: WAYS_TO_REPEAT,
    answers: { ...answersOf({ ...group, note: "" }), name, serviceId, capacity: String(capacity) },
  };
});

export const action = actionFor("group:keep", { params, form: Form }, async ({ actor, db, params, form }) => {
  await changeGroup(db, actor, params.groupId, form);
  return redirectTo(`/portal/groups/${params.groupId}`, "group.form.changed");
});

export default function EditGroupPage() {
  const say = useSay();
  const { group, ...found } = useLoaderData<typeof loader>();
  const back = `/portal/groups/${group.id}`;
  return (
    <>
      <PageHeader
        title={say("group.form.edit", { name: group.name })}
        lead={say("group.form.edit-lead")}
        back={{ to: back, label: group.name }}
      />
      <GroupForm {...found} services={[]} serviceName={group.serviceName} cancelTo={back} />
    </>
  );
}
