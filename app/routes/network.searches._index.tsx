// How searches begin, program by program, and the searches the agency shares. Searches nothing.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { RemoveSearchForm } from "#app/models/search/forms";
import { readSavedSearches, removeSavedSearch } from "#app/models/search/saved.server";
import type { Setup } from "#app/models/search/setup";
import { readSetups } from "#app/models/search/setup.server";
import { nameOfUnit } from "#app/ui/distance-unit";
import type { PageHandle } from "#app/ui/page-handle";
import { ButtonLink, Card, type Column, DataTable, Empty, PageHeader, Stack, ToneTag } from "#app/ui/parts";
import { SavedList } from "#app/ui/search-saved";

export const handle: PageHandle = { title: "search.setup.title" };

export const loader = loaderFor("search:setup", {}, async ({ actor, db }) => ({
  setups: await readSetups(db),
  unit: actor.distanceUnit,
  shared: await readSavedSearches(db, actor, { shared: true }),
}));

const form = z.discriminatedUnion("intent", [RemoveSearchForm], "ui.error.invalid");

export const action = actionFor("search:setup", { form }, async ({ actor, db, form: { id } }) => {
  await removeSavedSearch(db, actor, id);
  return redirectTo("/network/searches", "search.saved.removed");
});

export default function SearchSetupsPage() {
  const { setups, shared, unit } = useLoaderData<typeof loader>();
  const say = useSay();
  const columns = useColumns(unit);
  const add = (
    <ButtonLink to="/network/searches/new" icon="add">
      {say("search.setup.add")}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title={say("search.setup.title")}
        lead={say("search.setup.lead")}
        actions={setups.length > 0 ? add : undefined}
      />
      <Stack>
        <DataTable
          caption={say("search.setup.caption")}
          columns={columns}
          rows={setups}
          rowKey={({ id }) => id}
          empty={
            <Empty icon="search" title={say("search.setup.empty")} action={add}>
              {say("search.setup.empty-lead")}
            </Empty>
          }
        />
        <Card title={say("search.setup.shared-title")}>
          {shared.length === 0 ? <p className="soft">{say("search.setup.shared-none")}</p> : null}
          <SavedList saved={shared} mayRemove={() => true} plain />
        </Card>
        <p>
          <Link to="/network/insights/unmet">{say("search.setup.unmet")}</Link>
        </p>
      </Stack>
    </>
  );
}

function useColumns(unit: string): Column<Setup>[] {
  const say = useSay();
  const formats = useFormats();
  const unitWord = nameOfUnit(say, unit);
  return [
    {
      id: "name",
      header: say("search.setup.name"),
      main: true,
      cell: ({ id, name }) => <Link to={`/network/searches/${id}`}>{name}</Link>,
      sortBy: ({ name }) => name,
    },
    {
      id: "usual",
      header: say("search.setup.usual"),
      cell: ({ usual }) => (usual ? <ToneTag tone="done">{say("search.setup.is-usual")}</ToneTag> : null),
    },
    {
      id: "within",
      header: say("search.setup.within"),
      cell: ({ within }) => (within === 0 ? say("search.form.anywhere") : `${formats.count(within)} ${unitWord}`),
    },
    { id: "sort", header: say("search.setup.sort"), cell: ({ sort }) => say(`search.results.orders.${sort}`) },
    {
      id: "filters",
      header: say("search.setup.filters"),
      wideOnly: true,
      cell: ({ filters }) => filters.map((filter) => say(`search.setup.filter.${filter}`)).join(", "),
    },
  ];
}
