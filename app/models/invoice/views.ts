// The views of a provider's and of finance's invoices: which states lie together. Names states; moves none.
import type { InvoiceState } from "./row.server";

export const INVOICE_VIEWS = ["open", "sent", "approved", "paid", "ended"] as const;
export type InvoiceView = (typeof INVOICE_VIEWS)[number];

export const FINANCE_VIEWS = ["waiting", "approved", "batched", "paid", "returned", "denied", "all"] as const;
export type FinanceView = (typeof FINANCE_VIEWS)[number];

const OWN: Readonly<Record<InvoiceView, readonly InvoiceState[]>> = {
  open: ["draft", "returned"],
  sent: ["submitted", "in_review", "disputed"],
  approved: ["approved", "partially_approved", "adjusted", "batched"],
  paid: ["paid"],
  ended: ["denied", "upheld", "discarded"],
};

const FINANCE: Readonly<Record<FinanceView, readonly InvoiceState[]>> = {
  waiting: ["submitted", "in_review", "disputed"],
  approved: ["approved", "partially_approved", "adjusted"],
  batched: ["batched"],
  paid: ["paid"],
  returned: ["returned"],
  denied: ["denied", "upheld"],
  all: [
    ...([
      "submitted",
      "in_review",
      "disputed",
      "approved",
      "partially_approved",
      "adjusted",
      "batched",
      "paid",
    ] as const),
    ...(["returned", "denied", "upheld"] as const),
  ],
};

/** In which order finance looks: what waits longest, or what most is to be looked at. */
export const QUEUE_ORDERS = ["age", "risk"] as const;
export type QueueOrder = (typeof QUEUE_ORDERS)[number];

export const statesOf = (view: InvoiceView): readonly InvoiceState[] => OWN[view];
export const financeStatesOf = (view: FinanceView): readonly InvoiceState[] => FINANCE[view];
