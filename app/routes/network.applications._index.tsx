// The queue of applications to the network, the longest waiting first. Drafts and other agencies' are not here.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { PROVIDER_KINDS } from "#app/models/application/codes";
import { QUEUE_HOLDERS, QUEUE_VIEWS } from "#app/models/screening/codes";
import { type QueueLine, readQueue } from "#app/models/screening/read-queue.server";
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
  Tabs,
  ToneTag,
} from "#app/ui/parts";

export const handle: PageHandle = { title: "screening.queue.title" };

const query = z.object({
  view: z.enum(QUEUE_VIEWS).catch("waiting").default("waiting"),
  kind: z.enum(PROVIDER_KINDS).optional().catch(undefined),
  holder: z.enum(QUEUE_HOLDERS).optional().catch(undefined),
  after: markParam,
});

export const loader = loaderFor(
  "application:screen",
  { query },
  async ({ actor, db, query: { view, kind, holder, after } }) => ({
    view,
    kind: kind ?? "",
    holder: holder ?? "",
    page: await readQueue(db, actor, { view, kind: kind ?? null, holder: holder ?? null, after }),
  }),
);

export default function QueuePage() {
  const { view, kind, holder, page } = useLoaderData<typeof loader>();
  const say = useSay();
  const narrowed = kind !== "" || holder !== "";
  return (
    <>
      <PageHeader
        title={say("screening.queue.title")}
        lead={say("screening.queue.lead")}
        actions={
          <ButtonLink to="/network/screening" look="secondary">
            {say("screening.queue.checklists")}
          </ButtonLink>
        }
      />
      <Tabs
        label={say("screening.queue.views")}
        tabs={QUEUE_VIEWS.map((one) => ({
          to: `/network/applications?view=${one}`,
          label: say(`screening.queue.view.${one}`),
          current: one === view,
        }))}
      />
      <FilterBar active={narrowed} keep={{ view }}>
        <SelectField
          name="kind"
          label={say("screening.queue.kind")}
          options={PROVIDER_KINDS.map((value) => ({ value, label: say(`application.kind.${value}`) }))}
          defaultValue={kind}
          emptyLabel={say("ui.filter.all")}
          optional
        />
        <SelectField
          name="holder"
          label={say("screening.queue.holder")}
          options={QUEUE_HOLDERS.map((value) => ({ value, label: say(`screening.queue.holders.${value}`) }))}
          defaultValue={holder}
          emptyLabel={say("ui.filter.all")}
          optional
        />
      </FilterBar>
      <DataTable
        caption={say("screening.queue.caption")}
        columns={useColumns()}
        rows={page.rows}
        rowKey={({ id }) => id}
        holds="page"
        empty={
          <Empty title={say("screening.queue.empty")}>
            {say(narrowed || view !== "waiting" ? "screening.queue.empty-filter" : "screening.queue.empty-lead")}
          </Empty>
        }
      />
      <Pager newer={null} older={page.next} />
    </>
  );
}

function useColumns(): Column<QueueLine>[] {
  const say = useSay();
  const formats = useFormats();
  return [
    {
      id: "application",
      header: say("screening.queue.application"),
      main: true,
      cell: ({ id, number, organizationName, kind, claim }) => (
        <>
          <Link to={`/network/applications/${id}`}>
            <span className="figures numbered">{number}</span> · {organizationName}
          </Link>
          <br />
          <span className="soft">
            {say.any(`application.kind.${kind}`)}
            {claim ? ` · ${say("screening.queue.claim")}` : ""}
          </span>
        </>
      ),
    },
    {
      id: "since",
      header: say("screening.queue.since"),
      whole: true,
      cell: ({ submittedAt }) => formats.instantDay(submittedAt),
    },
    {
      id: "checklist",
      header: say("screening.queue.checklist"),
      cell: ({ open, asked, required }) => (
        <>
          {required === 0
            ? say("screening.queue.no-items")
            : say("screening.queue.progress", { done: required - open, required })}{" "}
          {asked > 0 ? <ToneTag tone="waiting">{say("screening.queue.asked", { count: asked })}</ToneTag> : null}
        </>
      ),
    },
    {
      id: "has",
      header: say("screening.queue.has"),
      cell: ({ screener }) => screener ?? <span className="soft">{say("screening.queue.has-nobody")}</span>,
    },
    {
      id: "state",
      header: say("screening.queue.state"),
      cell: ({ state }) => <StateTag lifecycle="application" state={state} />,
    },
  ];
}
