// The agency's programmes: which take people, and how many are in them.
import { Link, useLoaderData } from "@remix-run/react";
import { loaderFor } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { useSay } from "#app/i18n/speech";
import { type ProgrammeLine, readProgrammes } from "#app/models/programme/read.server";
import type { PageHandle } from "#app/ui/page-handle";
import { ButtonLink, type Column, DataTable, Empty, PageHeader, ToneTag } from "#app/ui/parts";

export const handle: PageHandle = { title: "programme.list.title" };

export const loader = loaderFor("programme:read", {}, async ({ actor, db }) => ({
  rows: await readProgrammes(db, actor),
  mayEdit: mayDo(actor, "programme:edit"),
}));

export default function ProgrammesPage() {
  const { rows, mayEdit } = useLoaderData<typeof loader>();
  const say = useSay();
  const add = mayEdit ? (
    <ButtonLink to="/agency/programmes/new" icon="add">
      {say("programme.list.add")}
    </ButtonLink>
  ) : undefined;
  return (
    <>
      <PageHeader
        title={say("programme.list.title")}
        lead={say("programme.list.lead")}
        actions={rows.length > 0 ? add : undefined}
      />
      <DataTable
        caption={say("programme.list.caption")}
        rows={rows}
        rowKey={({ id }) => id}
        holds="page"
        columns={useColumns()}
        empty={
          <Empty title={say("programme.list.empty")} action={add} icon="topic">
            {say(mayEdit ? "programme.list.empty-lead" : "programme.list.empty-read")}
          </Empty>
        }
      />
    </>
  );
}

function useColumns(): Column<ProgrammeLine>[] {
  const say = useSay();
  return [
    {
      id: "name",
      header: say("programme.field.name"),
      main: true,
      cell: ({ id, name, purpose }) => (
        <>
          <Link to={`/agency/programmes/${id}`}>{name}</Link>
          {purpose ? <p className="soft">{purpose}</p> : null}
        </>
      ),
    },
    {
      id: "open",
      header: say("programme.list.takes"),
      cell: ({ closedAt }) => (
        <ToneTag tone={closedAt ? "ended" : "done"}>
          {say(closedAt ? "programme.list.closed" : "programme.list.open")}
        </ToneTag>
      ),
    },
    { id: "enrolled", header: say("programme.list.enrolled"), figures: true, cell: ({ enrolled }) => enrolled },
    { id: "waiting", header: say("programme.list.waiting"), figures: true, cell: ({ waiting }) => waiting },
  ];
}
