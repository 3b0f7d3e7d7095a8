// One fund: where its money is, and every booking. An approver adds to its budget here.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { agencyOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { GrantForm } from "#app/models/payment/forms";
import { grantBudget, readFund } from "#app/models/payment/funds.server";
import { type FundId, idParam } from "#app/models/values/ids";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import {
  ActDetails,
  ActForm,
  Card,
  type Column,
  DataTable,
  Money,
  MoneyField,
  PageHeader,
  Pager,
  Stack,
  SubmitButton,
} from "#app/ui/parts";
import { Sums } from "#app/ui/sums";

const params = z.object({ fundId: idParam<FundId>() });
const query = z.object({ after: markParam });

export const handle: PageHandle = {
  title: titleFrom(({ fund: { name } }: { fund: { name: string } }) => ["finance.fund.page", { name }]),
};

export const loader = loaderFor("fund:read", { params, query }, async ({ actor, db, params, query }) => ({
  ...(await readFund(db, agencyOf(actor), params.fundId, query.after)),
  mayManage: mayDo(actor, "fund:manage"),
}));

export const action = actionFor("fund:manage", { params, form: GrantForm }, async ({ actor, db, params, form }) => {
  await grantBudget(db, actor, params.fundId, form.amountCents);
  return redirectTo(`/finance/funds/${params.fundId}`, "finance.done.granted");
});

export default function FundPage() {
  const { fund, entries, mayManage } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  const share = (cents: bigint) =>
    fund.grantedCents > 0n
      ? say("finance.fund.share", { share: formats.share(Number((cents * 10_000n) / fund.grantedCents) / 10_000) })
      : undefined;
  const sum = (id: "available" | "reserved" | "payable" | "paid", cents: bigint) => {
    const note = share(cents);
    return { name: say(`finance.funds.${id}`), cents, ...(note ? { note } : {}) };
  };
  return (
    <>
      <PageHeader
        title={fund.name}
        lead={say("finance.fund.lead", { code: fund.code, days: formats.days(fund.startsOn, fund.endsOn) })}
        back={{ to: "/finance/funds", label: say("finance.fund.back") }}
      />
      <Stack>
        <Card title={say("finance.fund.balance")}>
          <Sums
            sums={[
              { name: say("finance.funds.granted"), cents: fund.grantedCents },
              sum("available", fund.availableCents),
              sum("reserved", fund.reservedCents),
              sum("payable", fund.payableCents),
              sum("paid", fund.paidCents),
            ]}
          />
          {mayManage ? <Grant /> : null}
        </Card>
        <Card title={say("finance.fund.entries")}>
          <p className="soft">{say("finance.fund.entries-lead")}</p>
          <DataTable
            caption={say("finance.fund.entries")}
            columns={useColumns()}
            rows={entries.rows}
            rowKey={({ id }) => id}
            holds="page"
          />
        </Card>
        <Pager newer={null} older={entries.next} />
      </Stack>
    </>
  );
}

function Grant() {
  const say = useSay();
  return (
    <ActDetails summary={say("finance.fund.grant")} formId="grant">
      <p>{say("finance.fund.grant-lead")}</p>
      <ActForm formId="grant">
        <MoneyField name="amountCents" label={say("finance.fund.grant-amount")} />
        <SubmitButton>{say("finance.fund.grant-button")}</SubmitButton>
      </ActForm>
    </ActDetails>
  );
}

type Entry = Awaited<ReturnType<typeof readFund>>["entries"]["rows"][number];

function useColumns(): Column<Entry>[] {
  const say = useSay();
  const formats = useFormats();
  return [
    {
      id: "what",
      header: say("finance.fund.what"),
      main: true,
      cell: ({ kind }) => say.any(`finance.fund.kind.${kind}`),
    },
    { id: "when", header: say("finance.fund.when"), cell: ({ at }) => formats.instant(at) },
    { id: "of", header: say("finance.fund.of"), cell: (entry) => <Of entry={entry} /> },
    {
      id: "amount",
      header: say("finance.fund.amount"),
      figures: true,
      cell: ({ amountCents }) => <Money cents={amountCents} />,
    },
  ];
}

function Of({ entry }: { entry: Entry }) {
  if (entry.invoiceId) return <Link to={`/finance/invoices/${entry.invoiceId}`}>{entry.invoiceNumber}</Link>;
  if (entry.paymentId) return <Link to={`/finance/payments/${entry.paymentId}`}>{entry.paymentNumber}</Link>;
  return <span className="figures">{entry.authorizationNumber ?? "–"}</span>;
}
