// What a month will bring a provider: three amounts, how each is counted, and by agency where there are several. Plain values in; weighs nothing.
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { MonthForecast } from "#app/models/invoice/month-forecast";
import { ActDetails } from "./act-details";
import { type Column, DataTable } from "./data-table";
import { Facts } from "./facts";
import { Card, Empty } from "./layout-parts";
import { Money } from "./money";
import { Sums } from "./sums";

type AgencyLine = MonthForecast & { readonly agencyId: string; readonly agencyName: string };

type MonthForecastProps = {
  /** The first day of each. */
  month: string;
  before: string;
  after: string;
  whole: MonthForecast;
  agencies: readonly AgencyLine[];
  /** The same by agency as a file, where the page offers one. */
  file?: ReactNode;
};

export function MonthForecastCard({ month, before, after, whole, agencies, file }: MonthForecastProps) {
  const say = useSay();
  const formats = useFormats();
  const name = formats.monthOf(month);
  return (
    <Card title={say("payment.month.title", { month: name })}>
      <nav className="calendar-pages" aria-label={say("payment.month.other")}>
        <Link to={`?month=${before.slice(0, 7)}`}>{formats.monthOf(before)}</Link>
        <Link to={`?month=${after.slice(0, 7)}`}>{formats.monthOf(after)}</Link>
      </nav>
      {whole.mostCents === 0n ? (
        <Empty title={say("payment.month.empty", { month: name })}>{say("payment.month.empty-lead")}</Empty>
      ) : (
        <>
          <Sums
            sums={[
              {
                name: say("edits.forecast.earned"),
                cents: whole.earned.cents,
                note: say("payment.month.deliveries", { count: whole.earned.count }),
              },
              {
                name: say("edits.forecast.at-risk"),
                cents: whole.atRisk.cents,
                note: say("payment.month.deliveries", { count: whole.atRisk.count }),
              },
              {
                name: say("edits.forecast.most"),
                cents: whole.mostCents,
                note: say("payment.month.planned", {
                  count: whole.planned.count,
                  amount: formats.money(whole.planned.cents),
                }),
              },
            ]}
          />
          {agencies.length > 1 ? <ByAgency agencies={agencies} /> : null}
          {file}
          <ActDetails summary={say("payment.month.how")}>
            <Facts
              facts={[
                { name: say("edits.forecast.earned"), value: say("payment.month.earned-how") },
                { name: say("edits.forecast.at-risk"), value: say("payment.month.at-risk-how") },
                { name: say("edits.forecast.most"), value: say("payment.month.most-how") },
              ]}
            />
            <p>{say("payment.month.day-how")}</p>
          </ActDetails>
        </>
      )}
    </Card>
  );
}

function ByAgency({ agencies }: { agencies: readonly AgencyLine[] }) {
  const say = useSay();
  const columns: Column<AgencyLine>[] = [
    { id: "agency", header: say("payment.own.agency"), main: true, cell: ({ agencyName }) => agencyName },
    {
      id: "earned",
      header: say("edits.forecast.earned"),
      figures: true,
      cell: ({ earned }) => <Money cents={earned.cents} />,
    },
    {
      id: "at-risk",
      header: say("edits.forecast.at-risk"),
      figures: true,
      cell: ({ atRisk }) => <Money cents={atRisk.cents} />,
    },
    {
      id: "most",
      header: say("edits.forecast.most"),
      figures: true,
      cell: ({ mostCents }) => <Money cents={mostCents} />,
    },
  ];
  return (
    <DataTable
      caption={say("payment.month.by-agency")}
      columns={columns}
      rows={agencies}
      rowKey={({ agencyId }) => agencyId}
      sortParameter="agency"
    />
  );
}
