// One plan of the provider: its sessions beside the authorization, what the agency said, and sending it.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { organizationOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { useSay } from "#app/i18n/speech";
import { recordRead } from "#app/models/event/record.server";
import { amendSchedule } from "#app/models/schedule/amend.server";
import { OwnScheduleForm } from "#app/models/schedule/forms";
import { scheduleLifecycle } from "#app/models/schedule/lifecycle";
import { readOwnSchedule } from "#app/models/schedule/read.server";
import { submitSchedule } from "#app/models/schedule/submit.server";
import { idParam, type ScheduleId } from "#app/models/values/ids";
import { BurnDown } from "#app/ui/burn-down";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import {
  ActForm,
  Actions,
  ButtonLink,
  Card,
  Columns,
  HiddenField,
  Notice,
  PageHeader,
  Stack,
  StateTag,
  SubmitButton,
} from "#app/ui/parts";
import { ScheduleFacts } from "#app/ui/schedule-facts";
import { RemarksCard, VersionsCard } from "#app/ui/schedule-versions";
import { SessionTable } from "#app/ui/session-table";

export const handle: PageHandle = {
  title: titleFrom(({ schedule: { number } }: { schedule: { number: string } }) => ["schedule.page.title", { number }]),
};

const params = z.object({ scheduleId: idParam<ScheduleId>() });

export const loader = loaderFor("session:read", { params, records: true }, async ({ actor, db, params }) => {
  const found = await readOwnSchedule(db, organizationOf(actor), params.scheduleId);
  const { id, agencyId, clientId, referralId, state } = found.schedule;
  await recordRead(db, actor, "schedule", { subjectType: "schedule", subjectId: id, agencyId, clientId, referralId });
  const mayPlan = mayDo(actor, "schedule:prepare");
  return {
    ...found,
    maySend: mayPlan && scheduleLifecycle.may(state, "submit"),
    mayAmend: mayPlan && scheduleLifecycle.may(state, "supersede") && !found.versions.next,
  };
});

export const action = actionFor(
  "schedule:prepare",
  { params, form: OwnScheduleForm },
  async ({ actor, db, params, form }) => {
    if (form.move === "amend") {
      const changed = await amendSchedule(db, actor, params.scheduleId);
      return redirectTo(`/portal/schedules/${changed}/edit`, "schedule.version.begun");
    }
    await submitSchedule(db, actor, params.scheduleId);
    return redirectTo(`/portal/schedules/${params.scheduleId}`, "schedule.page.sent_done");
  },
);

export default function OwnSchedulePage() {
  const { schedule, authorization, weighed, described, clientName, versions, remarks, maySend, mayAmend } =
    useLoaderData<typeof loader>();
  const { timeZone, practitionerName } = schedule;
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("schedule.page.title", { number: schedule.number })}
        beside={<StateTag lifecycle="schedule" state={schedule.state} />}
        lead={`${clientName} · ${authorization.serviceName}`}
        back={{ to: "/portal/schedules", label: say("schedule.own-list.title") }}
      />
      <Columns
        main={
          <Stack>
            <Standing schedule={schedule} />
            {maySend ? <Send schedule={schedule} /> : null}
            <VersionsCard
              versions={versions}
              list="/portal/schedules"
              practitionerName={practitionerName}
              timeZone={timeZone}
            />
            <RemarksCard remarks={remarks} sessions={weighed.sessions} timeZone={timeZone} />
            <Card title={say("schedule.page.plan")}>
              <SessionTable weighed={weighed} timeZone={timeZone} />
            </Card>
            {mayAmend ? <Amend /> : null}
          </Stack>
        }
        aside={
          <Stack>
            <Card title={say("schedule.page.authorization")} aside={<span>{authorization.number}</span>}>
              <BurnDown
                standing={authorization.burnDown}
                unitType={authorization.unitType}
                lastDay={authorization.lastDay}
              />
            </Card>
            <Card title={say("schedule.page.summary")}>
              <ScheduleFacts
                groups="/portal/groups"
                schedule={schedule}
                authorization={authorization}
                weighed={weighed}
                described={described}
                open={!["approved", "superseded"].includes(schedule.state)}
              />
            </Card>
          </Stack>
        }
      />
    </>
  );
}

type Shown = Awaited<ReturnType<typeof loader>>["schedule"];

function Standing({ schedule }: { schedule: Shown }) {
  const say = useSay();
  if (schedule.state === "returned") {
    return (
      <Notice tone="warning" title={say("schedule.page.returned")}>
        <p>
          <strong>{say.any(`schedule.code.${schedule.returnCode ?? "other"}`)}</strong>
        </p>
        {schedule.returnWords ? <p>{schedule.returnWords}</p> : null}
      </Notice>
    );
  }
  if (schedule.state === "submitted") {
    return (
      <Notice>
        <p>{say("schedule.page.waits")}</p>
      </Notice>
    );
  }
  if (schedule.state === "superseded") {
    return (
      <Notice>
        <p>{say("schedule.version.superseded")}</p>
      </Notice>
    );
  }
  if (schedule.state !== "approved") return null;
  return (
    <Notice tone="done">
      <p>
        {say("schedule.page.approved")} <Link to="/portal/sessions?view=week">{say("schedule.page.sessions")}</Link>
      </p>
    </Notice>
  );
}

/** What came back is changed before it is sent again; a fresh draft is sent. */
function Send({ schedule }: { schedule: Shown }) {
  const say = useSay();
  const returned = schedule.state === "returned";
  const change = (
    <ButtonLink to={`/portal/schedules/${schedule.id}/edit`} look={returned ? "act" : "secondary"}>
      {say("schedule.page.edit")}
    </ButtonLink>
  );
  return (
    <Card title={say(returned ? "schedule.page.again-title" : "schedule.page.send-title")} look="act">
      <p>{say(returned ? "schedule.page.again-lead" : "schedule.page.send-lead")}</p>
      <ActForm formId="send">
        <HiddenField name="move" value="send" />
        <Actions>
          {returned ? change : null}
          <SubmitButton look={returned ? "secondary" : "act"}>{say("schedule.page.send")}</SubmitButton>
          {returned ? null : change}
        </Actions>
      </ActForm>
    </Card>
  );
}

/** What stands is not changed under anybody's feet: a new version is drafted beside it. */
function Amend() {
  const say = useSay();
  return (
    <Card title={say("schedule.version.change")}>
      <p>{say("schedule.version.change-lead")}</p>
      <ActForm formId="amend">
        <HiddenField name="move" value="amend" />
        <SubmitButton look="secondary">{say("schedule.version.change-button")}</SubmitButton>
      </ActForm>
    </Card>
  );
}
