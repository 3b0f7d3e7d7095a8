// Asks why somebody leaves a group, or waits no more. Ends nothing before a reason is given.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { LEFT_BY, LeaveGroupForm } from "#app/models/delivery/forms";
import { leaveGroup } from "#app/models/delivery/group.server";
import { readPlace } from "#app/models/delivery/read-group.server";
import { type GroupId, type GroupPlaceId, idParam } from "#app/models/values/ids";
import { LeaveForm } from "#app/ui/group-moves";
import type { PageHandle } from "#app/ui/page-handle";

export const handle: PageHandle = { title: "group.leave.page" };

const params = z.object({ groupId: idParam<GroupId>(), placeId: idParam<GroupPlaceId>() });

export const loader = loaderFor("group:keep", { params, records: true }, async ({ actor, db, params }) => {
  const { group, place } = await readPlace(db, actor, params.groupId, params.placeId);
  return { groupId: group.id, groupName: group.name, name: place.clientName, waits: place.state === "waiting" };
});

export const action = actionFor("group:keep", { params, form: LeaveGroupForm }, async ({ actor, db, params, form }) => {
  await leaveGroup(db, actor, params.groupId, params.placeId, form);
  return redirectTo(`/portal/groups/${params.groupId}`, "group.leave.done");
});

export default function LeaveGroupPage() {
  const say = useSay();
  const { groupId, groupName, name, waits } = useLoaderData<typeof loader>();
  const blanks = { name, group: groupName };
  return (
    <LeaveForm
      title={waits ? say("group.leave.title-line", blanks) : say("group.leave.title", blanks)}
      lead={say(waits ? "group.leave.lead-line" : "group.leave.lead")}
      back={{ to: `/portal/groups/${groupId}`, label: groupName }}
      sides={LEFT_BY}
      button={say(waits ? "group.leave.button-line" : "group.leave.button")}
    />
  );
}
