// Opens a group: what it is, how many may come, when it meets. Gives no place.
import { useLoaderData } from "@remix-run/react";
import { organizationOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { GroupForm as Form, WAYS_TO_REPEAT } from "#app/models/schedule/forms";
import { readChoices } from "#app/models/schedule/ground.server";
import { openGroup, readGroupServices } from "#app/models/schedule/group.server";
import { GroupForm } from "#app/ui/group-form";
import type { PageHandle } from "#app/ui/page-handle";
import { PageHeader } from "#app/ui/parts";

export const handle: PageHandle = { title: "group.form.title" };

export const loader = loaderFor("group:keep", {}, async ({ actor, db }) => ({
  choices: await readChoices(db, organizationOf(actor)),
  services: await readGroupServices(db, organizationOf(actor)),
  ways: WAYS_TO_REPEAT,
}));

export const action = actionFor("group:keep", { form: Form }, async ({ actor, db, form }) => {
  const id = await openGroup(db, actor, form);
  return redirectTo(`/portal/groups/${id}`, "group.form.opened");
});

export default function NewGroupPage() {
  const say = useSay();
  const found = useLoaderData<typeof loader>();
  const only = (rows: readonly { id: string }[]) => (rows.length === 1 ? rows[0]?.id : undefined);
  const { choices, services } = found;
  return (
    <>
      <PageHeader
        title={say("group.form.title")}
        lead={say("group.form.lead")}
        back={{ to: "/portal/groups", label: say("group.page.back") }}
      />
      <GroupForm
        {...found}
        answers={{
          serviceId: only(services),
          practitionerId: only(choices.practitioners),
          locationId: only(choices.locations),
          skipsClosedDays: "on",
        }}
        cancelTo="/portal/groups"
      />
    </>
  );
}
