// All that waits of one kind that the day's page shows the first of, in the same order, each line leading to where it is done.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { WAITING_KINDS, type WaitingKind } from "#app/models/case/waiting-kinds";
import { readWaitingPage } from "#app/models/case/waiting-page.server";
import { localDay } from "#app/models/values/calendar-day";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { type Column, DataTable, Empty, PageHeader, Pager, ToneTag } from "#app/ui/parts";

const query = z.object({ kind: z.enum(WAITING_KINDS).catch("tasks"), after: markParam });

export const handle: PageHandle = {
  title: titleFrom(({ kind }: { kind: WaitingKind }) => [`agency.today.${kind}`, {}]),
};

export const loader = loaderFor(
  "agency:desk",
  { query, records: true },
  async ({ actor, db, query: { kind, after } }) => {
    const day = localDay(await clock(db), actor.timeZone);
    return { kind, page: await readWaitingPage(db, actor, day, { kind, after }) };
  },
);

type Row = Awaited<ReturnType<typeof loader>>["page"]["rows"][number];

export default function WaitingPage() {
  const say = useSay();
  const { kind, page } = useLoaderData<typeof loader>();
  const title = say(`agency.today.${kind}`);
  return (
    <>
      <PageHeader
        title={title}
        lead={say("agency.today.whole-lead")}
        back={{ to: "/agency", label: say("agency.today.title") }}
      />
      <DataTable
        caption={title}
        holds="page"
        columns={useColumns(kind)}
        rows={page.rows}
        rowKey={({ id }) => id}
        empty={<Empty title={say("agency.today.nothing-title")}>{say("agency.today.whole-empty")}</Empty>}
      />
      <Pager newer={null} older={page.next} />
    </>
  );
}

function useColumns(kind: WaitingKind): Column<Row>[] {
  const say = useSay();
  const formats = useFormats();
  return [
    {
      id: "who",
      header: say("agency.today.column.who"),
      main: true,
      cell: ({ to, number, clientName }) => (
        <Link to={to}>
          <strong>{number}</strong> {clientName}
        </Link>
      ),
    },
    {
      id: "about",
      header: say("agency.today.column.about"),
      cell: ({ about }) => (about && kind === "approvals" ? say.any(`agency.today.approval-${about}`) : (about ?? "")),
    },
    {
      id: "since",
      header: say("agency.today.column.when"),
      whole: true,
      cell: ({ since, dueOn, overdue }) => (
        <>
          {since ? say("agency.today.since", { day: formats.instantDay(since) }) : null}
          {dueOn ? say("agency.today.until", { day: formats.day(dueOn) }) : null}{" "}
          {overdue ? <ToneTag tone="act">{say("agency.today.overdue")}</ToneTag> : null}
        </>
      ),
    },
  ];
}
