// What the provider will be paid and when, and what it was paid.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { organizationOf } from "#app/access/actor";
import { loaderFor } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { clock } from "#app/database/clock.server";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { readMonthForecast } from "#app/models/invoice/month-forecast.server";
import { MonthQuery } from "#app/models/payment/forms";
import { type PaymentLine, readExpected, readPayments } from "#app/models/payment/read.server";
import { addMonths, firstOfMonth, localDay } from "#app/models/values/calendar-day";
import { sumCents } from "#app/models/values/money";
import { MonthForecastCard } from "#app/ui/month-forecast";
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

const query = z.object({ after: markParam, month: MonthQuery });

export const handle: PageHandle = { title: "payment.own.title" };

export const loader = loaderFor("portal:payments", { query }, async ({ actor, db, query }) => {
  const month = query.month ?? firstOfMonth(localDay(await clock(db), actor.timeZone));
  return {
    accounts: mayDo(actor, "portal:account"),
    month,
    before: addMonths(month, -1),
    after: addMonths(month, 1),
    forecast: await readMonthForecast(db, actor, month),
    expected: await readExpected(db, organizationOf(actor)),
    paid: await readPayments(db, { organizationId: organizationOf(actor) }, query.after),
  };
});

export default function OwnPaymentsPage() {
  const { expected, paid, accounts, month, before, after, forecast } = useLoaderData<typeof loader>();
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
        <MonthForecastCard {...{ month, before, after }} {...forecast} />
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
