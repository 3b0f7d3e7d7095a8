// The agency's invoices by where they are and from whom; the one that waits longest first.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { agencyOf } from "#app/access/actor";
import { loaderFor } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { type InvoiceLine, readBillers, readFinanceInvoices } from "#app/models/invoice/read.server";
import { FINANCE_VIEWS, financeStatesOf, QUEUE_ORDERS } from "#app/models/invoice/views";
import { localDay } from "#app/models/values/calendar-day";
import { useInvoiceColumns } from "#app/ui/invoice-parts";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ButtonLink,
  type Column,
  DataTable,
  Empty,
  FilterBar,
  Money,
  PageHeader,
  Pager,
  SelectField,
  StateTag,
  Tabs,
  ToneTag,
} from "#app/ui/parts";

const query = z.object({
  view: z.enum(FINANCE_VIEWS).catch("waiting"),
  order: z.enum(QUEUE_ORDERS).catch("age"),
  provider: z.guid().toLowerCase().optional().catch(undefined),
  after: markParam,
});

export const handle: PageHandle = { title: "finance.invoices.title" };

export const loader = loaderFor(
  "invoice:review",
  { query },
  async ({ actor, db, query: { view, order, provider, after } }) => ({
    view,
    order,
    provider: provider ?? null,
    today: localDay(await clock(db), actor.timeZone),
    billers: await readBillers(db, agencyOf(actor)),
    page: await readFinanceInvoices(
      db,
      { agencyId: agencyOf(actor), states: financeStatesOf(view), organizationId: provider, order },
      after,
    ),
  }),
);

export default function FinanceInvoices() {
  const { view, order, provider, billers, page, today } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader title={say("finance.invoices.title")} lead={say("finance.invoices.lead")} actions={<Elsewhere />} />
      <Tabs
        label={say("finance.invoices.view")}
        tabs={FINANCE_VIEWS.map((value) => ({
          to: `/finance/invoices?${new URLSearchParams({ view: value, order, ...(provider ? { provider } : {}) })}`,
          label: say(`finance.invoices.views.${value}`),
          current: value === view,
        }))}
      />
      <FilterBar active={provider !== null || order !== "age"} keep={{ view }}>
        <SelectField
          name="order"
          label={say("review.queue.order")}
          defaultValue={order}
          options={QUEUE_ORDERS.map((value) => ({ value, label: say(`review.queue.orders.${value}`) }))}
        />
        <SelectField
          name="provider"
          label={say("finance.invoices.provider")}
          emptyLabel={say("finance.invoices.any-provider")}
          defaultValue={provider ?? ""}
          options={billers.map(({ id, name }) => ({ value: id, label: name }))}
          optional
        />
      </FilterBar>
      <DataTable
        caption={say("finance.invoices.title")}
        columns={useColumns(today)}
        rows={page.rows}
        rowKey={({ id }) => id}
        rowLook={(row) => (isOverdue(row, today) ? "act" : undefined)}
        holds="page"
        empty={
          <Empty title={say(view === "waiting" ? "finance.invoices.empty" : "finance.invoices.empty-other")}>
            {say("finance.invoices.empty-lead")}
          </Empty>
        }
      />
      <Pager newer={null} older={page.next} />
    </>
  );
}

function Elsewhere() {
  const say = useSay();
  return (
    <>
      <ButtonLink to="/finance/invoices/together" look="secondary">
        {say("review.queue.together")}
      </ButtonLink>
      <ButtonLink to="/finance/ageing" look="secondary">
        {say("review.queue.ageing")}
      </ButtonLink>
      <ButtonLink to="/finance/checks" look="secondary">
        {say("review.queue.checks")}
      </ButtonLink>
    </>
  );
}

function useColumns(today: string): Column<InvoiceLine>[] {
  const say = useSay();
  const formats = useFormats();
  const { number, sent, total } = useInvoiceColumns();
  return [
    number,
    {
      id: "state",
      header: say("word.status"),
      cell: (row) => <Stands row={row} />,
    },
    sent,
    {
      id: "due",
      header: say("finance.invoices.due"),
      whole: true,
      cell: (row) => (
        <>
          {row.dueOn ? formats.day(row.dueOn) : null}{" "}
          {isOverdue(row, today) ? <ToneTag tone="act">{say("finance.invoices.overdue")}</ToneTag> : null}
        </>
      ),
    },
    {
      id: "findings",
      header: say("finance.invoices.findings"),
      cell: ({ findings, lines }) =>
        say(findings > 0 ? "finance.invoices.found" : "finance.invoices.no-findings", {
          count: lines,
          found: findings,
        }),
    },
    {
      id: "risk",
      header: say("review.queue.risk"),
      figures: true,
      cell: ({ riskCents }) => (riskCents > 0n ? <Money cents={riskCents} /> : "–"),
    },
    total,
  ];
}

/** Where it is, and that the next word is somebody else's. */
function Stands({ row: { state, undecided } }: { row: InvoiceLine }) {
  const say = useSay();
  return (
    <>
      <StateTag lifecycle="invoice" state={state} />
      {state === "in_review" && undecided === 0 ? (
        <>
          <br />
          <span className="soft">{say("review.queue.second-person")}</span>
        </>
      ) : null}
    </>
  );
}

const isOverdue = ({ dueOn, state }: InvoiceLine, today: string) =>
  dueOn !== null && dueOn < today && !["paid", "returned", "denied", "upheld"].includes(state);
