// The clients of the agency that are open to this person, by family name; found by name with typing errors, number or telephone.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { readFound } from "#app/access/sealed-words.server";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { foundParam } from "#app/models/case/find-form";
import { type ClientLine, readClients } from "#app/models/client/read.server";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ButtonLink,
  type Column,
  DataTable,
  Empty,
  FilterBar,
  PageHeader,
  Pager,
  TextField,
  ToneTag,
} from "#app/ui/parts";

export const handle: PageHandle = { title: "client.list.title" };

const query = z.object({ found: foundParam, after: markParam });

export const loader = loaderFor(
  "client:read",
  { query, records: true },
  async ({ actor, db, request, query: { found, after } }) => {
    const { text, ended } = readFound(request, found);
    return { text, ended, page: await readClients(db, actor, text, after) };
  },
);

export default function ClientsPage() {
  const { text, ended, page } = useLoaderData<typeof loader>();
  const say = useSay();
  const add = (
    <ButtonLink to="/agency/clients/new" icon="add">
      {say("client.list.add")}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title={say("client.list.title")}
        lead={say("client.list.lead")}
        actions={
          <>
            {add}
            <ButtonLink to="/agency/clients/duplicates" look="secondary">
              {say("client.link.open")}
            </ButtonLink>
          </>
        }
      />
      <FilterBar finds="clients" active={text !== ""} ended={ended}>
        <TextField
          name="q"
          type="search"
          label={say("client.list.search")}
          hint={say("client.list.search-hint")}
          defaultValue={text}
          maxLength={100}
          optional
        />
      </FilterBar>
      {text === "" || page.rows.length === 0 ? null : <p className="soft">{say("client.list.found-lead")}</p>}
      <DataTable
        caption={say("client.list.caption")}
        columns={useColumns()}
        rows={page.rows}
        rowKey={({ id }) => id}
        holds="page"
        empty={
          text === "" ? (
            <Empty title={say("client.list.empty")} action={add}>
              {say("client.list.empty-lead")}
            </Empty>
          ) : (
            <Empty icon="search" title={say("client.list.none-found", { text })} action={add}>
              {say("client.list.none-found-lead")}
            </Empty>
          )
        }
      />
      <Pager newer={null} older={page.next} />
    </>
  );
}

function useColumns(): Column<ClientLine>[] {
  const say = useSay();
  const formats = useFormats();
  return [
    {
      id: "name",
      header: say("client.list.name"),
      main: true,
      cell: ({ id, givenName, familyName, restricted }) => (
        <>
          <Link to={`/agency/clients/${id}`}>
            {familyName}, {givenName}
          </Link>{" "}
          {restricted ? <ToneTag tone="paused">{say("client.list.restricted")}</ToneTag> : null}
        </>
      ),
    },
    {
      id: "number",
      header: say("client.list.number"),
      cell: ({ number }) => <span className="figures">{number}</span>,
    },
    {
      id: "born",
      header: say("client.list.born"),
      cell: ({ birthDay }) => (birthDay ? formats.day(birthDay) : say("word.not-given")),
    },
    { id: "town", header: say("client.list.town"), cell: ({ city }) => city ?? say("word.not-given") },
    {
      id: "cases",
      header: say("client.list.cases"),
      figures: true,
      wideOnly: true,
      cell: ({ openCases }) => formats.count(openCases),
    },
  ];
}
