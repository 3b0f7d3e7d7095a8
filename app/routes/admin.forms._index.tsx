// The agency's forms: which are in use, and which are being changed.
import { Link, useLoaderData } from "@remix-run/react";
import { loaderFor } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { type FormLine, readForms } from "#app/models/form/read.server";
import type { PageHandle } from "#app/ui/page-handle";
import { Actions, ButtonLink, type Column, DataTable, Empty, PageHeader, ToneTag } from "#app/ui/parts";

export const handle: PageHandle = { title: "form.list.title" };

export const loader = loaderFor("form:edit", {}, ({ actor, db }) => readForms(db, actor, "any"));

export default function FormsPage() {
  const rows = useLoaderData<typeof loader>();
  const say = useSay();
  const add = (
    <ButtonLink to="/admin/forms/new" icon="add">
      {say("form.list.add")}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title={say("form.list.title")}
        lead={say("form.list.lead")}
        actions={rows.length > 0 ? add : undefined}
      />
      <DataTable
        caption={say("form.list.caption")}
        rows={rows}
        rowKey={({ id }) => id}
        holds="page"
        columns={useColumns()}
        empty={
          <Empty title={say("form.list.empty")} action={add} icon="assessment">
            {say("form.list.empty-lead")}
          </Empty>
        }
      />
      <Actions>
        <ButtonLink to="/admin/forms/new?for=service" look="secondary">
          {say("form.list.add-asked")}
        </ButtonLink>
      </Actions>
    </>
  );
}

function useColumns(): Column<FormLine>[] {
  const say = useSay();
  return [
    {
      id: "name",
      header: say("form.list.name"),
      main: true,
      cell: ({ id, name, purpose, sensitive }) => (
        <>
          <Link to={`/admin/forms/${id}`}>{name}</Link>
          {sensitive ? <span className="soft"> · {say("form.list.sensitive")}</span> : null}
          {purpose ? <p className="soft">{purpose}</p> : null}
        </>
      ),
    },
    {
      id: "asks",
      header: say("form.list.asks"),
      cell: ({ asksIt }) => asksIt ?? <span className="soft">{say("form.list.assessment")}</span>,
    },
    {
      id: "use",
      header: say("form.list.use"),
      cell: ({ inUse }) => (
        <ToneTag tone={inUse === null ? "draft" : "done"}>
          {inUse === null ? say("form.list.not-in-use") : say("form.list.version", { number: inUse })}
        </ToneTag>
      ),
    },
    {
      id: "draft",
      header: say("form.list.changing"),
      cell: ({ id, draft }) =>
        draft === null ? (
          <span className="soft">{say("form.list.no-draft")}</span>
        ) : (
          <Link to={`/admin/forms/${id}/edit`}>{say("form.list.draft", { number: draft })}</Link>
        ),
    },
  ];
}
