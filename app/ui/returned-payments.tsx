// Payments that came back from the bank, to be chosen for another batch. Plain rows in; pays nothing.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { ReturnedPayment } from "#app/models/payment/read-bank-files.server";
import { type Column, DataTable } from "./data-table";
import { Money } from "./money";
import { PickBox } from "./pick-box";
import { ToneTag } from "./state-tag";

export function PayAgain({ returned }: { returned: readonly ReturnedPayment[] }) {
  const say = useSay();
  return (
    <section>
      <h2>{say("bank-file.returned.again")}</h2>
      <p>{say("bank-file.returned.again-lead")}</p>
      <DataTable
        caption={say("bank-file.returned.again")}
        columns={useColumns()}
        rows={returned}
        rowKey={({ id }) => id}
      />
    </section>
  );
}

function useColumns(): Column<ReturnedPayment>[] {
  const say = useSay();
  const formats = useFormats();
  return [
    {
      id: "pick",
      header: say("bank-file.returned.pick"),
      cell: ({ id, number, organizationName, hasAccount }) => (
        <PickBox
          name="paymentIds"
          value={id}
          label={say("bank-file.returned.pick-line", { number, provider: organizationName })}
          picked={false}
          disabled={!hasAccount}
        />
      ),
    },
    {
      id: "payment",
      header: say("bank-file.returned.payment"),
      main: true,
      cell: ({ id, number }) => <Link to={`/finance/payments/${id}`}>{number}</Link>,
    },
    {
      id: "provider",
      header: say("bank-file.returned.provider"),
      cell: ({ organizationName, hasAccount }) => (
        <>
          {organizationName} {hasAccount ? null : <ToneTag tone="paused">{say("finance.new-batch.no-payee")}</ToneTag>}
        </>
      ),
    },
    { id: "code", header: say("bank-file.returned.code"), cell: ({ returnCode }) => returnCode },
    {
      id: "day",
      header: say("bank-file.returned.day"),
      whole: true,
      cell: ({ returnedAt }) => (returnedAt ? formats.instantDay(returnedAt) : "–"),
    },
    {
      id: "amount",
      header: say("bank-file.returned.amount"),
      figures: true,
      cell: ({ amountCents }) => <Money cents={amountCents} />,
    },
  ];
}
