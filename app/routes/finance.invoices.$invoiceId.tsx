// One invoice at the finance desk: each line beside what was authorized and what the checks found, decided one by one; then the whole.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import type { Say } from "#app/i18n/say";
import { type Formats, useFormats, useSay } from "#app/i18n/speech";
import { ReviewForm } from "#app/models/invoice/forms";
import { readInvoice, type ShownInvoice } from "#app/models/invoice/read.server";
import { carryOut } from "#app/models/invoice/review-form.server";
import { type InvoiceId, idParam } from "#app/models/values/ids";
import { Findings, InvoiceFacts, LineDecision, SumRow, usePriceColumns, useReason } from "#app/ui/invoice-parts";
import { ReviewMoves } from "#app/ui/invoice-review";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActForm,
  Card,
  type Column,
  Columns,
  DataTable,
  FramedErrorPage,
  HiddenField,
  Notice,
  PageHeader,
  Stack,
  StateTag,
  SubmitButton,
} from "#app/ui/parts";

const params = z.object({ invoiceId: idParam<InvoiceId>() });

export const handle: PageHandle = {
  title: (data) => [
    "invoice.title",
    { number: (data as { invoice?: ShownInvoice } | undefined)?.invoice?.number ?? "" },
  ],
};

export const loader = loaderFor("invoice:review", { params, records: true }, async ({ actor, db, params }) => ({
  invoice: await readInvoice(db, actor, params.invoiceId),
}));

export const action = actionFor("invoice:decide", { params, form: ReviewForm }, async ({ actor, db, params, form }) => {
  const done = await carryOut(db, actor, params.invoiceId, form);
  return redirectTo(`/finance/invoices/${params.invoiceId}`, done);
});

export default function FinanceInvoice() {
  const { invoice } = useLoaderData<typeof loader>();
  const say = useSay();
  const reason = useReason();
  const ended = invoice.state === "returned" || invoice.state === "denied";
  return (
    <>
      <PageHeader
        title={say("invoice.title", { number: invoice.number })}
        beside={<StateTag lifecycle="invoice" state={invoice.state} />}
        lead={invoice.organizationName}
        back={{ to: "/finance/invoices", label: say("invoice.review.back") }}
      />
      {ended ? (
        <Notice
          title={say(invoice.state === "denied" ? "invoice.prepare.denied" : "invoice.prepare.returned", {
            reason: reason(invoice),
          })}
        />
      ) : null}
      <Stack>
        <Columns
          main={
            <Card title={say("invoice.facts.title")}>
              <InvoiceFacts
                invoice={invoice}
                payment={invoice.paymentId ? `/finance/payments/${invoice.paymentId}` : null}
              />
            </Card>
          }
          aside={
            <ReviewMoves
              state={invoice.state}
              seen={invoice.seen}
              undecided={invoice.lines.filter(({ state }) => state === "pending").length}
              totalCents={invoice.totalCents}
              approvedCents={invoice.approvedCents}
            />
          }
        />
        <Lines />
      </Stack>
    </>
  );
}

type Line = ShownInvoice["lines"][number];

function Lines() {
  const { invoice } = useLoaderData<typeof loader>();
  const say = useSay();
  const columns = useColumns();
  return (
    <DataTable
      caption={say("invoice.line.caption")}
      columns={columns}
      rows={invoice.lines}
      rowKey={({ id }) => id}
      footer={
        <SumRow label={say("invoice.line.total")} cents={invoice.totalCents} before={3} after={columns.length - 4} />
      }
    />
  );
}

function useColumns(): Column<Line>[] {
  const say = useSay();
  const formats = useFormats();
  return [
    {
      id: "day",
      header: say("invoice.line.day"),
      main: true,
      cell: ({ serviceDay, clientName }) => (
        <>
          {formats.day(serviceDay)}
          <br />
          <span className="figures soft">{clientName}</span>
        </>
      ),
    },
    authorizationColumn(say, formats),
    ...usePriceColumns(),
    { id: "checks", header: say("invoice.line.checks"), cell: ({ edits }) => <Findings findings={edits} /> },
    {
      id: "decision",
      header: say("invoice.line.decision"),
      cell: (line) => (
        <>
          <LineDecision line={line} />
          <LineMoves line={line} />
        </>
      ),
    },
  ];
}

function authorizationColumn(say: Say, formats: Formats): Column<Line> {
  return {
    id: "service",
    header: say("invoice.line.authorization"),
    cell: (line) => (
      <>
        {line.serviceName}
        <br />
        <span className="figures">{line.authorizationNumber}</span>{" "}
        <StateTag lifecycle="authorization" state={line.authorizationState} />
        <br />
        <span className="soft">
          {say("invoice.line.authorized", {
            used: formats.units(line.usedUnits),
            units: formats.units(line.authorizedUnits, line.unitType),
            days: formats.days(line.authorizedFrom, line.authorizedUntil),
          })}
        </span>
      </>
    ),
  };
}

/** One click for yes; a page of its own for what needs words. */
function LineMoves({ line }: { line: Line }) {
  const { invoice } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  if (invoice.state !== "in_review") return null;
  const day = formats.day(line.serviceDay);
  const pending = line.state === "pending";
  return (
    <div className="line-moves">
      <ActForm formId={`${pending ? "approve" : "reconsider"}-${line.id}`}>
        <HiddenField name="move" value={pending ? "approve-line" : "reconsider-line"} />
        <HiddenField name="lineId" value={line.id} />
        <SubmitButton look={pending ? "secondary" : "quiet"}>
          <span aria-hidden="true">{say(pending ? "invoice.review.approve-line" : "invoice.review.reconsider")}</span>
          <span className="usa-sr-only">
            {say(pending ? "invoice.review.approve-line-of" : "invoice.review.reconsider-of", { day })}
          </span>
        </SubmitButton>
      </ActForm>
      {pending ? (
        <Link to={`/finance/invoices/${invoice.id}/lines/${line.id}`}>
          <span aria-hidden="true">{say("invoice.review.otherwise")}</span>
          <span className="usa-sr-only">{say("invoice.review.otherwise-of", { day })}</span>
        </Link>
      ) : null}
    </div>
  );
}

export function ErrorBoundary() {
  return <FramedErrorPage />;
}
