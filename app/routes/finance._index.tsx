// The finance desk's day: invoices that wait, oldest first; batches on their way; where the money stands.
import { Link, useLoaderData } from "@remix-run/react";
import { loaderFor } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { clock } from "#app/database/clock.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { readFinanceToday } from "#app/models/payment/today.server";
import { localDay } from "#app/models/values/calendar-day";
import { useInvoiceColumns } from "#app/ui/invoice-parts";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ButtonLink,
  Card,
  type Column,
  Columns,
  DataTable,
  Empty,
  Money,
  Notice,
  PageHeader,
  Stack,
  StateTag,
  ToneTag,
} from "#app/ui/parts";
import { Sums } from "#app/ui/sums";

export const handle: PageHandle = { title: "finance.today.title" };

export const loader = loaderFor("finance:desk", {}, async ({ actor, db }) => {
  const today = localDay(await clock(db), actor.timeZone);
  return { today, releases: mayDo(actor, "batch:release"), ...(await readFinanceToday(db, actor, today)) };
});

export default function FinanceToday() {
  const say = useSay();
  return (
    <>
      <PageHeader title={say("finance.today.title")} lead={say("finance.today.lead")} />
      <Columns
        main={<Waiting />}
        aside={
          <Stack>
            <AccountChanges />
            <Batches />
            <Payable />
            <MoneyCard />
          </Stack>
        }
      />
    </>
  );
}

/** Where money is to go elsewhere somebody calls first: it stands above the batches that would pay there. */
function AccountChanges() {
  const { accountChanges } = useLoaderData<typeof loader>();
  const say = useSay();
  if (accountChanges === 0) return null;
  return (
    <Notice tone="warning">
      <p>
        {say("bank.list.waiting", { count: accountChanges })}{" "}
        <Link to="/finance/accounts">{say("bank.list.look")}</Link>
      </p>
    </Notice>
  );
}

type WaitingRow = Awaited<ReturnType<typeof readFinanceToday>>["waiting"]["rows"][number];

function Waiting() {
  const { waiting } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  return (
    <Card
      title={say("finance.today.waiting")}
      aside={
        waiting.count > waiting.rows.length ? (
          <Link to="/finance/invoices">
            {say("finance.today.waiting-all", { count: formats.count(waiting.count) })}
          </Link>
        ) : (
          <Money cents={waiting.cents} />
        )
      }
    >
      <DataTable
        caption={say("finance.today.waiting")}
        columns={useWaitingColumns()}
        rows={waiting.rows}
        rowKey={({ id }) => id}
        empty={<Empty title={say("finance.today.waiting-empty")}>{say("finance.today.waiting-empty-lead")}</Empty>}
      />
    </Card>
  );
}

function useWaitingColumns(): Column<WaitingRow>[] {
  const { today } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  const { number, sent, total } = useInvoiceColumns();
  return [
    number,
    {
      id: "state",
      header: say("word.status"),
      cell: ({ state }) => <StateTag lifecycle="invoice" state={state} />,
    },
    sent,
    {
      id: "due",
      header: say("finance.invoices.due"),
      whole: true,
      cell: ({ dueOn }) => (
        <>
          {dueOn ? formats.day(dueOn) : null}{" "}
          {dueOn !== null && dueOn < today ? <ToneTag tone="act">{say("finance.invoices.overdue")}</ToneTag> : null}
        </>
      ),
    },
    total,
  ];
}

function Payable() {
  const { payable, releases, open } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  if (payable.count === 0) return null;
  // Who releases looks at what waits for release first: one thing a page is the next.
  const look = releases && open.some(({ barred }) => !barred) ? "plain" : "act";
  return (
    <Card title={say("finance.today.payable")} look={look}>
      <p>
        {say("finance.today.payable-lead", { count: payable.count, amount: formats.money(payable.cents) })}{" "}
        {payable.overdue > 0 ? (
          <ToneTag tone="act">{say("finance.today.overdue", { count: payable.overdue })}</ToneTag>
        ) : null}
      </p>
      <ButtonLink to="/finance/batches/new" look={look === "act" ? "act" : "secondary"}>
        {say("finance.today.make-batch")}
      </ButtonLink>
    </Card>
  );
}

/** Batches on their way, each with its next step for who may take it. */
function Batches() {
  const { open, released, sent, releases } = useLoaderData<typeof loader>();
  const say = useSay();
  const going = [...released, ...sent].map((batch) => ({ ...batch, barred: true }));
  const batches = [...open, ...going];
  const acts = releases && open.some(({ barred }) => !barred);
  return (
    <Card title={say(acts ? "finance.today.batches-release" : "finance.today.batches")} look={acts ? "act" : "plain"}>
      {batches.length === 0 ? <p className="soft">{say("finance.today.batches-empty")}</p> : null}
      <ul className="plain-list">
        {batches.map(({ id, number, state, totalCents, barred }) => (
          <li key={id} className="line-with-button">
            <Link to={`/finance/batches/${id}`}>{number}</Link>
            <Money cents={totalCents} />
            {releases && !barred ? (
              <ButtonLink to={`/finance/batches/${id}`} look="act">
                {say("finance.today.release")}
                <span className="usa-sr-only"> {number}</span>
              </ButtonLink>
            ) : (
              <StateTag lifecycle="batch" state={state} />
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function MoneyCard() {
  const { sums } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <Card title={say("finance.today.money")} aside={<Link to="/finance/funds">{say("finance.today.funds")}</Link>}>
      <Sums
        sums={[
          { name: say("finance.today.available"), cents: sums.availableCents },
          { name: say("finance.today.reserved"), cents: sums.reservedCents },
          { name: say("finance.today.owed"), cents: sums.payableCents },
          { name: say("finance.today.paid"), cents: sums.paidCents },
        ]}
      />
    </Card>
  );
}
