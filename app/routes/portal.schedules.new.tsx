// Plans sessions on an authorization: first which one, then when, who and where. Saves a draft; sends nothing.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { organizationOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { draftSchedule } from "#app/models/schedule/draft.server";
import { readScheduleForm } from "#app/models/schedule/form-page.server";
import { ScheduleForm as Form } from "#app/models/schedule/forms";
import { readPlannable } from "#app/models/schedule/read.server";
import { type AuthorizationId, asId, idParam } from "#app/models/values/ids";
import type { PageHandle } from "#app/ui/page-handle";
import { type Column, DataTable, Empty, PageHeader } from "#app/ui/parts";
import { ScheduleForm } from "#app/ui/schedule-form";
import { SchedulePlanner } from "#app/ui/schedule-planner";

export const handle: PageHandle = { title: "schedule.choose.title" };

const query = z.object({
  authorization: idParam<AuthorizationId>().optional(),
  referral: z.guid().optional(),
});

export const loader = loaderFor("schedule:prepare", { query, records: true }, async ({ actor, db, query }) => {
  const plannable = query.authorization
    ? []
    : await readPlannable(db, organizationOf(actor), { referralId: query.referral });
  // A referral with one authorization leaves nothing to choose.
  const only = query.referral && plannable.length === 1 ? plannable[0]?.id : undefined;
  const chosen = query.authorization ?? (only ? asId<AuthorizationId>(only) : undefined);
  return { plannable, form: chosen ? await readScheduleForm(db, actor, chosen) : null };
});

export const action = actionFor("schedule:prepare", { form: Form }, async ({ actor, db, form }) => {
  const id = await draftSchedule(db, actor, form);
  return redirectTo(`/portal/schedules/${id}`, "schedule.form.saved");
});

type Plannable = Awaited<ReturnType<typeof loader>>["plannable"][number];

export default function NewSchedulePage() {
  const { plannable, form } = useLoaderData<typeof loader>();
  if (!form) return <Choose plannable={plannable} />;
  const { authorization, choices, ways } = form;
  return (
    <SchedulePlanner {...form}>
      <ScheduleForm
        action={`/portal/schedules/new?authorization=${authorization.id}`}
        authorization={authorization}
        choices={choices}
        ways={ways}
        answers={{
          untilDay: authorization.lastDay,
          practitionerId: choices.practitioners.length === 1 ? choices.practitioners[0]?.id : undefined,
          locationId: form.usualLocationId,
        }}
      />
    </SchedulePlanner>
  );
}

function Choose({ plannable }: { plannable: readonly Plannable[] }) {
  const say = useSay();
  const formats = useFormats();
  const columns: Column<Plannable>[] = [
    {
      id: "number",
      header: say("schedule.choose.number"),
      main: true,
      cell: ({ id, number, clientName }) => (
        <Link to={`/portal/schedules/new?authorization=${id}`}>
          {number} · {clientName}
        </Link>
      ),
    },
    { id: "service", header: say("word.service"), cell: ({ serviceName }) => serviceName },
    {
      id: "units",
      header: say("schedule.choose.left"),
      figures: true,
      cell: ({ units, unitType }) => formats.units(units, unitType),
    },
    {
      id: "period",
      header: say("schedule.choose.period"),
      cell: ({ startsOn, endsOn }) => formats.days(startsOn, endsOn),
    },
  ];
  return (
    <>
      <PageHeader
        title={say("schedule.choose.title")}
        lead={say("schedule.choose.lead")}
        back={{ to: "/portal/schedules", label: say("schedule.own-list.title") }}
      />
      <DataTable
        caption={say("schedule.choose.title")}
        columns={columns}
        rows={plannable}
        rowKey={({ id }) => id}
        empty={<Empty title={say("schedule.choose.empty")}>{say("schedule.choose.empty-lead")}</Empty>}
      />
    </>
  );
}
