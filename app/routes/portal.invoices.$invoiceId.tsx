// One invoice for the provider: its lines with what the checks found and what finance said; send, take back, correct, give up.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { useFormats, useSay } from "#app/i18n/speech";
import { isDisputable } from "#app/models/invoice/disputable";
import { discardInvoice, removeLine } from "#app/models/invoice/draft.server";
import { NOTE_LENGTH, PrepareForm } from "#app/models/invoice/forms";
import { readPace } from "#app/models/invoice/pace.server";
import { payClock } from "#app/models/invoice/pay-clock";
import { readInvoice } from "#app/models/invoice/read.server";
import { recallInvoice, submitInvoice } from "#app/models/invoice/submit.server";
import { asCalendarDay, localDay } from "#app/models/values/calendar-day";
import { type InvoiceId, idParam } from "#app/models/values/ids";
import { Findings, ForecastLines } from "#app/ui/edit-parts";
import { LineDecision } from "#app/ui/invoice-parts";
import { InvoiceSheet, invoiceTitle, LineLink, type SheetLine } from "#app/ui/invoice-sheet";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActDetails,
  ActForm,
  ButtonLink,
  Card,
  type Column,
  HiddenField,
  Notice,
  Stack,
  SubmitButton,
  TextArea,
} from "#app/ui/parts";
import { PayClock } from "#app/ui/pay-clock";

const params = z.object({ invoiceId: idParam<InvoiceId>() });

export const handle: PageHandle = { title: invoiceTitle };

export const loader = loaderFor("portal:invoices", { params, records: true }, async ({ actor, db, params }) => {
  const invoice = await readInvoice(db, actor, params.invoiceId);
  const paceDays = (await readPace(db, invoice.organizationId)).get(invoice.agencyId) ?? null;
  const submittedOn = invoice.submittedAt ? localDay(invoice.submittedAt, actor.timeZone) : null;
  const dueOn = invoice.dueOn ? asCalendarDay(invoice.dueOn) : null;
  return {
    invoice,
    paceDays,
    clock: payClock({ state: invoice.state, submittedOn, dueOn }, paceDays, invoice.today),
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
  return (
    <InvoiceSheet
      invoice={invoice}
      partner={invoice.agencyName}
      back={{ to: "/portal/invoices", label: say("invoice.new.back") }}
      payment={paymentSeen && invoice.paymentId ? `/portal/payments/${invoice.paymentId}` : null}
      returnedLead={say("invoice.prepare.returned-lead")}
      moves={
        <Stack>
          <Moves />
          <Dispute />
          <Clock />
        </Stack>
      }
      columns={useColumns()}
      rowLook={({ state, reasonCode }) => (state === "pending" && reasonCode ? "act" : undefined)}
    />
  );
}

/** What was found while it can be changed, what was decided afterwards. */
function useColumns(): Column<SheetLine>[] {
  const { invoice, mayPrepare, editable } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  const columns: Column<SheetLine>[] = [
    {
      id: "checks",
      header: say(editable ? "invoice.line.checks" : "invoice.line.decision"),
      cell: (line) =>
        editable && !line.reasonCode ? (
          <Findings findings={line.edits} reader="provider" />
        ) : (
          <>
            <LineDecision line={line} />
            <p>
              <LineLink to={`/portal/invoices/${invoice.id}/lines/${line.id}`} line={line} />
            </p>
          </>
        ),
    },
  ];
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
      <ForecastLines forecast={invoice.forecast} />
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

/** What was decided can be disputed as long as no payment holds it. */
function Dispute() {
  const { invoice, mayPrepare } = useLoaderData<typeof loader>();
  const say = useSay();
  const open = invoice.state === "denied" || invoice.state === "partially_approved";
  if (!mayPrepare || !open || !invoice.lines.some((line) => isDisputable(invoice.state, line))) return null;
  return (
    <Card title={say("dispute.ask.link")}>
      <p>{say("dispute.ask.link-lead")}</p>
      <ButtonLink to={`/portal/invoices/${invoice.id}/dispute`} look="secondary">
        {say("dispute.ask.link")}
      </ButtonLink>
    </Card>
  );
}

function Clock() {
  const { clock, paceDays } = useLoaderData<typeof loader>();
  const say = useSay();
  if (!clock) return null;
  return (
    <Card title={say("dispute.clock.title")}>
      <PayClock clock={clock} paceDays={paceDays} />
    </Card>
  );
}
