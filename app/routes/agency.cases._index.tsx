// Cases, newest first: one's own and one's team's, or all that may be seen.
import { Link, useLoaderData } from "@remix-run/react";
import { loaderFor } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { readFound } from "#app/access/sealed-words.server";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { caseLifecycle } from "#app/models/case/lifecycle";
import { caseListQuery, filterOf } from "#app/models/case/list-query";
import { type CaseFilter, type CaseLine, readCases } from "#app/models/case/read.server";
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
  ToneTag,
} from "#app/ui/parts";

export const handle: PageHandle = { title: "case.list.title" };

const query = caseListQuery.extend({ after: markParam });

export const loader = loaderFor("case:read", { query, records: true }, async ({ actor, db, request, query: asked }) => {
  const { text, ended } = readFound(request, asked.found);
  const filter = filterOf(actor, asked, text);
  const handsOver = mayDo(actor, "case:hand-over");
  const page = await readCases(db, actor, filter, asked.after);
  return { filter, ended, found: text === "" ? "" : asked.found, handsOver, page };
});

export default function CasesPage() {
  const { filter, ended, found, page, handsOver } = useLoaderData<typeof loader>();
  const say = useSay();
  const states = caseLifecycle.states.map((value) => ({ value, label: say(`lifecycle.case.state.${value}`) }));
  return (
    <>
      <PageHeader
        title={say("case.list.title")}
        lead={say("case.list.lead")}
        actions={handsOver ? <HandOverLink /> : undefined}
      />
      <FilterBar finds="cases" active={filter.text !== "" || filter.state !== "open"} ended={ended}>
        <TextField
          name="q"
          type="search"
          label={say("case.list.search")}
          defaultValue={filter.text}
          maxLength={100}
          optional
        />
        <SelectField
          name="whose"
          label={say("case.list.whose")}
          defaultValue={filter.whose}
          emptyLabel={null}
          options={[
            { value: "mine", label: say("case.list.mine") },
            { value: "all", label: say("case.list.all") },
          ]}
        />
        <SelectField
          name="state"
          label={say("case.list.state")}
          defaultValue={filter.state}
          emptyLabel={null}
          options={[
            { value: "open", label: say("case.list.open") },
            { value: "any", label: say("case.list.any") },
            ...states,
          ]}
        />
      </FilterBar>
      <DataTable
        caption={say("case.list.caption")}
        columns={useColumns()}
        rows={page.rows}
        rowKey={({ id }) => id}
        holds="page"
        empty={
          <Empty icon="folder-open" title={say("case.list.empty")}>
            {say(filter.text === "" ? "case.list.empty-lead" : "case.list.none-found-lead")}
          </Empty>
        }
      />
      <Pager newer={null} older={page.next} />
      <OtherWays filter={page.rows.length > 0 ? { ...filter, found } : null} />
    </>
  );
}

type Narrowed = Pick<CaseFilter, "whose" | "state"> & { readonly found: string };

/** What is not opened from the list: the list itself as a table, as it is narrowed; the month's time, supervision, emergencies. */
function OtherWays({ filter }: { filter: Narrowed | null }) {
  const say = useSay();
  return (
    <nav className="other-ways screen-only" aria-label={say("case.list.other-ways")}>
      <Link to="/agency/time">{say("case.time-month.link")}</Link>
      <Link to="/agency/supervision">{say("supervision.list.title")}</Link>
      <Link to="/agency/emergencies">{say("emergency.list.title")}</Link>
      {filter ? <TakeAlong filter={filter} /> : null}
    </nav>
  );
}

function TakeAlong({ filter: { whose, state, found } }: { filter: Narrowed }) {
  const say = useSay();
  const query = new URLSearchParams({ whose, state, ...(found === "" ? {} : { found }) });
  return (
    <span>
      <a href={`/agency/cases.csv?${query}`} download>
        {say("case.list.take")}
      </a>{" "}
      <span className="soft">{say("case.list.take-hint")}</span>
    </span>
  );
}

function useColumns(): Column<CaseLine>[] {
  const say = useSay();
  const formats = useFormats();
  return [
    {
      id: "number",
      header: say("case.list.number"),
      main: true,
      cell: ({ id, number, clientName, restricted }) => (
        <>
          <Link to={`/agency/cases/${id}`}>
            <span className="figures">{number}</span> <span className="whole">{clientName}</span>
          </Link>{" "}
          {restricted ? <ToneTag tone="paused">{say("case.list.restricted")}</ToneTag> : null}
        </>
      ),
    },
    { id: "state", header: say("case.list.state"), cell: ({ state }) => <StateTag lifecycle="case" state={state} /> },
    { id: "needs", header: say("case.list.needs"), figures: true, cell: ({ openNeeds }) => formats.count(openNeeds) },
    {
      id: "referrals",
      header: say("case.list.referrals"),
      figures: true,
      cell: ({ liveReferrals }) => formats.count(liveReferrals),
    },
    { id: "owner", header: say("case.list.owner"), cell: ({ ownerName }) => ownerName, wideOnly: true },
    {
      id: "opened",
      header: say("case.list.opened"),
      cell: ({ openedAt }) => formats.instantDay(openedAt),
      wideOnly: true,
      whole: true,
    },
  ];
}

function HandOverLink() {
  const say = useSay();
  return (
    <ButtonLink to="/agency/caseload" look="secondary">
      {say("case.caseload.title")}
    </ButtonLink>
  );
}
