// The provider's groups: when each meets, how many places are taken, who waits. Opens none.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { readGroups } from "#app/models/delivery/read-group.server";
import type { PageHandle } from "#app/ui/page-handle";
import { ButtonLink, type Column, DataTable, Empty, FilterBar, PageHeader, Pager, SelectField } from "#app/ui/parts";
import { useRuleWords } from "#app/ui/rule-words";

export const handle: PageHandle = { title: "group.list.title" };

const SHOWN = ["open", "ended"] as const;
const query = z.object({ show: z.enum(SHOWN).catch("open"), after: markParam });

export const loader = loaderFor("session:read", { query }, async ({ actor, db, query: { show, after } }) => ({
  ...(await readGroups(db, actor, show === "ended", after)),
  show,
  mayKeep: mayDo(actor, "group:keep"),
}));

type Row = Awaited<ReturnType<typeof loader>>["rows"][number];

export default function GroupsPage() {
  const { rows, next, show, mayKeep } = useLoaderData<typeof loader>();
  const say = useSay();
  const add = mayKeep ? (
    <ButtonLink to="/portal/groups/new" icon="add">
      {say("group.list.add")}
    </ButtonLink>
  ) : null;
  return (
    <>
      <PageHeader title={say("group.list.title")} lead={say("group.list.lead")} actions={add} />
      <FilterBar active={show !== "open"}>
        <SelectField
          name="show"
          label={say("group.list.show")}
          emptyLabel={null}
          defaultValue={show}
          options={SHOWN.map((value) => ({ value, label: say(`group.list.${value}`) }))}
        />
      </FilterBar>
      <DataTable
        caption={say("group.list.title")}
        holds="page"
        columns={useColumns()}
        rows={rows}
        rowKey={({ id }) => id}
        empty={
          show === "open" ? (
            <Empty title={say("group.list.empty")} icon="people" action={add}>
              {say("group.list.empty-lead")}
            </Empty>
          ) : (
            <Empty title={say("group.list.empty-ended")} icon="people" />
          )
        }
      />
      <Pager newer={null} older={next} />
    </>
  );
}

function useColumns(): Column<Row>[] {
  const say = useSay();
  const formats = useFormats();
  return [
    {
      id: "name",
      header: say("group.list.name"),
      main: true,
      cell: ({ id, name, serviceName }) => (
        <>
          <Link to={`/portal/groups/${id}`}>{name}</Link>
          <br />
          <span className="soft">{serviceName}</span>
        </>
      ),
    },
    {
      id: "meets",
      header: say("group.list.meets"),
      cell: (row) => <MeetsAt row={row} />,
    },
    {
      id: "leads",
      header: say("group.list.leads"),
      cell: ({ practitionerName, locationName }) => (
        <>
          {practitionerName}
          <br />
          <span className="soft">{locationName}</span>
        </>
      ),
    },
    {
      id: "places",
      header: say("group.list.places"),
      whole: true,
      cell: ({ placed, capacity, waiting }) => (
        <>
          {say("group.list.taken", { placed: formats.count(placed), capacity: formats.count(capacity) })}
          {waiting > 0 ? (
            <>
              <br />
              <span className="soft">{say("group.list.waiting", { count: waiting })}</span>
            </>
          ) : null}
        </>
      ),
    },
  ];
}

function MeetsAt({ row: { described, hours } }: { row: Row }) {
  const formats = useFormats();
  const ruleWords = useRuleWords();
  return (
    <>
      {described ? ruleWords(described) : null}
      {hours ? (
        <>
          <br />
          <span className="soft">{formats.span(hours.opensMinute, hours.closesMinute)}</span>
        </>
      ) : null}
    </>
  );
}
