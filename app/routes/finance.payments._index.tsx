// Every payment of the agency, newest first.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { agencyOf } from "#app/access/actor";
import { loaderFor } from "#app/access/gate.server";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { type PaymentLine, readPayments } from "#app/models/payment/read.server";
import type { PageHandle } from "#app/ui/page-handle";
import { ButtonLink, type Column, DataTable, Empty, PageHeader, Pager } from "#app/ui/parts";
import { usePaymentColumns } from "#app/ui/payment-columns";

const query = z.object({ after: markParam });

export const handle: PageHandle = { title: "payment.list.title" };

export const loader = loaderFor("payment:read", { query }, ({ actor, db, query }) =>
  readPayments(db, { agencyId: agencyOf(actor) }, query.after),
);

export default function PaymentsPage() {
  const page = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("payment.list.title")}
        lead={say("payment.list.lead")}
        actions={
          <>
            <ButtonLink to="/finance/bank-files">{say("bank-file.list.link")}</ButtonLink>
            <ButtonLink to="/finance/adjustments" look="secondary">
              {say("bank-file.adjustment.link")}
            </ButtonLink>
            <ButtonLink to="/finance/accounts" look="secondary">
              {say("bank.list.title")}
            </ButtonLink>
          </>
        }
      />
      <DataTable
        caption={say("payment.list.title")}
        columns={useColumns()}
        rows={page.rows}
        rowKey={({ id }) => id}
        holds="page"
        empty={<Empty title={say("payment.list.empty")}>{say("payment.list.empty-lead")}</Empty>}
      />
      <Pager newer={null} older={page.next} />
    </>
  );
}

function useColumns(): Column<PaymentLine>[] {
  const say = useSay();
  const formats = useFormats();
  const provider: Column<PaymentLine> = {
    id: "provider",
    header: say("payment.list.provider"),
    cell: ({ organizationName }) => organizationName,
  };
  const sent: Column<PaymentLine> = {
    id: "sent",
    header: say("payment.list.sent"),
    cell: ({ sentAt }) => (sentAt ? formats.instantDay(sentAt) : "–"),
  };
  return usePaymentColumns("/finance/payments", provider, [sent]);
}
