// The plans providers sent, what waits longest first. Answers none.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { agencyOf } from "#app/access/actor";
import { loaderFor } from "#app/access/gate.server";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { hundredthsOf } from "#app/models/authorization/read.server";
import { recordRead } from "#app/models/event/record.server";
import { readAgencySchedules } from "#app/models/schedule/read.server";
import type { PageHandle } from "#app/ui/page-handle";
import { type Column, DataTable, Empty, FilterBar, PageHeader, Pager, SelectField } from "#app/ui/parts";
import { useScheduleColumns } from "#app/ui/schedule-columns";

export const handle: PageHandle = { title: "schedule.agency-list.title" };

// A draft is the provider's own.
const SEEN = ["submitted", "approved", "returned", "superseded"] as const;

const query = z.object({ state: z.enum(SEEN).catch("submitted"), after: markParam });

export const loader = loaderFor(
  "schedule:decide",
  { query, records: true },
  async ({ actor, db, query: { state, after } }) => {
    await recordRead(db, actor, "schedule-list", { subjectType: "agency", subjectId: agencyOf(actor) });
    const { rows, next } = await readAgencySchedules(db, state, after);
    return { state, states: SEEN, next, rows: rows.map((row) => ({ ...row, units: hundredthsOf(row.units) })) };
  },
);

type Row = Awaited<ReturnType<typeof loader>>["rows"][number];

export default function AgencySchedulesPage() {
  const { rows, next, state, states } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader title={say("schedule.agency-list.title")} lead={say("schedule.agency-list.lead")} />
      <FilterBar active={state !== "submitted"}>
        <SelectField
          name="state"
          label={say("schedule.agency-list.show")}
          emptyLabel={null}
          defaultValue={state}
          options={states.map((value) => ({ value, label: say(`lifecycle.schedule.state.${value}`) }))}
        />
      </FilterBar>
      <DataTable
        caption={say("schedule.agency-list.caption")}
        holds="page"
        columns={useColumns()}
        rows={rows}
        rowKey={({ id }) => id}
        empty={
          state === "submitted" ? (
            <Empty title={say("schedule.agency-list.empty")}>{say("schedule.agency-list.empty-lead")}</Empty>
          ) : (
            <Empty title={say("schedule.agency-list.empty-other")} />
          )
        }
      />
      <Pager newer={null} older={next} />
    </>
  );
}

function useColumns(): Column<Row>[] {
  const say = useSay();
  const formats = useFormats();
  const { number, service, state, sessions, units } = useScheduleColumns<Row>("/agency/schedules");
  return [
    number,
    { id: "provider", header: say("schedule.agency-list.provider"), cell: ({ organizationName }) => organizationName },
    { ...service, wideOnly: true },
    state,
    sessions,
    units,
    {
      id: "sent",
      header: say("schedule.agency-list.sent"),
      whole: true,
      cell: ({ submittedAt }) => (submittedAt ? formats.instantDay(submittedAt) : null),
    },
  ];
}
