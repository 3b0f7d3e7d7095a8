// A provider's own score cards as a list: the quarter, the agency, and whether it has answered. Takes cards; reads none.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import { type Column, DataTable } from "./data-table";
import { Empty } from "./layout-parts";
import { useQuarterName } from "./score-card";
import { ToneTag } from "./state-tag";

export type OwnCard = {
  readonly id: string;
  readonly quarter: string;
  readonly agency: string;
  readonly opensAt: Date | string;
  readonly answeredAt: Date | string | null;
  /** The agency's staff see it too. */
  readonly isOpen: boolean;
};

export function OwnCards({ cards }: { cards: readonly OwnCard[] }) {
  const say = useSay();
  const quarter = useQuarterName();
  const columns: Column<OwnCard>[] = [
    {
      id: "quarter",
      header: say("insight.card.quarter"),
      main: true,
      cell: (card) => <Link to={`/portal/card/${card.id}`}>{quarter(card.quarter)}</Link>,
    },
    { id: "agency", header: say("insight.card.agency"), cell: ({ agency }) => agency },
    { id: "state", header: say("insight.card.state"), cell: (card) => <CardAnswer {...card} /> },
  ];
  return (
    <DataTable
      caption={say("insight.card.own-list")}
      columns={columns}
      rows={cards}
      rowKey={({ id }) => id}
      empty={<Empty title={say("insight.card.empty-own")}>{say("insight.card.empty-own-lead")}</Empty>}
    />
  );
}

function CardAnswer({ answeredAt, isOpen, opensAt }: OwnCard) {
  const say = useSay();
  const formats = useFormats();
  if (answeredAt) return say("insight.card.state-answered");
  return (
    <div>
      <ToneTag tone="act">{say("insight.card.state-waits")}</ToneTag>
      <p className="soft">
        {isOpen
          ? say("insight.card.state-open")
          : say("insight.card.state-alone", { day: formats.instantDay(opensAt) })}
      </p>
    </div>
  );
}
