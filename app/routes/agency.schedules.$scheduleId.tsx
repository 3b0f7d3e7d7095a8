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
import {
  ActDetails,
  ActForm,
  Actions,
  Card,
  Columns,
  HiddenField,
  PageHeader,
  RadioGroup,
  Stack,
  StateTag,
  SubmitButton,
  TextArea,
} from "#app/ui/parts";
import { ScheduleFacts } from "#app/ui/schedule-facts";
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
  const { schedule, authorization, weighed, described, clientName, organizationName, waits, seen, codes } =
    useLoaderData<typeof loader>();
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
            {waits ? <Answer seen={seen} codes={codes} /> : null}
            <Card title={say("schedule.page.plan")}>
              <SessionTable weighed={weighed} timeZone={schedule.timeZone} />
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
                schedule={schedule}
                authorization={authorization}
                weighed={weighed}
                described={described}
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

function Answer({ seen, codes }: { seen: string; codes: readonly string[] }) {
  const say = useSay();
  return (
    <Card title={say("schedule.decide.title")} look="act">
      <Stack>
        <ActForm formId="approve">
          <HiddenField name="move" value="approve" />
          <HiddenField name="seen" value={seen} />
          <Actions>
            <SubmitButton look="act">{say("schedule.decide.approve")}</SubmitButton>
          </Actions>
        </ActForm>
        <ActDetails summary={say("schedule.decide.return")} formId="return">
          <p>{say("schedule.decide.return-lead")}</p>
          <ActForm formId="return">
            <HiddenField name="move" value="return" />
            <HiddenField name="seen" value={seen} />
            <RadioGroup
              name="code"
              label={say("schedule.decide.code")}
              options={codes.map((value) => ({ value, label: say.any(`schedule.code.${value}`) }))}
            />
            <TextArea
              name="words"
              label={say("schedule.decide.words")}
              hint={say("schedule.decide.words-hint")}
              maxLength={2000}
              rows={3}
              optional
            />
            <SubmitButton look="secondary">{say("schedule.decide.return-button")}</SubmitButton>
          </ActForm>
        </ActDetails>
      </Stack>
    </Card>
  );
}
