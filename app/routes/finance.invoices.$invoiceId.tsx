// One invoice at the finance desk: each line beside what was authorized and what the checks found, decided one by one; then the whole.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { ReviewForm } from "#app/models/invoice/forms";
import { readInvoice } from "#app/models/invoice/read.server";
import { carryOut } from "#app/models/invoice/review-form.server";
import { type InvoiceId, idParam } from "#app/models/values/ids";
import { Findings } from "#app/ui/edit-parts";
import { LineDecision } from "#app/ui/invoice-parts";
import { ReviewMoves } from "#app/ui/invoice-review";
import { InvoiceSheet, invoiceTitle, LineLink, type SheetLine } from "#app/ui/invoice-sheet";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, type Column, HiddenField, SubmitButton } from "#app/ui/parts";

const params = z.object({ invoiceId: idParam<InvoiceId>() });

export const handle: PageHandle = { title: invoiceTitle };

export const loader = loaderFor("invoice:review", { params, records: true }, async ({ actor, db, params }) => ({
  invoice: await readInvoice(db, actor, params.invoiceId),
  me: actor.membershipId,
}));

export const action = actionFor("invoice:decide", { params, form: ReviewForm }, async ({ actor, db, params, form }) => {
  const done = await carryOut(db, actor, params.invoiceId, form);
  return redirectTo(`/finance/invoices/${params.invoiceId}`, done);
});

export default function FinanceInvoice() {
  const { invoice } = useLoaderData<typeof loader>();
  const say = useSay();
  const disputed = invoice.lines.filter(({ contested }) => contested);
  const waiting = invoice.state === "disputed" ? disputed : invoice.lines;
  const undecided = waiting.filter(({ state }) => state === "pending");
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
          decidedByMe={invoice.decidedByMe}
          reviewedByMe={invoice.reviewedByMe}
          reviewerName={invoice.reviewerName}
          moreCents={disputed.reduce((sum, line) => sum + line.approvedCents - (line.firstApprovedCents ?? 0n), 0n)}
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
  const decides = invoice.state === "in_review" || invoice.state === "disputed";
  return [
    {
      id: "checks",
      header: say("invoice.line.checks"),
      cell: ({ edits }) => <Findings findings={edits} reader="finance" payerCodes={invoice.payerCodes} />,
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
  const { invoice, me } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  const day = formats.day(line.serviceDay);
  if (invoice.state !== "in_review" && !(invoice.state === "disputed" && line.contested)) {
    return <LineLink to={`/finance/invoices/${invoice.id}/lines/${line.id}`} line={line} />;
  }
  const pending = line.state === "pending";
  if (pending && line.contested && line.firstDecidedBy === me) {
    return (
      <>
        <p className="soft">{say("dispute.second.not-you-line")}</p>
        <LineLink to={`/finance/invoices/${invoice.id}/lines/${line.id}`} line={line} />
      </>
    );
  }
  return (
    <div className="line-moves">
      {pending && line.contested && line.reasonCode ? (
        <ActForm formId={`keep-${line.id}`}>
          <HiddenField name="move" value="keep-line" />
          <HiddenField name="lineId" value={line.id} />
          <SubmitButton look="secondary">
            <span aria-hidden="true">{say("dispute.shown.keep-line")}</span>
            <span className="usa-sr-only">{say("dispute.shown.keep-line-of", { day })}</span>
          </SubmitButton>
        </ActForm>
      ) : null}
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
          {line.messages > 0 ? ` · ${say("dispute.thread.count", { count: line.messages })}` : null}
        </Link>
      ) : (
        <LineLink to={`/finance/invoices/${invoice.id}/lines/${line.id}`} line={line} />
      )}
    </div>
  );
}
