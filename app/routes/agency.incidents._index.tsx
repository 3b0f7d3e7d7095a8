// Lists incidents: what is due first, first. Moves none of them.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { recordRead } from "#app/models/event/record.server";
import { INCIDENT_VIEWS, readIncidents } from "#app/models/feedback/incident.server";
import type { PageHandle } from "#app/ui/page-handle";
import { type Column, DataTable, Empty, PageHeader, StateTag, Tabs, ToneTag } from "#app/ui/parts";

const query = z.object({ view: z.enum(INCIDENT_VIEWS).catch("open") });

export const handle: PageHandle = { title: "feedback.incident.title" };

export const loader = loaderFor("incident:handle", { query, records: true }, async ({ actor, db, query: { view } }) => {
  const { agencyId } = actor;
  await recordRead(db, actor, "incident", { subjectType: "agency", subjectId: agencyId ?? "", agencyId });
  return { rows: await readIncidents(db, actor, view), view, views: INCIDENT_VIEWS, now: await clock(db) };
});

export default function IncidentsPage() {
  const say = useSay();
  const { rows, view, views } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={say("feedback.incident.title")} lead={say("feedback.incident.lead")} />
      <Tabs
        label={say("feedback.incident.view")}
        tabs={views.map((value) => ({
          to: value === "open" ? "/agency/incidents" : `/agency/incidents?view=${value}`,
          label: say(`feedback.incident.views.${value}`),
          current: value === view,
        }))}
      />
      <DataTable
        caption={say("feedback.incident.caption")}
        columns={useColumns()}
        rows={rows}
        rowKey={({ id }) => id}
        empty={<Empty title={say(`feedback.incident.empty.${view}`)}>{say("feedback.incident.empty-lead")}</Empty>}
      />
    </>
  );
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];

function useColumns(): readonly Column<Row>[] {
  const say = useSay();
  const formats = useFormats();
  const { now } = useLoaderData<typeof loader>();
  return [
    {
      id: "who",
      header: say("feedback.incident.who"),
      main: true,
      cell: ({ id, clientName, referralNumber }) => (
        <>
          <Link to={`/agency/incidents/${id}`}>{clientName}</Link>
          <br />
          <span className="soft">{referralNumber}</span>
        </>
      ),
    },
    { id: "kind", header: say("feedback.incident.kind"), cell: ({ kind }) => say.any(`feedback.urgent.${kind}`) },
    {
      id: "state",
      header: say("feedback.incident.state"),
      cell: ({ state }) => <StateTag lifecycle="incident" state={state} />,
    },
    {
      id: "due",
      header: say("feedback.incident.due"),
      cell: ({ dueAt, state }) => (
        <>
          {formats.instant(dueAt)}{" "}
          {state !== "closed" && dueAt < now ? <ToneTag tone="act">{say("feedback.incident.late")}</ToneTag> : null}
        </>
      ),
    },
    {
      id: "taker",
      header: say("feedback.incident.taker"),
      cell: ({ takenBy }) => takenBy ?? say("feedback.incident.nobody"),
    },
  ];
}
