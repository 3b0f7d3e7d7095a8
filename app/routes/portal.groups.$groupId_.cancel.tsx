// Asks why a meeting of a group does not take place. Calls nothing off before a reason is given.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { CancelMeetingForm } from "#app/models/delivery/forms";
import { cancelMeeting } from "#app/models/delivery/group.server";
import { readGroupRow, readNextMeetings } from "#app/models/delivery/read-group.server";
import { type GroupId, idParam } from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import { CancelMeetingFields } from "#app/ui/group-moves";
import type { PageHandle } from "#app/ui/page-handle";

export const handle: PageHandle = { title: "group.cancel.page" };

const params = z.object({ groupId: idParam<GroupId>() });
/** Which meeting; left out: the next. */
const query = z.object({ at: z.iso.datetime().optional().catch(undefined) });

export const loader = loaderFor("group:keep", { params, query }, async ({ actor, db, params, query }) => {
  const group = await readGroupRow(db, actor, params.groupId);
  const ahead = (await readNextMeetings(db, params.groupId)).filter(({ begun }) => !begun);
  const meeting = query.at ? ahead.find(({ startsAt }) => startsAt.toISOString() === query.at) : ahead[0];
  if (!meeting) throw new Refusal("not-found", 404);
  return { groupId: group.id, groupName: group.name, timeZone: group.timeZone, meeting };
});

export const action = actionFor(
  "group:keep",
  { params, form: CancelMeetingForm },
  async ({ actor, db, params, form }) => {
    await cancelMeeting(db, actor, params.groupId, form);
    return redirectTo(`/portal/groups/${params.groupId}`, "group.cancel.done");
  },
);

export default function CancelMeetingPage() {
  const say = useSay();
  const formats = useFormats();
  const { groupId, groupName, timeZone, meeting } = useLoaderData<typeof loader>();
  const { startsAt, endsAt, day, participants } = meeting;
  return (
    <CancelMeetingFields
      title={say("group.cancel.title", { day: formats.day(day) })}
      lead={say("group.cancel.lead", { count: participants, time: formats.times(startsAt, endsAt, timeZone) })}
      back={{ to: `/portal/groups/${groupId}`, label: groupName }}
      startsAt={startsAt.toISOString()}
    />
  );
}
