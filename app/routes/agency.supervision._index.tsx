// The log of supervision: the talks one took part in, and for auditors that there were any. What was agreed stands on each talk's own page.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { readSupervisions } from "#app/models/case/read-supervision.server";
import type { PageHandle } from "#app/ui/page-handle";
import { ButtonLink, DataTable, Empty, PageHeader, Pager, StateTag } from "#app/ui/parts";

export const handle: PageHandle = { title: "supervision.list.title" };

export const loader = loaderFor(
  "supervision:read",
  { query: z.object({ after: markParam }) },
  async ({ actor, db, query: { after } }) => ({
    writes: mayDo(actor, "supervision:write"),
    page: await readSupervisions(db, actor, after),
  }),
);

export default function SupervisionsPage() {
  const { writes, page } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  return (
    <>
      <PageHeader
        title={say("supervision.list.title")}
        lead={say("supervision.list.lead")}
        actions={
          writes ? (
            <ButtonLink to="/agency/supervision/new" icon="add">
              {say("supervision.list.new")}
            </ButtonLink>
          ) : null
        }
      />
      <DataTable
        caption={say("supervision.list.caption")}
        rows={page.rows}
        rowKey={({ id }) => id}
        holds="page"
        empty={
          <Empty title={say("supervision.list.empty")} icon="people">
            {say("supervision.list.empty-lead")}
          </Empty>
        }
        columns={[
          {
            id: "held",
            header: say("supervision.list.held"),
            main: true,
            cell: ({ id, heldOn }) => <Link to={`/agency/supervision/${id}`}>{formats.day(heldOn)}</Link>,
          },
          { id: "supervisor", header: say("supervision.list.supervisor"), cell: ({ supervisor }) => supervisor },
          { id: "caseworker", header: say("supervision.list.caseworker"), cell: ({ caseworker }) => caseworker },
          {
            id: "state",
            header: say("supervision.list.state"),
            cell: ({ state }) => <StateTag lifecycle="supervision" state={state} />,
          },
          {
            id: "next",
            header: say("supervision.list.next"),
            cell: ({ nextOn }) => (nextOn ? formats.day(nextOn) : ""),
            whole: true,
          },
        ]}
      />
      <Pager newer={null} older={page.next} />
    </>
  );
}
