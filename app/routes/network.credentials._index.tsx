// The credentials of the whole network as a work list: to be verified, ending, ended. Shows a page at a time; each leads to where it is done.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { markParam } from "#app/database/page.server";
import { useSay } from "#app/i18n/speech";
import { CREDENTIAL_VIEWS, type CredentialView } from "#app/models/practitioner/credential-views";
import { type CredentialLine, readNetworkCredentials } from "#app/models/practitioner/read-credentials.server";
import { readTypes } from "#app/models/practitioner/types.server";
import { useCredentialColumns } from "#app/ui/credential-parts";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ButtonLink,
  type Column,
  DataTable,
  Empty,
  FilterBar,
  PageHeader,
  Pager,
  SelectField,
  Tabs,
  TextField,
} from "#app/ui/parts";

export const handle: PageHandle = { title: "credential.network.title" };

const query = z.object({
  view: z.enum(CREDENTIAL_VIEWS).catch("waiting").default("waiting"),
  type: z.string().trim().max(60).catch("").default(""),
  name: z.string().trim().max(100).catch("").default(""),
  after: markParam,
});

export const loader = loaderFor("credential:manage", { query }, async ({ actor, db, query: asked }) => ({
  view: asked.view,
  type: asked.type,
  name: asked.name,
  types: (await readTypes(db, actor)).map(({ code, name }) => ({ value: code, label: name })),
  page: await readNetworkCredentials(
    db,
    actor,
    { view: asked.view, typeCode: asked.type || null, text: asked.name },
    asked.after,
  ),
}));

export default function CredentialsPage() {
  const { view, type, name, types, page } = useLoaderData<typeof loader>();
  const say = useSay();
  const narrowed = { ...(type ? { type } : {}), ...(name ? { name } : {}) };
  const to = (of: CredentialView) => `/network/credentials?${new URLSearchParams({ view: of, ...narrowed })}`;
  return (
    <>
      <PageHeader
        title={say("credential.network.title")}
        lead={say("credential.network.lead")}
        actions={
          <>
            <ButtonLink to="/network/credentials/types" look="secondary" icon="list">
              {say("credential.network.types")}
            </ButtonLink>
            <ButtonLink to="/network/exclusions" look="secondary" icon="do-not-disturb">
              {say("exclusion.title")}
            </ButtonLink>
          </>
        }
      />
      <Tabs
        tabs={CREDENTIAL_VIEWS.map((one) => ({
          to: to(one),
          label: say(`credential.network.views.${one}`),
          current: one === view,
        }))}
      />
      <FilterBar active={type !== "" || name !== ""} keep={{ view }}>
        <TextField
          name="name"
          type="search"
          label={say("credential.network.search")}
          defaultValue={name}
          maxLength={100}
          optional
        />
        <SelectField
          name="type"
          label={say("credential.network.type")}
          options={types}
          defaultValue={type}
          emptyLabel={say("credential.network.any-type")}
          optional
        />
      </FilterBar>
      <DataTable
        caption={say("credential.network.caption")}
        columns={useColumns()}
        rows={page.rows}
        rowKey={({ id }) => id}
        holds="page"
        empty={<Empty title={say("credential.network.empty")}>{say("credential.network.empty-lead")}</Empty>}
      />
      <Pager newer={null} older={page.next} />
    </>
  );
}

type Line = CredentialLine & { organizationName: string };

function useColumns(): Column<Line>[] {
  const say = useSay();
  const [what, ...others] = useCredentialColumns<Line>("/network/credentials");
  const provider: Column<Line> = {
    id: "provider",
    header: say("credential.provider"),
    cell: ({ organizationId, organizationName }) => (
      <Link to={`/network/organizations/${organizationId}`}>{organizationName}</Link>
    ),
  };
  return what ? [what, provider, ...others] : [provider];
}
