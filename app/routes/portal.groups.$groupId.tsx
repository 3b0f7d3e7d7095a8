// One group of the provider: who is in it and what of it is planned, who waits in turn, the next meetings. Gives no place out of turn.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { useSay } from "#app/i18n/speech";
import { readGroup } from "#app/models/delivery/read-group.server";
import { recordRead } from "#app/models/event/record.server";
import { GroupMoveForm } from "#app/models/schedule/forms";
import { askPlace, endGroup } from "#app/models/schedule/group.server";
import { planGroup } from "#app/models/schedule/plan-group.server";
import { type GroupId, idParam } from "#app/models/values/ids";
import {
  AskPlace,
  EndGroup,
  GroupFacts,
  LineTable,
  MeetingTable,
  ParticipantTable,
  PlanGroup,
} from "#app/ui/group-parts";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { ButtonLink, Card, Columns, Empty, Notice, PageHeader, Stack } from "#app/ui/parts";

export const handle: PageHandle = {
  title: titleFrom(({ group: { name } }: { group: { name: string } }) => ["group.page.named", { name }]),
};

const params = z.object({ groupId: idParam<GroupId>() });

export const loader = loaderFor("session:read", { params, records: true }, async ({ actor, db, params }) => {
  const found = await readGroup(db, actor, params.groupId);
  await recordRead(db, actor, "group", { subjectType: "group", subjectId: params.groupId });
  return {
    ...found,
    mayKeep: mayDo(actor, "group:keep") && found.group.endedAt === null,
    mayRecord: mayDo(actor, "attendance:record"),
  };
});

export const action = actionFor("group:keep", { params, form: GroupMoveForm }, async ({ actor, db, params, form }) => {
  const { groupId } = params;
  const here = `/portal/groups/${groupId}`;
  if (form.move === "plan") {
    await planGroup(db, actor, groupId);
    return redirectTo(here, "group.plan.done");
  }
  if (form.move === "end") {
    await endGroup(db, actor, groupId);
    return redirectTo("/portal/groups?show=ended", "group.end.done");
  }
  let waits = false;
  for (const referralId of form.referralIds) waits = !(await askPlace(db, actor, groupId, referralId)) || waits;
  return redirectTo(here, waits ? "group.ask.waits" : "group.ask.placed");
});

export default function GroupPage() {
  const say = useSay();
  const { group, participants, line, candidates, plannable, mayKeep } = useLoaderData<typeof loader>();
  const full = participants.length >= group.capacity;
  return (
    <>
      <PageHeader
        title={group.name}
        lead={group.serviceName}
        back={{ to: "/portal/groups", label: say("group.page.back") }}
        actions={
          mayKeep ? (
            <ButtonLink to={`/portal/groups/${group.id}/edit`} look="secondary">
              {say("group.page.edit")}
            </ButtonLink>
          ) : null
        }
      />
      <Columns
        main={
          <Stack>
            {group.endedAt ? (
              <Notice>
                <p>{say("group.page.ended")}</p>
              </Notice>
            ) : null}
            {mayKeep && plannable > 0 ? <PlanGroup count={plannable} /> : null}
            <Card title={say("group.page.participants")}>
              <ParticipantTable groupId={group.id} participants={participants} mayKeep={mayKeep} />
              {participants.length === 0 ? (
                <Empty title={say("group.page.nobody-in")} icon="people">
                  {say("group.page.nobody-in-lead")}
                </Empty>
              ) : null}
            </Card>
            {line.length > 0 ? (
              <Card title={say("group.page.line")}>
                <p className="soft">{say("group.page.line-lead")}</p>
                <LineTable groupId={group.id} line={line} mayKeep={mayKeep} />
              </Card>
            ) : null}
            {mayKeep ? <AskPlace candidates={candidates} full={full} /> : null}
          </Stack>
        }
        aside={<Aside />}
      />
    </>
  );
}

function Aside() {
  const say = useSay();
  const { group, ahead, participants, line, meetings, mayKeep, mayRecord } = useLoaderData<typeof loader>();
  const isEmpty = participants.length + line.length === 0;
  return (
    <Stack>
      <Card title={say("group.page.summary")}>
        <GroupFacts group={group} placed={participants.length} waiting={line.length} ahead={ahead} />
      </Card>
      <Card title={say("group.page.meetings")}>
        <MeetingTable
          groupId={group.id}
          meetings={meetings}
          timeZone={group.timeZone}
          mayKeep={mayKeep}
          mayRecord={mayRecord}
        />
      </Card>
      {mayKeep && isEmpty ? <EndGroup /> : null}
    </Stack>
  );
}
