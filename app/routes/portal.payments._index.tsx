// What the provider will be paid and when, and what it was paid.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { organizationOf } from "#app/access/actor";
import { loaderFor } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { type PaymentLine, readExpected, readPayments } from "#app/models/payment/read.server";
import { sumCents } from "#app/models/values/money";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ButtonLink,
  Card,
  type Column,
  DataTable,
  Empty,
  Money,
  PageHeader,
  Pager,
  Stack,
  StateTag,
} from "#app/ui/parts";
import { usePaymentColumns } from "#app/ui/payment-columns";

const query = z.object({ after: markParam });

export const handle: PageHandle = { title: "payment.own.title" };

export const loader = loaderFor("portal:payments", { query }, async ({ actor, db, query }) => ({
  accounts: mayDo(actor, "portal:account"),
  expected: await readExpected(db, organizationOf(actor)),
  paid: await readPayments(db, { organizationId: organizationOf(actor) }, query.after),
}));

export default function OwnPaymentsPage() {
  const { expected, paid, accounts } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  const agency: Column<PaymentLine> = {
    id: "agency",
    header: say("payment.own.agency"),
    cell: ({ agencyName }) => agencyName,
  };
  const amount = formats.money(sumCents(expected.map(({ approvedCents }) => approvedCents)));
  return (
    <>
      <PageHeader
        title={say("payment.own.title")}
        lead={say("payment.own.lead")}
        actions={
          accounts ? (
            <ButtonLink to="/portal/account" look="secondary">
              {say("bank.own.link")}
            </ButtonLink>
          ) : undefined
        }
      />
      <Stack>
        <Card title={say("payment.own.expected")}>
          {expected.length > 0 ? <p>{say("payment.own.expected-lead", { amount })}</p> : null}
          <DataTable
            caption={say("payment.own.expected")}
            columns={useExpectedColumns()}
            rows={expected}
            rowKey={({ id }) => id}
            empty={<Empty title={say("payment.own.expected-empty")}>{say("payment.own.expected-empty-lead")}</Empty>}
          />
        </Card>
        <Card title={say("payment.own.paid")}>
          <DataTable
            caption={say("payment.own.paid")}
            columns={usePaymentColumns("/portal/payments", agency)}
            rows={paid.rows}
            rowKey={({ id }) => id}
            holds="page"
            empty={<Empty title={say("payment.own.paid-empty")}>{say("payment.own.paid-empty-lead")}</Empty>}
          />
        </Card>
        <Pager newer={null} older={paid.next} />
      </Stack>
    </>
  );
}

type Expected = Awaited<ReturnType<typeof readExpected>>[number];

function useExpectedColumns(): Column<Expected>[] {
  const say = useSay();
  const formats = useFormats();
  return [
    {
      id: "invoice",
      header: say("payment.own.invoice"),
      main: true,
      cell: ({ id, number }) => <Link to={`/portal/invoices/${id}`}>{number}</Link>,
    },
    { id: "agency", header: say("payment.own.agency"), cell: ({ agencyName }) => agencyName },
    {
      id: "state",
      header: say("payment.own.state"),
      cell: ({ state }) => <StateTag lifecycle="invoice" state={state} />,
    },
    {
      id: "due",
      header: say("payment.own.due"),
      whole: true,
      cell: ({ dueOn }) => (dueOn ? formats.day(dueOn) : say("payment.own.no-day")),
    },
    {
      id: "amount",
      header: say("payment.own.amount"),
      figures: true,
      cell: ({ approvedCents }) => <Money cents={approvedCents} />,
    },
  ];
}
