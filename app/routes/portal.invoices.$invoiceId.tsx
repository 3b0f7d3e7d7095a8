// One invoice for the provider: its lines with what the checks found and what finance said; send, take back, correct, give up.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { useFormats, useSay } from "#app/i18n/speech";
import { discardInvoice, removeLine } from "#app/models/invoice/draft.server";
import { NOTE_LENGTH, PrepareForm } from "#app/models/invoice/forms";
import { readInvoice, type ShownInvoice } from "#app/models/invoice/read.server";
import { recallInvoice, submitInvoice } from "#app/models/invoice/submit.server";
import { type InvoiceId, idParam } from "#app/models/values/ids";
import { Findings, InvoiceFacts, LineDecision, SumRow, usePriceColumns, useReason } from "#app/ui/invoice-parts";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActDetails,
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
  TextArea,
} from "#app/ui/parts";

const params = z.object({ invoiceId: idParam<InvoiceId>() });

export const handle: PageHandle = {
  title: (data) => [
    "invoice.title",
    { number: (data as { invoice?: ShownInvoice } | undefined)?.invoice?.number ?? "" },
  ],
};

export const loader = loaderFor("portal:invoices", { params, records: true }, async ({ actor, db, params }) => {
  const invoice = await readInvoice(db, actor, params.invoiceId);
  return {
    invoice,
    mayPrepare: mayDo(actor, "invoice:prepare"),
    editable: invoice.state === "draft" || invoice.state === "returned",
    paymentSeen: invoice.state === "paid",
  };
});

export const action = actionFor(
  "invoice:prepare",
  { params, form: PrepareForm },
  async ({ actor, db, params, form }) => {
    const { invoiceId } = params;
    const here = `/portal/invoices/${invoiceId}`;
    if (form.move === "submit") {
      await submitInvoice(db, actor, invoiceId, form.note);
      return redirectTo(here, "invoice.done.submitted");
    }
    if (form.move === "recall") {
      await recallInvoice(db, actor, invoiceId);
      return redirectTo(here, "invoice.done.recalled");
    }
    if (form.move === "discard") {
      await discardInvoice(db, actor, invoiceId);
      return redirectTo("/portal/invoices", "invoice.done.discarded");
    }
    await removeLine(db, invoiceId, form.lineId);
    return redirectTo(here, "invoice.done.removed");
  },
);

export default function InvoicePage() {
  const { invoice, paymentSeen } = useLoaderData<typeof loader>();
  const say = useSay();
  const reason = useReason();
  return (
    <>
      <PageHeader
        title={say("invoice.title", { number: invoice.number })}
        beside={<StateTag lifecycle="invoice" state={invoice.state} />}
        lead={invoice.agencyName}
        back={{ to: "/portal/invoices", label: say("invoice.new.back") }}
      />
      {invoice.state === "returned" ? (
        <Notice tone="warning" title={say("invoice.prepare.returned", { reason: reason(invoice) })}>
          <p>{say("invoice.prepare.returned-lead")}</p>
        </Notice>
      ) : null}
      {invoice.state === "denied" ? (
        <Notice tone="error" title={say("invoice.prepare.denied", { reason: reason(invoice) })} />
      ) : null}
      <Stack>
        <Columns
          main={
            <Card title={say("invoice.facts.title")}>
              <InvoiceFacts
                invoice={invoice}
                payment={paymentSeen && invoice.paymentId ? `/portal/payments/${invoice.paymentId}` : null}
              />
            </Card>
          }
          aside={<Moves />}
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
      rowLook={({ state, reasonCode }) => (state === "pending" && reasonCode ? "act" : undefined)}
      footer={
        <SumRow label={say("invoice.line.total")} cents={invoice.totalCents} before={4} after={columns.length - 5} />
      }
    />
  );
}

function useColumns(): Column<Line>[] {
  const { mayPrepare, editable } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  const columns: Column<Line>[] = [
    { id: "day", header: say("invoice.line.day"), main: true, cell: ({ serviceDay }) => formats.day(serviceDay) },
    { id: "name", header: say("invoice.line.name"), cell: ({ clientName }) => clientName },
    {
      id: "service",
      header: say("invoice.line.service"),
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
  columns.push({
    id: "checks",
    header: say(editable ? "invoice.line.checks" : "invoice.line.decision"),
    cell: (line) => (editable && !line.reasonCode ? <Findings findings={line.edits} /> : <LineDecision line={line} />),
  });
  if (editable && mayPrepare) {
    columns.push({
      id: "remove",
      header: say("invoice.line.remove"),
      headerHidden: true,
      cell: ({ id, serviceDay }) => (
        <ActForm formId={`remove-${id}`}>
          <HiddenField name="move" value="remove" />
          <HiddenField name="lineId" value={id} />
          <SubmitButton look="quiet">
            <span aria-hidden="true">{say("invoice.line.remove")}</span>
            <span className="usa-sr-only">{say("invoice.line.remove-line", { day: formats.day(serviceDay) })}</span>
          </SubmitButton>
        </ActForm>
      ),
    });
  }
  return columns;
}

/** What the provider can do now: one thing, and giving up behind a fold. */
function Moves() {
  const { invoice, mayPrepare, editable } = useLoaderData<typeof loader>();
  const say = useSay();
  if (!mayPrepare) return editable ? <Notice>{say("invoice.prepare.read-only")}</Notice> : null;
  if (invoice.state === "submitted") {
    return (
      <Card title={say("invoice.prepare.recall")}>
        <p>{say("invoice.prepare.recall-lead")}</p>
        <ActForm formId="recall">
          <HiddenField name="move" value="recall" />
          <SubmitButton look="secondary">{say("invoice.prepare.recall-button")}</SubmitButton>
        </ActForm>
      </Card>
    );
  }
  if (!editable) return null;
  return (
    <Card title={say("invoice.prepare.send")} look="act">
      <p>{say("invoice.prepare.send-lead")}</p>
      <ActForm formId="submit">
        <HiddenField name="move" value="submit" />
        <TextArea
          name="note"
          label={say("invoice.prepare.note")}
          rows={3}
          maxLength={NOTE_LENGTH}
          defaultValue={invoice.note}
          optional
        />
        <SubmitButton look="act">{say("invoice.prepare.submit")}</SubmitButton>
      </ActForm>
      <ActDetails summary={say("invoice.prepare.discard")} formId="discard">
        <p>{say("invoice.prepare.discard-lead")}</p>
        <ActForm formId="discard">
          <HiddenField name="move" value="discard" />
          <SubmitButton look="danger">{say("invoice.prepare.discard-button")}</SubmitButton>
        </ActForm>
      </ActDetails>
    </Card>
  );
}

export function ErrorBoundary() {
  return <FramedErrorPage />;
}
