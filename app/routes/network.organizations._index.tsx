// The providers of the directory by name, in the network or outside it. Shows a page at a time; changes nothing.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { NETWORK_VIEWS } from "#app/models/organization/codes";
import { type OrganizationLine, readOrganizations } from "#app/models/organization/read-list.server";
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
  StateTag,
  TextField,
} from "#app/ui/parts";

export const handle: PageHandle = { title: "network.list.title" };

const query = z.object({
  name: z.string().trim().max(100).catch("").default(""),
  view: z.enum(NETWORK_VIEWS).catch("in").default("in"),
  after: markParam,
});

export const loader = loaderFor(
  "organization:manage",
  { query },
  async ({ actor, db, query: { name, view, after } }) => ({
    name,
    view,
    page: await readOrganizations(db, actor, { text: name, view }, after),
  }),
);

export default function OrganizationsPage() {
  const { name, view, page } = useLoaderData<typeof loader>();
  const say = useSay();
  const add = (
    <>
      <ButtonLink to="/network/places" look="secondary" icon="location-on">
        {say("geocoding.title")}
      </ButtonLink>
      <ButtonLink to="/network/organizations/new" icon="add">
        {say("network.list.add")}
      </ButtonLink>
    </>
  );
  return (
    <>
      <PageHeader title={say("network.list.title")} lead={say("network.list.lead")} actions={add} />
      <FilterBar active={name !== "" || view !== "in"}>
        <TextField
          name="name"
          type="search"
          label={say("network.list.search")}
          defaultValue={name}
          maxLength={100}
          optional
        />
        <SelectField
          name="view"
          label={say("network.list.view")}
          options={NETWORK_VIEWS.map((value) => ({ value, label: say(`network.list.views.${value}`) }))}
          defaultValue={view}
          emptyLabel={null}
          optional
        />
      </FilterBar>
      <DataTable
        caption={say("network.list.caption")}
        columns={useColumns()}
        rows={page.rows}
        rowKey={({ id }) => id}
        holds="page"
        empty={
          <Empty icon="search" title={say("network.list.empty")} action={add}>
            {say("network.list.empty-lead")}
          </Empty>
        }
      />
      <Pager newer={null} older={page.next} />
    </>
  );
}

function useColumns(): Column<OrganizationLine>[] {
  const say = useSay();
  const formats = useFormats();
  return [
    {
      id: "name",
      header: say("network.list.name"),
      main: true,
      cell: ({ id, name }) => <Link to={`/network/organizations/${id}`}>{name}</Link>,
    },
    { id: "towns", header: say("network.list.towns"), cell: ({ towns }) => towns ?? say("word.not-given") },
    {
      id: "services",
      header: say("network.list.services"),
      figures: true,
      wideOnly: true,
      cell: ({ services }) => formats.count(services),
    },
    {
      id: "agreement",
      header: say("network.list.agreement"),
      cell: ({ agreement }) =>
        agreement ? <StateTag lifecycle="agreement" state={agreement} /> : say("network.list.outside"),
    },
  ];
}
