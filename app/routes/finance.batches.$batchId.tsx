// One payment batch: what it pays, who did what, and the one next step: release, file, paid.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { clock } from "#app/database/clock.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { BatchForm } from "#app/models/payment/forms";
import { exportBatch } from "#app/models/payment/make-file.server";
import { discardBatch } from "#app/models/payment/open-batch.server";
import { readBatch } from "#app/models/payment/read.server";
import { releaseBatch, settleBatch } from "#app/models/payment/release-batch.server";
import { localDay } from "#app/models/values/calendar-day";
import { idParam, type PaymentBatchId } from "#app/models/values/ids";
import { BatchMoves } from "#app/ui/batch-moves";
import { SumRow } from "#app/ui/invoice-parts";
import type { PageHandle } from "#app/ui/page-handle";
import { Card, type Column, Columns, DataTable, Facts, Money, PageHeader, Stack, StateTag } from "#app/ui/parts";

const params = z.object({ batchId: idParam<PaymentBatchId>() });

export const handle: PageHandle = {
  title: (data) => [
    "finance.batch.title",
    { number: (data as { batch?: { number: string } } | undefined)?.batch?.number ?? "" },
  ],
};

export const loader = loaderFor("batch:read", { params }, async ({ actor, db, params }) => ({
  batch: await readBatch(db, params.batchId),
  isApprover: actor.role === "finance_approver",
  today: localDay(await clock(db), actor.timeZone),
}));

export const action = actionFor("batch:prepare", { params, form: BatchForm }, async ({ actor, db, params, form }) => {
  const { batchId } = params;
  const here = `/finance/batches/${batchId}`;
  switch (form.move) {
    case "approve":
      await releaseBatch(db, actor, batchId, form.seen);
      return redirectTo(here, "finance.done.released");
    case "export":
      await exportBatch(db, actor, batchId);
      return redirectTo(here, "finance.done.exported");
    case "settle":
      await settleBatch(db, actor, batchId, form);
      return redirectTo(here, "finance.done.settled");
    case "discard":
      await discardBatch(db, actor, batchId);
      return redirectTo("/finance/batches", "finance.done.discarded");
  }
});

export default function BatchPage() {
  const { batch, isApprover, today } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  const columns = useColumns();
  return (
    <>
      <PageHeader
        title={say("finance.batch.title", { number: batch.number })}
        beside={<StateTag lifecycle="batch" state={batch.state} />}
        lead={say("finance.batch.lead", { count: batch.payments.length, amount: formats.money(batch.totalCents) })}
        back={{ to: "/finance/batches", label: say("finance.batch.back") }}
      />
      <Columns
        main={
          <DataTable
            caption={say("finance.batch.payments")}
            columns={columns}
            rows={batch.payments}
            rowKey={({ id }) => id}
            footer={<SumRow label={say("word.total")} cents={batch.totalCents} before={columns.length - 1} after={0} />}
          />
        }
        aside={
          <Stack>
            <BatchMoves
              batchId={batch.id}
              state={batch.state}
              seen={batch.seen}
              amount={formats.money(batch.totalCents)}
              mine={batch.mine === true}
              decided={batch.decided === true}
              isApprover={isApprover}
              today={today}
              going={batch.payments.some(({ state }) => state === "sent")}
            />
            <WhoDidWhat />
          </Stack>
        }
      />
    </>
  );
}

function WhoDidWhat() {
  const { batch } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  const step = (name: string, by: string | null | undefined, at: Date | null) =>
    at
      ? [{ name, value: by ? say("finance.batch.by", { name: by, at: formats.instant(at) }) : formats.instant(at) }]
      : [];
  return (
    <Card title={say("finance.batch.facts")}>
      <Facts
        facts={[
          ...step(say("finance.batch.made"), batch.createdBy, batch.createdAt),
          ...step(say("finance.batch.released"), batch.approvedBy, batch.approvedAt),
          ...step(say("finance.batch.exported"), batch.exportedBy, batch.exportedAt),
          ...step(say("finance.batch.settled"), null, batch.settledAt),
          ...(batch.file
            ? [
                {
                  name: say("finance.batch.held"),
                  value: say("finance.batch.lead", {
                    count: batch.file.payments,
                    amount: formats.money(BigInt(batch.file.cents)),
                  }),
                },
              ]
            : []),
          ...(batch.fileSha256
            ? [
                {
                  name: say("finance.batch.hash"),
                  value: <code className="hash">{batch.fileSha256.slice(0, 16)}…</code>,
                },
              ]
            : []),
        ]}
      />
    </Card>
  );
}

type Paid = Awaited<ReturnType<typeof readBatch>>["payments"][number];

function useColumns(): Column<Paid>[] {
  const say = useSay();
  return [
    {
      id: "payment",
      header: say("finance.batch.payment"),
      main: true,
      cell: ({ id, number }) => <Link to={`/finance/payments/${id}`}>{number}</Link>,
    },
    { id: "provider", header: say("finance.batch.provider"), cell: ({ organizationName }) => organizationName },
    {
      id: "account",
      header: say("finance.batch.account"),
      // Who holds the account is said where it is somebody else: that is what an approver looks for.
      cell: ({ payeeHolder, account, organizationName }) => (
        <>
          <span className="figures numbered">{account}</span>
          {payeeHolder === organizationName ? null : (
            <>
              <br />
              {payeeHolder}
            </>
          )}
        </>
      ),
    },
    {
      id: "invoices",
      header: say("finance.batch.invoices"),
      cell: ({ invoices }) => (
        <ul className="plain-list">
          {invoices.map(({ invoiceId, number }) => (
            <li key={invoiceId}>
              <Link to={`/finance/invoices/${invoiceId}`}>{number}</Link>
            </li>
          ))}
        </ul>
      ),
    },
    {
      id: "state",
      header: say("finance.batch.state"),
      cell: ({ state }) => <StateTag lifecycle="payment" state={state} />,
    },
    {
      id: "amount",
      header: say("finance.batch.amount"),
      figures: true,
      cell: ({ amountCents }) => <Money cents={amountCents} />,
    },
  ];
}
