// One invoice as both of its sides read it: where it stands, what was authorized, what is billed line by line. Plain values in; each side brings its own moves.
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { ShownInvoice } from "#app/models/invoice/read.server";
import { type Column, DataTable } from "./data-table";
import { InvoiceFacts, SumRow, usePriceColumns, useReason } from "./invoice-parts";
import { Card, Columns, PageHeader, Stack } from "./layout-parts";
import { Notice } from "./notice";
import { titleFrom } from "./page-handle";
import { StateTag } from "./state-tag";

export type SheetLine = ShownInvoice["lines"][number];

export const invoiceTitle = titleFrom(({ invoice }: { invoice: { number: string } }) => [
  "invoice.title",
  { number: invoice.number },
]);

type InvoiceSheetProps = {
  invoice: ShownInvoice;
  /** The other side of it. */
  partner: string;
  back: { to: string; label: string };
  /** Address of the payment, where there is one to see. */
  payment: string | null;
  /** What its reader can do with the whole of it. */
  moves: ReactNode;
  /** What a returned invoice asks of its reader. */
  returnedLead?: string;
  /** After the price: what was found, decided, and can be done with a line. */
  columns: readonly Column<SheetLine>[];
  rowLook?: (line: SheetLine) => "act" | undefined;
};

export function InvoiceSheet({ invoice, partner, back, payment, moves, ...rest }: InvoiceSheetProps) {
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("invoice.title", { number: invoice.number })}
        beside={<StateTag lifecycle="invoice" state={invoice.state} />}
        lead={partner}
        back={back}
      />
      <Stack>
        <Ended invoice={invoice} lead={rest.returnedLead} />
        <Columns
          main={
            <Stack>
              <Card title={say("invoice.facts.title")}>
                <InvoiceFacts invoice={invoice} payment={payment} />
              </Card>
              <Authorized lines={invoice.lines} />
            </Stack>
          }
          aside={moves}
        />
        <Lines invoice={invoice} columns={rest.columns} rowLook={rest.rowLook} />
      </Stack>
    </>
  );
}

/** Where a line is read alone, with what was said about it. */
export function LineLink({ to, line }: { to: string; line: SheetLine }) {
  const say = useSay();
  const formats = useFormats();
  return (
    <Link to={to}>
      <span aria-hidden="true">
        {line.messages > 0 ? say("dispute.thread.count", { count: line.messages }) : say("dispute.thread.open")}
      </span>
      <span className="usa-sr-only">{say("dispute.thread.open-of", { day: formats.day(line.serviceDay) })}</span>
    </Link>
  );
}

function Ended({ invoice, lead }: { invoice: ShownInvoice; lead: string | undefined }) {
  const say = useSay();
  const formats = useFormats();
  const reason = useReason();
  if (invoice.disputedAt && invoice.disputeWords) {
    const ended = invoice.state === "upheld" || invoice.concludedAt !== null;
    return (
      <Notice tone={ended ? "info" : "warning"} title={say("dispute.shown.title")}>
        <p>
          {say("dispute.shown.lead", { name: invoice.organizationName, day: formats.instantDay(invoice.disputedAt) })}
        </p>
        <p className="prose">{invoice.disputeWords}</p>
        {ended ? (
          <p>
            {invoice.state === "upheld"
              ? say("dispute.ended.upheld")
              : say("dispute.ended.adjusted", { amount: formats.money(invoice.approvedCents) })}
          </p>
        ) : null}
      </Notice>
    );
  }
  if (invoice.state === "denied") {
    return <Notice tone="error" title={say("invoice.prepare.denied", { reason: reason(invoice) })} />;
  }
  if (invoice.state !== "returned") return null;
  return (
    <Notice tone="warning" title={say("invoice.prepare.returned", { reason: reason(invoice) })}>
      {lead ? <p>{lead}</p> : null}
    </Notice>
  );
}

/** Once for each authorization, not in each line: seven lines of one authorization stand or fall by the same facts. */
function Authorized({ lines }: { lines: readonly SheetLine[] }) {
  const say = useSay();
  const formats = useFormats();
  if (lines.length === 0) return null;
  const columns: Column<SheetLine>[] = [
    {
      id: "number",
      header: say("invoice.line.authorization"),
      main: true,
      cell: ({ authorizationNumber, clientName }) => (
        <>
          <span className="figures numbered">{authorizationNumber}</span>
          <br />
          <span className="soft numbered">{clientName}</span>
        </>
      ),
    },
    { id: "service", header: say("invoice.line.service"), cell: ({ serviceName }) => serviceName },
    {
      id: "used",
      header: say("invoice.authorized.used"),
      cell: ({ usedUnits, authorizedUnits, unitType }) =>
        say("invoice.authorized.used-of", {
          used: formats.units(usedUnits),
          units: formats.units(authorizedUnits, unitType),
        }),
    },
    {
      id: "days",
      header: say("invoice.authorized.days"),
      cell: ({ authorizedFrom, authorizedUntil }) => formats.days(authorizedFrom, authorizedUntil),
    },
    {
      id: "state",
      header: say("word.status"),
      cell: ({ authorizationState }) => <StateTag lifecycle="authorization" state={authorizationState} />,
    },
  ];
  return (
    <Card title={say("invoice.authorized.title")}>
      <DataTable
        caption={say("invoice.authorized.title")}
        columns={columns}
        rows={[...new Map(lines.map((line) => [line.authorizationNumber, line])).values()]}
        rowKey={({ authorizationNumber }) => authorizationNumber}
        sortParameter="authorized"
      />
    </Card>
  );
}

function Lines({ invoice, columns, rowLook }: Pick<InvoiceSheetProps, "invoice" | "columns" | "rowLook">) {
  const say = useSay();
  const all = [...useSharedColumns(invoice.lines), ...columns];
  const before = all.findIndex(({ id }) => id === "amount");
  return (
    <DataTable
      caption={say("invoice.line.caption")}
      columns={all}
      rows={invoice.lines}
      rowKey={({ id }) => id}
      rowLook={rowLook}
      footer={
        <SumRow
          label={say("invoice.line.total")}
          cents={invoice.totalCents}
          before={before}
          after={all.length - before - 1}
        />
      }
    />
  );
}

function useSharedColumns(lines: readonly SheetLine[]): Column<SheetLine>[] {
  const say = useSay();
  const formats = useFormats();
  // With one authorization the table above it says whose and what, so a telephone need not in every card.
  const alike = new Set(lines.map(({ authorizationNumber }) => authorizationNumber)).size === 1;
  return [
    {
      id: "day",
      header: say("invoice.line.day"),
      main: true,
      whole: true,
      cell: ({ serviceDay }) => formats.day(serviceDay),
    },
    {
      id: "name",
      header: say("invoice.line.name"),
      cell: ({ clientName }) => clientName,
      whole: true,
      wideOnly: alike,
    },
    {
      id: "service",
      header: say("invoice.line.service"),
      wideOnly: alike,
      cell: ({ serviceName, authorizationNumber }) => (
        <>
          {serviceName}
          <br />
          <span className="soft figures">{authorizationNumber}</span>
        </>
      ),
    },
    ...usePriceColumns(),
  ];
}
