// A provider's group as the agency sees it: its own clients in it, and their plans, approved in one go. Shows nobody else's.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { recordRead } from "#app/models/event/record.server";
import { approveTogether, readAgencyGroup } from "#app/models/schedule/agency-group.server";
import { ApproveTogetherForm } from "#app/models/schedule/forms";
import { type GroupId, idParam } from "#app/models/values/ids";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import {
  ActForm,
  Card,
  type Column,
  Columns,
  DataTable,
  Facts,
  HiddenField,
  PageHeader,
  Stack,
  StateTag,
  SubmitButton,
} from "#app/ui/parts";
import { useRuleWords } from "#app/ui/rule-words";

export const handle: PageHandle = {
  title: titleFrom(({ group: { name } }: { group: { name: string } }) => ["group.page.named", { name }]),
};

const params = z.object({ groupId: idParam<GroupId>() });

export const loader = loaderFor("schedule:decide", { params, records: true }, async ({ actor, db, params }) => {
  const found = await readAgencyGroup(db, params.groupId);
  await recordRead(db, actor, "group", { subjectType: "group", subjectId: params.groupId });
  return found;
});

export const action = actionFor(
  "schedule:decide",
  { params, form: ApproveTogetherForm },
  async ({ actor, db, params, form }) => {
    await approveTogether(db, actor, params.groupId, form);
    return redirectTo(`/agency/groups/${params.groupId}`, "group.agency.approved");
  },
);

type Found = Awaited<ReturnType<typeof loader>>;

export default function AgencyGroupPage() {
  const say = useSay();
  const ruleWords = useRuleWords();
  const formats = useFormats();
  const { group, places, plans } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={group.name}
        lead={say("group.agency.lead", { service: group.serviceName, provider: group.organizationName })}
        back={{ to: "/agency/schedules", label: say("schedule.agency-list.title") }}
      />
      <Columns
        main={
          <Stack>
            {plans.length > 0 ? <WaitingPlans plans={plans} /> : null}
            <Card title={say("group.agency.ours")}>
              <OwnPlaces places={places} />
            </Card>
          </Stack>
        }
        aside={
          <Card title={say("group.page.summary")}>
            <Facts
              facts={[
                { name: say("group.page.meets"), value: group.described ? ruleWords(group.described) : null },
                ...(group.hours
                  ? [
                      {
                        name: say("group.page.time"),
                        value: formats.span(group.hours.opensMinute, group.hours.closesMinute),
                      },
                    ]
                  : []),
                { name: say("group.page.leads"), value: group.practitionerName },
                { name: say("group.page.place"), value: group.locationName },
              ]}
            />
          </Card>
        }
      />
    </>
  );
}

function WaitingPlans({ plans }: { plans: Found["plans"] }) {
  const say = useSay();
  const formats = useFormats();
  const columns: Column<Found["plans"][number]>[] = [
    {
      id: "number",
      header: say("group.agency.schedule"),
      main: true,
      cell: ({ id, number, clientName }) => (
        <>
          <Link to={`/agency/schedules/${id}`}>{number}</Link> {clientName}
        </>
      ),
    },
    {
      id: "sessions",
      header: say("group.page.sessions"),
      figures: true,
      cell: ({ sessions }) => formats.count(sessions),
    },
    {
      id: "units",
      header: say("group.agency.units"),
      figures: true,
      cell: ({ units, unitType }) => formats.units(units, unitType),
    },
  ];
  return (
    <Card title={say("group.agency.waiting")} look="act">
      <p>{say("group.agency.waiting-lead")}</p>
      <DataTable caption={say("group.agency.waiting")} columns={columns} rows={plans} rowKey={({ id }) => id} />
      <ActForm formId="approve">
        {plans.map(({ id, seen }, at) => (
          <span key={id}>
            <HiddenField name={`plans[${at}].id`} value={id} />
            <HiddenField name={`plans[${at}].seen`} value={seen} />
          </span>
        ))}
        <SubmitButton look="act">{say("group.agency.approve", { count: plans.length })}</SubmitButton>
      </ActForm>
    </Card>
  );
}

function OwnPlaces({ places }: { places: Found["places"] }) {
  const say = useSay();
  const formats = useFormats();
  const columns: Column<Found["places"][number]>[] = [
    {
      id: "name",
      header: say("group.page.participant"),
      main: true,
      cell: ({ referralId, clientName }) => <Link to={`/agency/referrals/${referralId}`}>{clientName}</Link>,
    },
    {
      id: "state",
      header: say("group.agency.place"),
      cell: ({ state, before }) => (
        <>
          <StateTag lifecycle="place" state={state} />
          {before === null ? null : (
            <>
              <br />
              <span className="soft">{say("group.agency.turn", { turn: before + 1 })}</span>
            </>
          )}
        </>
      ),
    },
    {
      id: "sessions",
      header: say("group.page.sessions"),
      cell: ({ held, planned }) => say("caseload.counts", { held: formats.count(held), ahead: formats.count(planned) }),
    },
  ];
  if (places.length === 0) return <p className="soft">{say("group.agency.none")}</p>;
  return <DataTable caption={say("group.agency.ours")} columns={columns} rows={places} rowKey={({ id }) => id} />;
}
