// Restricted cases that were opened in an emergency: one's own, one's cases', and for supervisors all of them to review.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { type EmergencyLine, readEmergencies } from "#app/models/case/emergency.server";
import type { PageHandle } from "#app/ui/page-handle";
import { ButtonLink, type Column, DataTable, Empty, PageHeader, Pager, StateTag } from "#app/ui/parts";

export const handle: PageHandle = { title: "emergency.list.title" };

export const loader = loaderFor(
  "emergency:read",
  { query: z.object({ after: markParam }) },
  async ({ actor, db, query: { after } }) => {
    const { rows, next } = await readEmergencies(db, actor, after);
    // What happened stands on its own page; a list is read over the shoulder.
    return { rows: rows.map(({ words: _, reviewWords: __, ...line }) => line), next };
  },
);

export default function EmergenciesPage() {
  const say = useSay();
  const { rows, next } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={say("emergency.list.title")}
        lead={say("emergency.list.lead")}
        actions={
          <ButtonLink to="/agency/emergencies/new" look="secondary" icon="lock-open">
            {say("emergency.list.open")}
          </ButtonLink>
        }
      />
      <DataTable
        caption={say("emergency.list.caption")}
        rows={rows}
        rowKey={({ id }) => id}
        holds="page"
        columns={useColumns()}
        empty={
          <Empty title={say("emergency.list.empty")} icon="lock">
            {say("emergency.list.empty-lead")}
          </Empty>
        }
      />
      <Pager newer={null} older={next} />
    </>
  );
}

type Line = Omit<EmergencyLine, "words" | "reviewWords">;

function useColumns(): Column<Line>[] {
  const say = useSay();
  const formats = useFormats();
  return [
    {
      id: "at",
      header: say("emergency.list.at"),
      main: true,
      cell: ({ id, openedAt }) => <Link to={`/agency/emergencies/${id}`}>{formats.instant(openedAt)}</Link>,
    },
    { id: "by", header: say("emergency.list.by"), cell: ({ openedBy }) => openedBy },
    { id: "why", header: say("emergency.list.why"), cell: ({ reason }) => say.any(`emergency.reason.${reason}`) },
    {
      id: "state",
      header: say("emergency.list.state"),
      cell: ({ state, over }) => <StateTag lifecycle="emergency" state={state === "open" && over ? "ended" : state} />,
    },
    {
      id: "review",
      header: say("emergency.list.review"),
      cell: ({ verdict }) => (verdict ? say.any(`emergency.verdict.${verdict}`) : ""),
    },
  ];
}
