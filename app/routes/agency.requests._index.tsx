// The register of requests: those that wait, the late ones on top, and all of them.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { countRequests, type RequestLine, readRequests } from "#app/models/case/read-requests.server";
import type { PageHandle } from "#app/ui/page-handle";
import { ButtonLink, type Column, DataTable, Empty, PageHeader, Pager, StateTag, Tabs, ToneTag } from "#app/ui/parts";

export const handle: PageHandle = { title: "request.list.title" };

const query = z.object({ view: z.enum(["waiting", "all"]).catch("waiting").default("waiting"), after: markParam });

export const loader = loaderFor(
  "case:read",
  { query, records: true },
  async ({ actor, db, query: { view, after } }) => ({
    view,
    counts: await countRequests(db, actor),
    page: await readRequests(db, actor, view, after),
  }),
);

export default function RequestsPage() {
  const { view, counts, page } = useLoaderData<typeof loader>();
  const say = useSay();
  const enter = (
    <ButtonLink to="/agency/requests/new" icon="add">
      {say("request.list.new")}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title={say("request.list.title")} lead={say("request.list.lead")} actions={enter} />
      <Tabs
        tabs={[
          {
            to: "/agency/requests",
            label: say("request.list.waiting"),
            count: counts.waiting,
            current: view === "waiting",
            act: counts.late > 0,
          },
          { to: "/agency/requests?view=all", label: say("request.list.all"), current: view === "all" },
        ]}
      />
      <DataTable
        caption={say("request.list.caption")}
        rows={page.rows}
        rowKey={({ id }) => id}
        columns={useColumns()}
        empty={
          <Empty title={say("request.list.empty")} action={enter}>
            {say("request.list.empty-lead")}
          </Empty>
        }
      />
      <Pager newer={null} older={page.next} />
    </>
  );
}

function useColumns(): Column<RequestLine>[] {
  const say = useSay();
  const formats = useFormats();
  return [
    {
      id: "number",
      header: say("request.list.number"),
      main: true,
      cell: ({ id, number }) => (
        <Link to={`/agency/requests/${id}`} className="figures">
          {number}
        </Link>
      ),
    },
    {
      id: "who",
      header: say("request.list.who"),
      cell: ({ name, urgent, late }) => (
        <>
          {name || say("request.list.nameless")}{" "}
          {urgent ? <ToneTag tone="act">{say("request.list.urgent")}</ToneTag> : null}
          {late ? <ToneTag tone="refused">{say("request.list.late")}</ToneTag> : null}
        </>
      ),
    },
    { id: "what", header: say("request.list.what"), cell: ({ words }) => words },
    {
      id: "came",
      header: say("request.list.came"),
      cell: ({ cameBy, cameAt }) => `${say.any(`case.came-by.${cameBy}`)}, ${formats.instantDay(cameAt)}`,
    },
    { id: "by", header: say("request.list.by"), cell: ({ answerBy }) => formats.day(answerBy) },
    { id: "with", header: say("request.list.assigned"), cell: ({ assignedName }) => assignedName },
    {
      id: "state",
      header: say("request.list.state"),
      cell: ({ state }) => <StateTag lifecycle="request" state={state} />,
    },
  ];
}
