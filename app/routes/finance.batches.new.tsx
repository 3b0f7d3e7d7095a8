// Gathers approved invoices into a batch: all are chosen already, save those of providers without an account.
import { Link, useLoaderData } from "@remix-run/react";
import { agencyOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { OpenForm } from "#app/models/payment/forms";
import { openBatch } from "#app/models/payment/open-batch.server";
import { type PayableInvoice, readPayable } from "#app/models/payment/read.server";
import { readReturned } from "#app/models/payment/read-bank-files.server";
import { sumCents } from "#app/models/values/money";
import { SumRow } from "#app/ui/invoice-parts";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActForm,
  Actions,
  type Column,
  DataTable,
  Empty,
  Money,
  Notice,
  PageHeader,
  SubmitButton,
  ToneTag,
} from "#app/ui/parts";
import { PickBox } from "#app/ui/pick-box";
import { PayAgain } from "#app/ui/returned-payments";

export const handle: PageHandle = { title: "finance.new-batch.title" };

export const loader = loaderFor("batch:prepare", {}, async ({ actor, db }) => ({
  payable: await readPayable(db, agencyOf(actor)),
  returned: await readReturned(db, agencyOf(actor)),
}));

export const action = actionFor("batch:prepare", { form: OpenForm }, async ({ actor, db, form }) => {
  const id = await openBatch(db, actor, form.invoiceIds, form.paymentIds);
  return redirectTo(`/finance/batches/${id}`, "finance.done.opened");
});

export default function NewBatchPage() {
  const { payable, returned } = useLoaderData<typeof loader>();
  const say = useSay();
  const columns = useColumns();
  const total = sumCents(payable.filter(({ hasPayee }) => hasPayee).map(({ approvedCents }) => approvedCents));
  return (
    <>
      <PageHeader
        title={say("finance.new-batch.title")}
        lead={say("finance.new-batch.lead")}
        back={{ to: "/finance/batches", label: say("finance.new-batch.back") }}
      />
      {payable.some(({ hasPayee }) => !hasPayee) ? (
        <Notice tone="warning">
          <p>{say("finance.new-batch.no-payee-lead")}</p>
        </Notice>
      ) : null}
      {payable.length + returned.length === 0 ? (
        <Empty title={say("finance.new-batch.empty")}>{say("finance.new-batch.empty-lead")}</Empty>
      ) : (
        <ActForm formId="open">
          {payable.length > 0 ? (
            <DataTable
              caption={say("finance.new-batch.caption")}
              columns={columns}
              rows={payable}
              rowKey={({ id }) => id}
              footer={<SumRow label={say("word.total")} cents={total} before={columns.length - 1} after={0} />}
            />
          ) : null}
          {returned.length > 0 ? <PayAgain returned={returned} /> : null}
          <Actions>
            <SubmitButton>{say("finance.new-batch.button")}</SubmitButton>
          </Actions>
        </ActForm>
      )}
    </>
  );
}

function useColumns(): Column<PayableInvoice>[] {
  const say = useSay();
  const formats = useFormats();
  return [
    {
      id: "pick",
      header: say("finance.new-batch.pick"),
      cell: ({ id, number, organizationName, hasPayee }) => (
        <PickBox
          name="invoiceIds"
          value={id}
          label={say("finance.new-batch.pick-line", { number, provider: organizationName })}
          picked={hasPayee}
          disabled={!hasPayee}
        />
      ),
    },
    {
      id: "invoice",
      header: say("finance.new-batch.invoice"),
      main: true,
      cell: ({ id, number }) => <Link to={`/finance/invoices/${id}`}>{number}</Link>,
    },
    {
      id: "provider",
      header: say("finance.new-batch.provider"),
      cell: ({ organizationName, hasPayee }) => (
        <>
          {organizationName} {hasPayee ? null : <ToneTag tone="paused">{say("finance.new-batch.no-payee")}</ToneTag>}
        </>
      ),
    },
    { id: "due", header: say("finance.new-batch.due"), cell: ({ dueOn }) => (dueOn ? formats.day(dueOn) : "–") },
    {
      id: "amount",
      header: say("finance.new-batch.amount"),
      figures: true,
      cell: ({ approvedCents }) => <Money cents={approvedCents} />,
    },
  ];
}
