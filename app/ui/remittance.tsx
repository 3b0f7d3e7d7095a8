// The statement of a payment, for the screen and for paper: what was billed, paid, reduced, denied and why. Plain values in.
import type { ReactNode } from "react";
import { useFormats, useSay } from "#app/i18n/speech";
import { ButtonLink } from "./button";
import { type Column, DataTable } from "./data-table";
import { Facts } from "./facts";
import { useReason } from "./invoice-parts";
import { Card, PageHeader, ScreenOnly, Stack } from "./layout-parts";
import { Money } from "./money";
import { StateTag } from "./state-tag";
import { Sums } from "./sums";

export type StatementLine = {
  readonly id: string;
  readonly invoiceNumber: string;
  readonly serviceDay: string;
  readonly clientName: string;
  readonly serviceName: string;
  readonly unitType: string;
  readonly units: bigint;
  readonly billedCents: bigint;
  readonly paidCents: bigint;
  readonly state: string;
  readonly reasonCode: string | null;
  readonly reasonWords: string | null;
};

export type Statement = {
  readonly number: string;
  readonly state: string;
  readonly agencyName: string;
  readonly organizationName: string;
  readonly amountCents: bigint;
  readonly billedCents: bigint;
  readonly payeeHolder: string;
  readonly account: string;
  readonly settledOn: string | null;
  readonly reference: string | null;
  readonly returnCode: string | null;
  /** What was overpaid before and is taken back in this payment. */
  readonly taken: readonly { readonly invoiceNumber: string; readonly amountCents: bigint; readonly words: string }[];
  readonly lines: readonly StatementLine[];
};

type RemittancePageProps = {
  statement: Statement;
  back: string;
  /** Address of the same as a file. */
  file: string;
  /** What became of it, above all else. */
  standing?: ReactNode;
  /** What the reader may do about it; not on paper. */
  children?: ReactNode;
};

export function RemittancePage({ statement, back, file, standing, children }: RemittancePageProps) {
  const say = useSay();
  const formats = useFormats();
  return (
    <>
      <PageHeader
        title={say("payment.remittance.title", { number: statement.number })}
        beside={<StateTag lifecycle="payment" state={statement.state} />}
        lead={say("payment.remittance.lead", { agency: statement.agencyName, provider: statement.organizationName })}
        back={{ to: back, label: say("payment.remittance.back") }}
        actions={
          <>
            <ButtonLink to={file.replace(/file$/, "pdf")} look="secondary" download>
              {say("payment.remittance.pdf")}
            </ButtonLink>
            <ButtonLink to={file} look="secondary" download>
              {say("payment.remittance.csv")}
            </ButtonLink>
          </>
        }
      />
      <Stack>
        {standing}
        <Card title={say("payment.remittance.heading")}>
          <StatementSums statement={statement} />
          <Facts
            columns={2}
            facts={[
              {
                name: say("payment.remittance.settled"),
                value: statement.settledOn ? formats.day(statement.settledOn) : say("payment.remittance.unpaid"),
              },
              {
                name: say("payment.remittance.reference"),
                value: statement.reference ?? say("payment.remittance.unpaid"),
              },
              { name: say("payment.remittance.holder"), value: statement.payeeHolder },
              {
                name: say("payment.remittance.account"),
                value: <span className="figures">{statement.account}</span>,
              },
            ]}
          />
        </Card>
        <Card title={say("payment.remittance.lines")}>
          <DataTable
            caption={say("payment.remittance.lines")}
            columns={useColumns()}
            rows={statement.lines}
            rowKey={({ id }) => id}
          />
        </Card>
        <ScreenOnly>
          <p className="soft">{say("payment.remittance.print")}</p>
          <Stack>{children}</Stack>
        </ScreenOnly>
      </Stack>
    </>
  );
}

/** What was billed, less what was not allowed, less what is taken back, is what is paid. */
function StatementSums({ statement: { amountCents, billedCents, taken } }: { statement: Statement }) {
  const say = useSay();
  const formats = useFormats();
  const takenCents = taken.reduce((sum, one) => sum + one.amountCents, 0n);
  return (
    <>
      <Sums
        sums={[
          { name: say("payment.remittance.paid"), cents: amountCents },
          { name: say("payment.remittance.billed"), cents: billedCents },
          { name: say("payment.remittance.not-paid"), cents: billedCents - amountCents - takenCents },
          ...(takenCents > 0n ? [{ name: say("payment.remittance.taken"), cents: takenCents }] : []),
        ]}
      />
      {taken.map(({ invoiceNumber, amountCents: cents, words }) => (
        <p key={`${invoiceNumber} ${cents}`}>
          {say("payment.remittance.taken-line", { amount: formats.money(cents), number: invoiceNumber, words })}
        </p>
      ))}
    </>
  );
}

function useColumns(): Column<StatementLine>[] {
  const say = useSay();
  const formats = useFormats();
  const reason = useReason();
  return [
    {
      id: "day",
      header: say("payment.remittance.day"),
      main: true,
      whole: true,
      cell: ({ serviceDay }) => formats.day(serviceDay),
    },
    {
      id: "invoice",
      header: say("payment.remittance.invoice"),
      cell: ({ invoiceNumber }) => <span className="figures numbered">{invoiceNumber}</span>,
    },
    {
      id: "name",
      header: say("payment.remittance.name"),
      cell: ({ clientName }) => <span className="numbered">{clientName}</span>,
    },
    { id: "service", header: say("payment.remittance.service"), cell: ({ serviceName }) => serviceName },
    {
      id: "units",
      header: say("payment.remittance.units"),
      figures: true,
      wideOnly: true,
      cell: ({ units, unitType }) => formats.units(units, unitType),
    },
    {
      id: "billed",
      header: say("payment.remittance.billed"),
      figures: true,
      cell: ({ billedCents }) => <Money cents={billedCents} />,
    },
    {
      id: "paid",
      header: say("payment.remittance.paid"),
      figures: true,
      cell: ({ paidCents }) => <Money cents={paidCents} />,
    },
    {
      id: "decision",
      header: say("payment.remittance.decision"),
      cell: (line) =>
        line.state === "approved" ? (
          say("payment.remittance.paid-in-full")
        ) : (
          <>
            <StateTag lifecycle="line" state={line.state} />
            <p className="line-reason">{reason(line)}</p>
          </>
        ),
    },
  ];
}
