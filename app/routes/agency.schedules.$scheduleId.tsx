// One plan beside its authorization, and the agency's answer to it: approve, or return with a reason.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { recordRead } from "#app/models/event/record.server";
import { decideSchedule } from "#app/models/schedule/decide.server";
import { DecideScheduleForm } from "#app/models/schedule/forms";
import { scheduleLifecycle } from "#app/models/schedule/lifecycle";
import { readAgencySchedule } from "#app/models/schedule/read.server";
import { RETURN_CODES } from "#app/models/schedule/return-codes";
import { idParam, type ScheduleId } from "#app/models/values/ids";
import { BurnDown } from "#app/ui/burn-down";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { Card, Columns, PageHeader, Stack, StateTag } from "#app/ui/parts";
import { ScheduleAnswer } from "#app/ui/schedule-answer";
import { ScheduleFacts } from "#app/ui/schedule-facts";
import { RemarksCard, VersionsCard } from "#app/ui/schedule-versions";
import { SessionTable } from "#app/ui/session-table";

export const handle: PageHandle = {
  title: titleFrom(({ schedule: { number } }: { schedule: { number: string } }) => ["schedule.page.title", { number }]),
};

const params = z.object({ scheduleId: idParam<ScheduleId>() });

export const loader = loaderFor("schedule:decide", { params, records: true }, async ({ actor, db, params }) => {
  const found = await readAgencySchedule(db, params.scheduleId);
  const { id, clientId, referralId, state, submittedAt } = found.schedule;
  await recordRead(db, actor, "schedule", {
    subjectType: "schedule",
    subjectId: id,
    clientId,
    referralId,
    caseId: found.authorization.caseId,
  });
  return {
    ...found,
    codes: RETURN_CODES,
    seen: submittedAt?.toISOString() ?? "",
    waits: scheduleLifecycle.may(state, "approve"),
  };
});

export const action = actionFor(
  "schedule:decide",
  { params, form: DecideScheduleForm },
  async ({ actor, db, params, form }) => {
    await decideSchedule(db, actor, params.scheduleId, form);
    return redirectTo(
      "/agency/schedules",
      form.move === "approve" ? "schedule.decide.approved" : "schedule.decide.returned",
    );
  },
);

export default function AgencySchedulePage() {
  const found = useLoaderData<typeof loader>();
  const { schedule, authorization, weighed, clientName, organizationName, waits } = found;
  const { timeZone, practitionerName } = schedule;
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("schedule.page.title", { number: schedule.number })}
        beside={<StateTag lifecycle="schedule" state={schedule.state} />}
        lead={`${clientName} · ${authorization.serviceName} · ${organizationName}`}
        back={{ to: "/agency/schedules", label: say("schedule.agency-list.title") }}
      />
      <Columns
        main={
          <Stack>
            {waits ? (
              <ScheduleAnswer seen={found.seen} codes={found.codes} sessions={weighed.sessions} timeZone={timeZone} />
            ) : null}
            <VersionsCard
              versions={found.versions}
              list="/agency/schedules"
              practitionerName={practitionerName}
              timeZone={timeZone}
            />
            <RemarksCard remarks={found.remarks} sessions={weighed.sessions} timeZone={timeZone} />
            <Card title={say("schedule.page.plan")}>
              <SessionTable weighed={weighed} timeZone={timeZone} />
            </Card>
          </Stack>
        }
        aside={
          <Stack>
            <Card
              title={say("schedule.page.authorization")}
              aside={<Link to={`/agency/authorizations/${authorization.id}`}>{authorization.number}</Link>}
            >
              <BurnDown
                standing={authorization.burnDown}
                unitType={authorization.unitType}
                lastDay={authorization.lastDay}
              />
            </Card>
            <Card title={say("schedule.page.summary")}>
              <ScheduleFacts
                groups="/agency/groups"
                schedule={schedule}
                authorization={authorization}
                weighed={weighed}
                described={found.described}
                open={waits}
              />
              <Link to={`/agency/referrals/${schedule.referralId}`}>{say("schedule.page.to-referral")}</Link>
            </Card>
          </Stack>
        }
      />
    </>
  );
}
