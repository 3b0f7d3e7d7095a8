// The columns of a list of payments, the same for who pays and for who is paid. Plain rows in, nothing fetched.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { PaymentLine } from "#app/models/payment/read.server";
import type { Column } from "./data-table";
import { Money } from "./money";
import { StateTag } from "./state-tag";

type PaymentColumn = Column<PaymentLine>;

/**
 * @param address where a payment stands, without its id
 * @param partner the other side
 * @param sent the day it went out, where that is of interest
 */
export function usePaymentColumns(address: string, partner: PaymentColumn, sent: PaymentColumn[] = []) {
  const say = useSay();
  const formats = useFormats();
  const columns: PaymentColumn[] = [
    {
      id: "number",
      header: say("payment.list.number"),
      main: true,
      cell: ({ id, number }) => <Link to={`${address}/${id}`}>{number}</Link>,
    },
    partner,
    {
      id: "state",
      header: say("payment.list.state"),
      cell: ({ state }) => <StateTag lifecycle="payment" state={state} />,
    },
    ...sent,
    {
      id: "settled",
      header: say("payment.list.settled"),
      whole: true,
      cell: ({ settledOn }) => (settledOn ? formats.day(settledOn) : "–"),
    },
    {
      id: "invoices",
      header: say("payment.list.invoices"),
      figures: true,
      wideOnly: true,
      cell: ({ invoices }) => formats.count(invoices),
    },
    {
      id: "amount",
      header: say("payment.list.amount"),
      figures: true,
      cell: ({ amountCents }) => <Money cents={amountCents} />,
    },
  ];
  return columns;
}
