// The provider's invoices by where they are, and above them what was delivered and waits to be billed.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { organizationOf } from "#app/access/actor";
import { loaderFor } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { readToBill, type ToBill } from "#app/models/delivery/unbilled.server";
import { type InvoiceLine, readOwnInvoices } from "#app/models/invoice/read.server";
import { INVOICE_VIEWS, type InvoiceView } from "#app/models/invoice/views";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ButtonLink,
  Card,
  type Column,
  DataTable,
  Empty,
  Money,
  PageHeader,
  Pager,
  Stack,
  StateTag,
  Tabs,
} from "#app/ui/parts";

const query = z.object({ view: z.enum(INVOICE_VIEWS).catch("open"), after: markParam });

export const handle: PageHandle = { title: "invoice.list.title" };

export const loader = loaderFor("portal:invoices", { query }, async ({ actor, db, query: { view, after } }) => ({
  view,
  page: await readOwnInvoices(db, organizationOf(actor), view, after),
  toBill: mayDo(actor, "invoice:prepare") ? await readToBill(db, organizationOf(actor)) : null,
}));

export default function InvoicesPage() {
  const { view, page, toBill } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader title={say("invoice.list.title")} lead={say("invoice.list.lead")} />
      <Stack>
        {toBill ? <Unbilled toBill={toBill} /> : null}
        <div>
          <Tabs
            label={say("invoice.list.view")}
            tabs={INVOICE_VIEWS.map((value) => ({
              to: value === "open" ? "/portal/invoices" : `/portal/invoices?view=${value}`,
              label: say(`invoice.list.views.${value}`),
              current: value === view,
            }))}
          />
          <DataTable
            caption={say("invoice.list.title")}
            columns={useColumns(view)}
            rows={page.rows}
            rowKey={({ id }) => id}
            rowLook={({ state }) => (state === "returned" ? "act" : undefined)}
            holds="page"
            empty={
              <Empty title={say(view === "open" ? "invoice.list.empty-open" : "invoice.list.empty")}>
                {say(view === "open" ? "invoice.list.empty-open-lead" : "invoice.list.empty-lead")}
              </Empty>
            }
          />
          <Pager newer={null} older={page.next} />
        </div>
      </Stack>
    </>
  );
}

function Unbilled({ toBill }: { toBill: readonly ToBill[] }) {
  const say = useSay();
  const formats = useFormats();
  return (
    <Card title={say("invoice.unbilled.title")} look={toBill.length > 0 ? "act" : "plain"}>
      {toBill.length === 0 ? <p className="soft">{say("invoice.unbilled.none")}</p> : null}
      <ul className="plain-list lines">
        {toBill.map(({ agencyId, agencyName, count, amountCents, oldest }) => (
          <li key={agencyId} className="line-with-button">
            <div>
              <strong>{agencyName}</strong>
              <br />
              {say("invoice.unbilled.lead", { count, amount: formats.money(amountCents), day: formats.day(oldest) })}
            </div>
            <ButtonLink to={`/portal/invoices/new?agency=${agencyId}`} look="act">
              {say("invoice.unbilled.make")}
              <span className="usa-sr-only"> {agencyName}</span>
            </ButtonLink>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function useColumns(view: InvoiceView): Column<InvoiceLine>[] {
  const say = useSay();
  const formats = useFormats();
  const columns: Column<InvoiceLine>[] = [
    {
      id: "number",
      header: say("invoice.list.number"),
      main: true,
      cell: ({ id, number }) => <Link to={`/portal/invoices/${id}`}>{number}</Link>,
    },
    { id: "agency", header: say("invoice.list.agency"), cell: ({ agencyName }) => agencyName },
    {
      id: "state",
      header: say("invoice.list.state"),
      cell: ({ state }) => <StateTag lifecycle="invoice" state={state} />,
    },
    {
      id: "lines",
      header: say("invoice.list.lines"),
      figures: true,
      wideOnly: true,
      cell: ({ lines }) => formats.count(lines),
    },
    {
      id: "total",
      header: say("invoice.list.total"),
      figures: true,
      cell: ({ totalCents }) => <Money cents={totalCents} />,
    },
    {
      id: "approved",
      header: say("invoice.list.approved"),
      figures: true,
      cell: ({ approvedCents }) => (approvedCents > 0n ? <Money cents={approvedCents} /> : "–"),
    },
    {
      id: "due",
      header: say("invoice.list.due"),
      whole: true,
      cell: ({ dueOn }) => (dueOn ? formats.day(dueOn) : "–"),
    },
  ];
  // Before it is sent nothing of it is approved or due.
  return view === "open" ? columns.filter(({ id }) => id !== "approved" && id !== "due") : columns;
}
