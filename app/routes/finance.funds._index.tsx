// The agency's funds: what each was granted and where that money is now. An approver opens a new one here.
import { Link, useLoaderData } from "@remix-run/react";
import { agencyOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { useFormats, useSay } from "#app/i18n/speech";
import { OpenFundForm } from "#app/models/payment/forms";
import { type FundLine, openFund, readFunds } from "#app/models/payment/funds.server";
import { FundFields } from "#app/ui/fund-fields";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActDetails,
  ActForm,
  type Column,
  DataTable,
  Empty,
  Money,
  PageHeader,
  Stack,
  SubmitButton,
} from "#app/ui/parts";

export const handle: PageHandle = { title: "finance.funds.title" };

export const loader = loaderFor("fund:read", {}, async ({ actor, db }) => ({
  funds: await readFunds(db, agencyOf(actor)),
  mayManage: mayDo(actor, "fund:manage"),
}));

export const action = actionFor("fund:manage", { form: OpenFundForm }, async ({ actor, db, form }) => {
  const id = await openFund(db, actor, form);
  return redirectTo(`/finance/funds/${id}`, "finance.done.fund");
});

export default function FundsPage() {
  const { funds, mayManage } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader title={say("finance.funds.title")} lead={say("finance.funds.lead")} />
      <Stack>
        <DataTable
          caption={say("finance.funds.title")}
          columns={useColumns()}
          rows={funds}
          rowKey={({ id }) => id}
          empty={<Empty title={say("finance.funds.empty")}>{say("finance.funds.empty-lead")}</Empty>}
        />
        {mayManage ? <OpenFund /> : null}
      </Stack>
    </>
  );
}

function OpenFund() {
  const say = useSay();
  return (
    <ActDetails summary={say("finance.funds.open")} formId="open-fund">
      <p>{say("finance.funds.open-lead")}</p>
      <ActForm formId="open-fund">
        <FundFields />
        <SubmitButton>{say("finance.funds.open-button")}</SubmitButton>
      </ActForm>
    </ActDetails>
  );
}

function useColumns(): Column<FundLine>[] {
  const say = useSay();
  const formats = useFormats();
  const amount = (id: "granted" | "available" | "reserved" | "payable" | "paid", of: (fund: FundLine) => bigint) => ({
    id,
    header: say(`finance.funds.${id}`),
    figures: true,
    sortBy: of,
    cell: (fund: FundLine) => <Money cents={of(fund)} />,
  });
  return [
    {
      id: "name",
      header: say("finance.funds.name"),
      main: true,
      cell: ({ id, name, code }) => (
        <>
          <Link to={`/finance/funds/${id}`}>{name}</Link>
          <br />
          <span className="figures soft">{code}</span>
        </>
      ),
    },
    { id: "days", header: say("finance.funds.days"), cell: ({ startsOn, endsOn }) => formats.days(startsOn, endsOn) },
    amount("granted", (fund) => fund.grantedCents),
    amount("available", (fund) => fund.availableCents),
    amount("reserved", (fund) => fund.reservedCents),
    amount("payable", (fund) => fund.payableCents),
    amount("paid", (fund) => fund.paidCents),
  ];
}
