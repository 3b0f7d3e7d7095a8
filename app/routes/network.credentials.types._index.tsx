// The types of credentials our network knows, and how many services ask for each. Shows; each is changed on its own page.
import { Link, useLoaderData } from "@remix-run/react";
import { loaderFor } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { readTypes, type TypeLine } from "#app/models/practitioner/types.server";
import type { PageHandle } from "#app/ui/page-handle";
import { ButtonLink, type Column, DataTable, Empty, PageHeader, ToneTag } from "#app/ui/parts";

export const handle: PageHandle = { title: "credential.type.title" };

export const loader = loaderFor("credential:manage", {}, async ({ actor, db }) => ({
  types: await readTypes(db, actor),
}));

export default function TypesPage() {
  const { types } = useLoaderData<typeof loader>();
  const say = useSay();
  const add = (
    <ButtonLink to="/network/credentials/types/new" icon="add">
      {say("credential.type.add")}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title={say("credential.type.title")}
        lead={say("credential.type.lead")}
        back={{ to: "/network/credentials", label: say("credential.type.back") }}
        actions={add}
      />
      <DataTable
        caption={say("credential.type.title")}
        columns={useColumns()}
        rows={types}
        rowKey={({ id }) => id}
        empty={
          <Empty icon="verified-user" title={say("credential.type.empty")} action={add}>
            {say("credential.type.empty-lead")}
          </Empty>
        }
      />
    </>
  );
}

function useColumns(): Column<TypeLine>[] {
  const say = useSay();
  return [
    {
      id: "name",
      header: say("credential.type.name"),
      main: true,
      cell: ({ id, name, code }) => (
        <>
          <Link to={`/network/credentials/types/${id}`}>{name}</Link> <span className="soft">{code}</span>
        </>
      ),
    },
    { id: "kind", header: say("credential.kind"), cell: ({ kind }) => say.any(`credential.kinds.${kind}`) },
    {
      id: "held-by",
      header: say("credential.type.held-by"),
      cell: ({ heldBy }) => say.any(`credential.type.holders.${heldBy}`),
    },
    {
      id: "asked",
      header: say("credential.type.asked"),
      cell: ({ asked, active }) =>
        active ? (
          say(asked > 0 ? "credential.type.asked-count" : "credential.type.not-asked", { count: asked })
        ) : (
          <ToneTag tone="ended">{say("credential.type.retired")}</ToneTag>
        ),
    },
  ];
}
