// One invoice at the finance desk: each line beside what was authorized and what the checks found, decided one by one; then the whole.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { ReviewForm } from "#app/models/invoice/forms";
import { readInvoice } from "#app/models/invoice/read.server";
import { carryOut } from "#app/models/invoice/review-form.server";
import { type InvoiceId, idParam } from "#app/models/values/ids";
import { Findings, LineDecision } from "#app/ui/invoice-parts";
import { ReviewMoves } from "#app/ui/invoice-review";
import { InvoiceSheet, invoiceTitle, type SheetLine } from "#app/ui/invoice-sheet";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, type Column, HiddenField, SubmitButton } from "#app/ui/parts";

const params = z.object({ invoiceId: idParam<InvoiceId>() });

export const handle: PageHandle = { title: invoiceTitle };

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
  const undecided = invoice.lines.filter(({ state }) => state === "pending");
  return (
    <InvoiceSheet
      invoice={invoice}
      partner={invoice.organizationName}
      back={{ to: "/finance/invoices", label: say("invoice.review.back") }}
      payment={invoice.paymentId ? `/finance/payments/${invoice.paymentId}` : null}
      moves={
        <ReviewMoves
          state={invoice.state}
          seen={invoice.seen}
          undecided={undecided.length}
          lines={invoice.lines.length}
          found={undecided.filter(({ edits }) => edits.length > 0).length}
          totalCents={invoice.totalCents}
          approvedCents={invoice.approvedCents}
        />
      }
      columns={useColumns()}
    />
  );
}

/** While lines are being decided the buttons say which wait. */
function useColumns(): Column<SheetLine>[] {
  const { invoice } = useLoaderData<typeof loader>();
  const say = useSay();
  const decides = invoice.state === "in_review";
  return [
    {
      id: "checks",
      header: say("invoice.line.checks"),
      cell: ({ edits }) => <Findings findings={edits} reader="finance" />,
    },
    {
      id: "decision",
      header: say("invoice.line.decision"),
      cell: (line) => (
        <>
          <LineDecision line={line} untagged={decides && line.state === "pending"} />
          <LineMoves line={line} />
        </>
      ),
    },
  ];
}

/** One click for yes; a page of its own for what needs words. */
function LineMoves({ line }: { line: SheetLine }) {
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
