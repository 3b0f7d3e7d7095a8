// What the pages of invoices of both sides share: reasons, a row of sums, the facts. Plain values in, nothing fetched.
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { Column } from "./data-table";
import { Facts } from "./facts";
import { Money } from "./money";
import { StateTag, ToneTag } from "./state-tag";

type Reasoned = { readonly reasonCode: string | null; readonly reasonWords: string | null };

/** A coded reason with the words beside it. */
export function useReason(): (said: Reasoned) => string {
  const say = useSay();
  return ({ reasonCode, reasonWords }) =>
    [reasonCode ? say.any(`invoice.reason.${reasonCode}`) : "", reasonWords ?? ""]
      .filter((part) => part !== "")
      .join(". ");
}

type DecidedLine = Reasoned & {
  readonly state: string;
  readonly approvedCents: bigint;
  readonly amountCents: bigint;
  readonly byRule: boolean;
  readonly contested: boolean;
  readonly firstApprovedCents: bigint | null;
};

/** What was decided on a line, how much of it is paid, and why. `untagged` where buttons say that it waits. */
export function LineDecision({ line, untagged }: { line: DecidedLine; untagged?: boolean }) {
  const say = useSay();
  const reason = useReason();
  if (line.state === "pending") {
    return (
      <>
        {untagged ? null : <StateTag lifecycle="line" state="pending" />}
        {line.contested ? <Disputed cents={line.firstApprovedCents ?? 0n} /> : null}
        {line.reasonCode ? (
          <p className="line-reason">{say("invoice.line.said-before", { reason: reason(line) })}</p>
        ) : null}
      </>
    );
  }
  return (
    <>
      <StateTag lifecycle="line" state={line.state} />{" "}
      {line.state === "reduced" ? <Money cents={line.approvedCents} /> : null}
      {line.byRule ? <span className="soft">{say("dispute.by-rule")}</span> : null}
      {line.contested ? <Disputed cents={line.firstApprovedCents ?? 0n} /> : null}
      {line.state === "approved" ? null : <p className="line-reason">{reason(line)}</p>}
    </>
  );
}

function Disputed({ cents }: { cents: bigint }) {
  const say = useSay();
  const formats = useFormats();
  return (
    <p className="line-reason">
      <ToneTag tone="act">{say("dispute.shown.tag")}</ToneTag>{" "}
      {say("dispute.shown.first", { amount: formats.money(cents) })}
    </p>
  );
}

type PricedLine = {
  readonly units: bigint;
  readonly unitType: string;
  readonly rateCents: bigint;
  readonly amountCents: bigint;
};

/** Units with their price, and what they come to: the same columns on both sides of an invoice. */
export function usePriceColumns(): [units: Column<PricedLine>, amount: Column<PricedLine>] {
  const say = useSay();
  const formats = useFormats();
  return [
    {
      id: "units",
      header: say("invoice.line.units"),
      figures: true,
      cell: ({ units, unitType, rateCents }) => (
        <>
          {formats.units(units, unitType)}
          <br />
          <span className="soft">
            {formats.money(rateCents)} {say.any(`word.per-unit.${unitType}`)}
          </span>
        </>
      ),
    },
    {
      id: "amount",
      header: say("invoice.line.amount"),
      figures: true,
      cell: ({ amountCents }) => <Money cents={amountCents} />,
    },
  ];
}

type SumRowProps = { label: string; cents: bigint; before: number; after: number };

/** A row of the table's foot: the sum stands under its column. */
export function SumRow({ label, cents, before, after }: SumRowProps) {
  return (
    <tr>
      <th scope="row" colSpan={before}>
        {label}
      </th>
      <td className="figures cell-end">
        <Money cents={cents} />
      </td>
      {after > 0 ? <td colSpan={after} /> : null}
    </tr>
  );
}

type Dated = Date | string | null;

export type InvoiceSummary = {
  readonly state: string;
  readonly agencyName: string;
  readonly organizationName: string;
  readonly totalCents: bigint;
  readonly approvedCents: bigint;
  readonly createdAt: Dated;
  readonly submittedAt: Dated;
  readonly decidedAt: Dated;
  readonly dueOn: string | null;
  readonly note: string;
  readonly reviewerName: string | null;
};

/** @param payment address of the payment, where there is one to see */
export function InvoiceFacts({ invoice, payment }: { invoice: InvoiceSummary; payment: string | null }) {
  const say = useSay();
  const formats = useFormats();
  const dated = (at: Dated) => (at ? formats.instantDay(at) : null);
  const facts: { name: string; value: ReactNode }[] = [
    { name: say("invoice.facts.agency"), value: invoice.agencyName },
    { name: say("invoice.facts.provider"), value: invoice.organizationName },
    { name: say("invoice.facts.total"), value: <Money cents={invoice.totalCents} /> },
    { name: say("invoice.facts.made"), value: dated(invoice.createdAt) },
  ];
  if (invoice.submittedAt) facts.push({ name: say("invoice.facts.sent"), value: dated(invoice.submittedAt) });
  if (invoice.dueOn) facts.push({ name: say("invoice.facts.due"), value: formats.day(invoice.dueOn) });
  if (invoice.decidedAt) facts.push({ name: say("invoice.facts.decided"), value: dated(invoice.decidedAt) });
  if (invoice.reviewerName) facts.push({ name: say("dispute.reviewer"), value: invoice.reviewerName });
  if (invoice.approvedCents > 0n) {
    facts.push({ name: say("invoice.facts.approved"), value: <Money cents={invoice.approvedCents} /> });
  }
  if (invoice.note) facts.push({ name: say("invoice.facts.note"), value: invoice.note });
  if (payment) {
    facts.push({
      name: say("invoice.facts.payment"),
      value: <Link to={payment}>{say("invoice.facts.remittance")}</Link>,
    });
  }
  return <Facts facts={facts} columns={3} />;
}

type Numbered = { readonly id: string; readonly number: string; readonly organizationName: string };
type ListedInvoice = Numbered & { readonly submittedAt: Date | string | null; readonly totalCents: bigint };

/** What every list of finance's tells of an invoice. */
export function useInvoiceColumns(): Readonly<Record<"number" | "sent" | "total", Column<ListedInvoice>>> {
  const say = useSay();
  const formats = useFormats();
  return {
    number: {
      id: "number",
      header: say("finance.invoices.number"),
      main: true,
      cell: (invoice) => <NumberedInvoice invoice={invoice} />,
    },
    sent: {
      id: "sent",
      header: say("finance.invoices.sent"),
      whole: true,
      wideOnly: true,
      cell: ({ submittedAt }) => (submittedAt ? formats.instantDay(submittedAt) : null),
    },
    total: {
      id: "total",
      header: say("finance.invoices.total"),
      figures: true,
      cell: ({ totalCents }) => <Money cents={totalCents} />,
    },
  };
}

/** Each provider counts its own invoices: a number alone names two. */
function NumberedInvoice({ invoice: { id, number, organizationName } }: { invoice: Numbered }) {
  return (
    <>
      <Link to={`/finance/invoices/${id}`}>{number}</Link>
      <br />
      <span className="soft">{organizationName}</span>
    </>
  );
}
