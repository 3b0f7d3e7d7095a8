// One period of a fund: where its money is, what it follows and what follows it, and every booking. An approver adds to its budget, or carries over what is left.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { type Actor, agencyOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import type { Db } from "#app/database/as-actor.server";
import { clock } from "#app/database/clock.server";
import { type Mark, markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { FundForm } from "#app/models/payment/forms";
import { carryOver, readPeriods } from "#app/models/payment/fund-periods.server";
import { grantBudget, readFund } from "#app/models/payment/funds.server";
import { localDay } from "#app/models/values/calendar-day";
import { type FundId, idParam } from "#app/models/values/ids";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import {
  ActDetails,
  ActForm,
  Actions,
  ButtonLink,
  Card,
  type Column,
  DataTable,
  Facts,
  HiddenField,
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
  ...(await readShown(db, actor, params.fundId, query.after)),
  mayManage: mayDo(actor, "fund:manage"),
}));

async function readShown(db: Db, actor: Actor, id: FundId, after: Mark | null) {
  const found = await readFund(db, agencyOf(actor), id, after);
  const today = localDay(await clock(db), actor.timeZone);
  return { ...found, periods: await readPeriods(db, agencyOf(actor), found.fund), over: found.fund.endsOn <= today };
}

export const action = actionFor("fund:manage", { params, form: FundForm }, async ({ actor, db, params, form }) => {
  const move = form.move === "carry" ? carryOver : grantBudget;
  await move(db, actor, params.fundId, form.amountCents);
  const said = form.move === "carry" ? "fund.carried" : "finance.done.granted";
  return redirectTo(`/finance/funds/${params.fundId}`, said);
});

export default function FundPage() {
  const { fund, entries, periods, over, mayManage } = useLoaderData<typeof loader>();
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
        <Periods fund={fund} periods={periods} over={over} mayManage={mayManage} />
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
        <HiddenField name="move" value="grant" />
        <MoneyField name="amountCents" label={say("finance.fund.grant-amount")} />
        <SubmitButton>{say("finance.fund.grant-button")}</SubmitButton>
      </ActForm>
    </ActDetails>
  );
}

type PeriodsProps = Pick<Awaited<ReturnType<typeof readShown>>, "fund" | "periods" | "over"> & { mayManage: boolean };

/** What it follows and what follows it; an approver opens the next, or carries over what is free. */
function Periods({ fund, periods: { before, after }, over, mayManage }: PeriodsProps) {
  const say = useSay();
  const formats = useFormats();
  const line = (of: { id: string; code: string; startsOn: string; endsOn: string }) => (
    <>
      <Link to={`/finance/funds/${of.id}`}>{of.code}</Link> {formats.days(of.startsOn, of.endsOn)}
    </>
  );
  const left = formats.money(fund.availableCents);
  return (
    <Card title={say("fund.periods")} look={over && fund.availableCents > 0n && mayManage ? "act" : "plain"}>
      <Facts
        facts={[
          ...(before ? [{ name: say("fund.before"), value: line(before) }] : []),
          {
            name: say("fund.after"),
            value: after ? line(after) : say("fund.after-none", { day: formats.day(fund.endsOn) }),
          },
        ]}
      />
      {over && fund.availableCents > 0n ? <p>{say("fund.ended-left", { left })}</p> : null}
      {mayManage && !after ? (
        <Actions>
          <ButtonLink to={`/finance/funds/${fund.id}/next`} look="secondary">
            {say("fund.open")}
          </ButtonLink>
        </Actions>
      ) : null}
      {mayManage && after && fund.availableCents > 0n ? (
        <ActDetails summary={say("fund.carry-title")} formId="carry" open={over}>
          <p>{say("fund.carry-lead", { left, code: fund.code })}</p>
          <ActForm formId="carry">
            <HiddenField name="move" value="carry" />
            <MoneyField name="amountCents" label={say("fund.carry-amount", { code: after.code })} />
            <SubmitButton>{say("fund.carry-button")}</SubmitButton>
          </ActForm>
        </ActDetails>
      ) : null}
    </Card>
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
