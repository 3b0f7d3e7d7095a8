// The provider's own plans, newest first, and the way to a new one.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { organizationOf } from "#app/access/actor";
import { loaderFor } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { hundredthsOf } from "#app/models/authorization/read.server";
import { recordRead } from "#app/models/event/record.server";
import { scheduleLifecycle } from "#app/models/schedule/lifecycle";
import { readOwnSchedules } from "#app/models/schedule/read.server";
import type { PageHandle } from "#app/ui/page-handle";
import { ButtonLink, type Column, DataTable, Empty, FilterBar, PageHeader, Pager, SelectField } from "#app/ui/parts";
import { useScheduleColumns } from "#app/ui/schedule-columns";

export const handle: PageHandle = { title: "schedule.own-list.title" };

const query = z.object({
  state: z
    .enum(scheduleLifecycle.states as [string, ...string[]])
    .optional()
    .catch(undefined),
  after: markParam,
});

export const loader = loaderFor(
  "session:read",
  { query, records: true },
  async ({ actor, db, query: { state, after } }) => {
    await recordRead(db, actor, "schedule-list", { subjectType: "organization", subjectId: organizationOf(actor) });
    const { rows, next } = await readOwnSchedules(db, organizationOf(actor), state ?? null, after);
    return {
      state: state ?? "",
      states: scheduleLifecycle.states,
      next,
      rows: rows.map((row) => ({ ...row, units: hundredthsOf(row.units) })),
      mayPlan: mayDo(actor, "schedule:prepare"),
    };
  },
);

type Row = Awaited<ReturnType<typeof loader>>["rows"][number];

export default function OwnSchedulesPage() {
  const { rows, next, state, states, mayPlan } = useLoaderData<typeof loader>();
  const say = useSay();
  const add = mayPlan ? (
    <ButtonLink to="/portal/schedules/new" icon="add">
      {say("schedule.own-list.add")}
    </ButtonLink>
  ) : null;
  return (
    <>
      <PageHeader title={say("schedule.own-list.title")} lead={say("schedule.own-list.lead")} actions={add} />
      <FilterBar active={state !== ""}>
        <SelectField
          name="state"
          label={say("schedule.agency-list.show")}
          emptyLabel={say("ui.filter.all")}
          defaultValue={state}
          optional
          options={states.map((value) => ({ value, label: say(`lifecycle.schedule.state.${value}`) }))}
        />
      </FilterBar>
      <DataTable
        caption={say("schedule.own-list.title")}
        holds="page"
        columns={useColumns()}
        rows={rows}
        rowKey={({ id }) => id}
        rowLook={(row) => (row.state === "returned" ? "act" : undefined)}
        empty={
          <Empty title={say("schedule.own-list.empty")} action={add}>
            {say("schedule.own-list.empty-lead")}
          </Empty>
        }
      />
      <Pager newer={null} older={next} />
    </>
  );
}

function useColumns(): Column<Row>[] {
  const say = useSay();
  const formats = useFormats();
  const { number, service, state, sessions, units } = useScheduleColumns<Row>("/portal/schedules");
  return [
    number,
    service,
    {
      id: "practitioner",
      header: say("schedule.own-list.practitioner"),
      cell: ({ practitionerName }) => practitionerName,
    },
    state,
    sessions,
    units,
    {
      id: "made",
      header: say("schedule.own-list.made"),
      cell: ({ createdAt }) => formats.instantDay(createdAt),
      wideOnly: true,
      whole: true,
    },
  ];
}
