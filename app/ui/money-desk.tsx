// The finance desk's figures: funds as bars against what was granted, the same as a table, and what ended services cost. Takes sums; books nothing.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { CostGrouping, CostLine } from "#app/models/insight/cost";
import type { FundForecast } from "#app/models/insight/money-desk.server";
import { courseWords } from "#app/models/insight/need-words";
import { type Column, DataTable } from "./data-table";
import { BarChart } from "./insight-chart";
import { Money } from "./money";
import { useNeedWords } from "./need-parts";
import { ToneTag } from "./state-tag";

const shareOf = (part: bigint, whole: bigint) => (whole > 0n ? Number((part * 10_000n) / whole) / 10_000 : 0);

/** Spent of what was granted; the mark is where it will be at the fund's end. */
export function FundChart({ funds }: { funds: readonly FundForecast[] }) {
  const say = useSay();
  const formats = useFormats();
  const bars = funds.map(({ id, name, grantedCents, spentCents, forecastCents }) => ({
    key: id,
    label: name,
    said: say("desks.money.of-granted", {
      share: formats.share(shareOf(spentCents, grantedCents)),
      granted: formats.money(grantedCents),
    }),
    drawn: { value: shareOf(spentCents, grantedCents) },
    mark: forecastCents === null ? null : shareOf(forecastCents, grantedCents),
    heard:
      forecastCents === null
        ? undefined
        : say("desks.money.at-end", { share: formats.share(shareOf(forecastCents, grantedCents)) }),
    to: `/finance/funds/${id}`,
  }));
  if (bars.length === 0) return null;
  return (
    <>
      <BarChart label={say("desks.money.chart")} bars={bars} most={1} />
      <p className="soft">{say("desks.money.chart-mark")}</p>
    </>
  );
}

export function FundTable({ funds }: { funds: readonly FundForecast[] }) {
  const say = useSay();
  const formats = useFormats();
  const money = (
    id: "grantedCents" | "spentCents" | "reservedCents" | "availableCents",
    header: string,
  ): Column<FundForecast> => ({
    id,
    header,
    figures: true,
    cell: (fund) => <Money cents={fund[id]} />,
    sortBy: (fund) => fund[id],
  });
  return (
    <DataTable
      caption={say("desks.money.funds")}
      columns={[
        {
          id: "name",
          header: say("desks.money.fund"),
          main: true,
          cell: ({ id, name, lastDay }) => (
            <>
              <Link to={`/finance/funds/${id}`}>{name}</Link>
              <br />
              <span className="soft">{say("desks.network.until", { day: formats.day(lastDay) })}</span>
            </>
          ),
          sortBy: ({ name }) => name,
        },
        money("grantedCents", say("desks.money.granted")),
        money("spentCents", say("desks.money.spent")),
        money("reservedCents", say("desks.money.reserved")),
        money("availableCents", say("desks.money.available")),
        { id: "forecast", header: say("desks.money.forecast"), figures: true, cell: (fund) => <Forecast {...fund} /> },
      ]}
      rows={funds}
      rowKey={({ id }) => id}
      sortParameter="funds"
      empty={<p className="soft">{say("desks.money.no-funds")}</p>}
    />
  );
}

function Forecast({ forecastCents, grantedCents }: FundForecast) {
  const say = useSay();
  if (forecastCents === null) return <span className="soft">{say("desks.money.too-new")}</span>;
  return (
    <>
      <Money cents={forecastCents} />
      {forecastCents > grantedCents ? (
        <>
          <br />
          <ToneTag tone="act">{say("desks.money.over")}</ToneTag>
        </>
      ) : null}
    </>
  );
}

export function CostTable({ grouping, lines }: { grouping: CostGrouping; lines: readonly CostLine[] }) {
  const say = useSay();
  const formats = useFormats();
  const words = useNeedWords();
  const nameOf = courseWords(say, grouping);
  const count = (number: number | null) => (number === null ? words.heldBack : formats.count(number));
  const cents = (amount: bigint | null) => (amount === null ? "–" : <Money cents={amount} />);
  return (
    <DataTable
      caption={say("desks.money.costs")}
      columns={[
        {
          id: "of",
          header: say(`desks.service.groupings.${grouping}`),
          main: true,
          cell: nameOf,
        },
        {
          id: "completed",
          header: say("desks.money.completed"),
          figures: true,
          cell: ({ completed }) => count(completed),
        },
        {
          id: "each",
          header: say("desks.money.per-completed"),
          figures: true,
          cell: ({ perCompletedCents }) => cents(perCompletedCents),
        },
        { id: "helped", header: say("desks.money.helped"), figures: true, cell: ({ helped }) => count(helped) },
        {
          id: "each-helped",
          header: say("desks.money.per-helped"),
          figures: true,
          cell: ({ perHelpedCents }) => cents(perHelpedCents),
        },
      ]}
      rows={lines}
      rowKey={({ value }) => value}
      empty={<p className="soft">{say("desks.money.no-costs")}</p>}
    />
  );
}
