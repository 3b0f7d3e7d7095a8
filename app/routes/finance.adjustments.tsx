// Overpaid money to be taken back: what waits for its second person, and what was decided.
import { Link, useLoaderData } from "@remix-run/react";
import { agencyOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { type AdjustmentLine, decideAdjustment, readAdjustments } from "#app/models/payment/adjust.server";
import { AdjustmentForm } from "#app/models/payment/forms";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActForm,
  type Column,
  DataTable,
  Empty,
  HiddenField,
  Money,
  PageHeader,
  StateTag,
  SubmitButton,
} from "#app/ui/parts";

export const handle: PageHandle = { title: "bank-file.adjustment.title" };

export const loader = loaderFor("adjustment:prepare", {}, async ({ actor, db }) => ({
  adjustments: await readAdjustments(db, { agencyId: agencyOf(actor) }),
  isApprover: actor.role === "finance_approver",
}));

export const action = actionFor("adjustment:prepare", { form: AdjustmentForm }, async ({ actor, db, form }) => {
  await decideAdjustment(db, actor, form.adjustmentId, form.move);
  return redirectTo("/finance/adjustments", `bank-file.adjustment.done-${form.move}`);
});

export default function AdjustmentsPage() {
  const { adjustments } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("bank-file.adjustment.title")}
        lead={say("bank-file.adjustment.lead")}
        back={{ to: "/finance/payments", label: say("bank-file.adjustment.back") }}
      />
      <DataTable
        caption={say("bank-file.adjustment.title")}
        columns={useColumns()}
        rows={adjustments}
        rowKey={({ id }) => id}
        empty={<Empty title={say("bank-file.adjustment.empty")}>{say("bank-file.adjustment.empty-lead")}</Empty>}
      />
    </>
  );
}

function useColumns(): Column<AdjustmentLine>[] {
  const say = useSay();
  const formats = useFormats();
  return [
    {
      id: "invoice",
      header: say("bank-file.adjustment.invoice"),
      main: true,
      cell: ({ invoiceId, invoiceNumber, organizationName }) => (
        <>
          <Link to={`/finance/invoices/${invoiceId}`}>{invoiceNumber}</Link>
          <br />
          <span className="soft">{organizationName}</span>
        </>
      ),
    },
    {
      id: "day",
      header: say("bank-file.adjustment.day"),
      cell: ({ serviceDay, kind }) => (
        <>
          {formats.day(serviceDay)}
          <br />
          <span className="soft">{say(`bank-file.adjustment.kind.${kind as "void"}`)}</span>
        </>
      ),
    },
    {
      id: "why",
      header: say("bank-file.adjustment.why"),
      cell: ({ words, askedBy }) => (
        <>
          {words}
          <br />
          <span className="soft">{askedBy}</span>
        </>
      ),
    },
    { id: "state", header: say("bank-file.adjustment.state"), cell: (line) => <Decide line={line} /> },
    {
      id: "taken",
      header: say("bank-file.adjustment.taken"),
      figures: true,
      cell: ({ takenCents }) => <Money cents={takenCents} />,
    },
    {
      id: "amount",
      header: say("bank-file.adjustment.amount"),
      figures: true,
      cell: ({ amountCents }) => <Money cents={amountCents} />,
    },
  ];
}

/** What the reader may do with what waits; else how it ended. */
function Decide({ line }: { line: AdjustmentLine }) {
  const { isApprover } = useLoaderData<typeof loader>();
  const say = useSay();
  if (line.state !== "proposed") return <StateTag lifecycle="adjustment" state={line.state} />;
  const moves = line.mine ? (["withdraw"] as const) : isApprover ? (["approve", "refuse"] as const) : [];
  if (moves.length === 0) return <StateTag lifecycle="adjustment" state={line.state} />;
  return (
    <div className="line-moves">
      {moves.map((move) => (
        <ActForm key={move} formId={`${move}-${line.id}`}>
          <HiddenField name="adjustmentId" value={line.id} />
          <HiddenField name="move" value={move} />
          <SubmitButton look={move === "approve" ? "act" : "secondary"}>
            {say(`bank-file.adjustment.${move}`)}
            <span className="usa-sr-only">
              {" "}
              {line.invoiceNumber} {line.serviceDay}
            </span>
          </SubmitButton>
        </ActForm>
      ))}
    </div>
  );
}
