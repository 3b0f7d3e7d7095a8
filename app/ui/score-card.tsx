// A provider's score card: its figures beside similar providers and the quarter before, who was served, why a person should look, and the answer. Takes plain values; counts nothing.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { Figures, Mix, Peers, Reason } from "#app/models/insight/card";
import { type Breakdown, CARD_FIGURES, type CardFigureKey } from "#app/models/insight/card-figures";
import type { Told } from "#app/models/insight/figure";
import { type Bar, BarChart } from "./insight-chart";
import { useLanguageName } from "./language-name";
import { ActDetails, Card, type Column, DataTable, Facts, Notice } from "./parts";

export type ShownCard = {
  readonly id: string;
  readonly quarter: string;
  readonly agency: string;
  readonly organization: string;
  readonly specialty: string | null;
  readonly fromDay: string;
  readonly untilDay: string;
  readonly createdAt: Date | string;
  readonly figures: Figures;
  readonly peers: Peers;
  readonly mix: Mix;
  readonly reasons: readonly Reason[];
  readonly past: readonly { readonly quarter: string; readonly figures: Figures }[];
};

/** "2026-Q3" → "Quarter 3 of 2026". */
export function useQuarterName(): (quarter: string) => string {
  const say = useSay();
  return (name) => say("insight.quarter", { quarter: name.slice(-1), year: name.slice(0, 4) });
}

/** A value of a figure in words, with its unit. */
export function useValueWords() {
  const say = useSay();
  const formats = useFormats();
  return (unit: string, value: number): string => {
    if (unit === "percent") return formats.share(value);
    const count = Math.round(value * 10) / 10;
    return unit === "hours" ? say("insight.hours", { count }) : say("insight.days", { count });
  };
}

export function useToldWords() {
  const say = useSay();
  const words = useValueWords();
  return (unit: string, told: Told | undefined): string => {
    if (!told || told.state === "none") return say("insight.none");
    return told.state === "hidden" ? say("insight.hidden") : words(unit, told.value);
  };
}

function useSpanWords() {
  const say = useSay();
  const words = useValueWords();
  return (unit: string, told: Told): string => {
    if (told.state !== "told" || !told.interval) return "–";
    return say("insight.span", { low: words(unit, told.interval.low), high: words(unit, told.interval.high) });
  };
}

/** The quarter's figures as bars, shares and times apart, then all of them as a table; each leads to how it came about. */
export function CardFigures({ card, base }: { card: ShownCard; base: string }) {
  const say = useSay();
  const formats = useFormats();
  return (
    <Card title={say("insight.card.all")} aside={<a href={`${base}/file`}>{say("insight.csv")}</a>}>
      <p className="soft">{say("insight.fresh", { instant: formats.instant(card.createdAt) })}</p>
      {(["percent", "hours", "days"] as const).map((unit) => (
        <UnitChart key={unit} card={card} unit={unit} base={base} />
      ))}
      <p className="soft">
        {say("insight.card.one-click")} {say("insight.span-lead")}
      </p>
      <p className="soft">{say("insight.hidden-lead")}</p>
      <p className="soft">
        {card.specialty ? say("insight.card.specialty", { specialty: card.specialty }) : null}{" "}
        {Object.values(card.peers).every((peer) => peer === null) ? say("insight.card.compare-none") : null}
      </p>
      <ActDetails summary={say("insight.as-table")}>
        <FigureTable card={card} base={base} />
      </ActDetails>
    </Card>
  );
}

type UnitChartProps = { card: ShownCard; unit: "percent" | "hours" | "days"; base: string };

function UnitChart({ card, unit, base }: UnitChartProps) {
  const say = useSay();
  const told = useToldWords();
  const words = useValueWords();
  const spanWords = useSpanWords();
  const bars = CARD_FIGURES.filter((figure) => figure.unit === unit).map(({ key }): Bar => {
    const figure = card.figures[key];
    const peer = card.peers[key];
    const heard = [
      figure.state === "told" && figure.interval ? say("insight.card.truly", { span: spanWords(unit, figure) }) : null,
      peer ? say("insight.card.alike", { value: words(unit, peer.value) }) : null,
    ].filter((part) => part !== null);
    const drawn =
      figure.state === "told"
        ? { value: figure.value, low: figure.interval?.low ?? null, high: figure.interval?.high ?? null }
        : null;
    return {
      key,
      drawn,
      label: say(`insight.figure.${key}.name`),
      said: told(unit, figure),
      heard: heard.join(", "),
      mark: peer?.value ?? null,
      to: `${base}/${key}`,
    };
  });
  return (
    <BarChart label={say(`insight.card.chart.${unit}`)} bars={bars} {...(unit === "percent" ? { most: 1 } : {})} />
  );
}

type FigureLine = (typeof CARD_FIGURES)[number];

function useFigureColumns(card: ShownCard, base: string): Column<FigureLine>[] {
  const say = useSay();
  const formats = useFormats();
  const told = useToldWords();
  const words = useValueWords();
  const spanWords = useSpanWords();
  const before = card.past.at(-1)?.figures;
  return [
    {
      id: "figure",
      header: say("insight.card.figure"),
      main: true,
      cell: ({ key }) => <Link to={`${base}/${key}`}>{say(`insight.figure.${key}.name`)}</Link>,
    },
    {
      id: "value",
      header: say("insight.card.value"),
      figures: true,
      cell: ({ key, unit }) => told(unit, card.figures[key]),
    },
    {
      id: "certain",
      header: say("insight.card.certain"),
      figures: true,
      cell: ({ key, unit }) => spanWords(unit, card.figures[key]),
    },
    {
      id: "counted",
      header: say("insight.card.counted"),
      figures: true,
      cell: ({ key, kind }) => {
        const figure = card.figures[key];
        return figure.state === "told" && kind !== "ratio" ? formats.count(figure.of) : "–";
      },
    },
    {
      id: "before",
      header: say("insight.card.before"),
      figures: true,
      cell: ({ key, unit }) => (before ? told(unit, before[key]) : "–"),
    },
    {
      id: "peers",
      header: say("insight.card.peers"),
      figures: true,
      cell: ({ key, unit }) => {
        const peer = card.peers[key];
        return peer ? say("insight.card.peers-of", { value: words(unit, peer.value), count: peer.providers }) : "–";
      },
    },
  ];
}

function FigureTable({ card, base }: { card: ShownCard; base: string }) {
  const say = useSay();
  return (
    <DataTable
      caption={say("insight.card.all-lead")}
      columns={useFigureColumns(card, base)}
      rows={[...CARD_FIGURES]}
      rowKey={({ key }) => key}
      narrow="cards"
    />
  );
}

/** How a figure of the card is counted: what it asks, of what, and what is left out. */
export function FigureHow({ figureKey }: { figureKey: CardFigureKey }) {
  const say = useSay();
  const figure = CARD_FIGURES.find(({ key }) => key === figureKey);
  const leftOut = (figure?.leftOut ?? []).map((one) => say.any(`insight.figure.left-out.${one}`));
  return (
    <Facts
      facts={[
        { name: say("insight.question"), value: say(`insight.figure.${figureKey}.question`) },
        { name: say("insight.part"), value: say(`insight.figure.${figureKey}.part`) },
        { name: say("insight.whole"), value: say(`insight.figure.${figureKey}.whole`) },
        { name: say("insight.left-out-title"), value: leftOut.join(" ") },
      ]}
    />
  );
}

const MIXES = ["mix_urgency", "mix_age", "mix_language", "declined"] as const;

/** Who was served, and why others were not. */
export function CardMix({ mix }: { mix: Mix }) {
  const say = useSay();
  const formats = useFormats();
  const name = usePartName();
  return (
    <Card title={say("insight.card.mix")}>
      <p>{say("insight.card.mix-lead")}</p>
      {MIXES.map((breakdown) => (
        <section key={breakdown} className="insight-mix">
          <h3>{say(`insight.card.${breakdown}`)}</h3>
          {mix[breakdown].length === 0 ? <p className="soft">{say("insight.card.mix-none")}</p> : null}
          {mix[breakdown].length > 0 ? (
            <Facts
              short
              facts={mix[breakdown].map(({ label, count }) => ({
                name: name(breakdown, label),
                value: count === null ? say("insight.hidden") : formats.count(count),
              }))}
            />
          ) : null}
        </section>
      ))}
    </Card>
  );
}

function usePartName() {
  const say = useSay();
  const language = useLanguageName();
  return (breakdown: Breakdown, label: string): string => {
    if (breakdown === "mix_language") return language(label);
    if (breakdown === "mix_urgency") return say.any(`referral.urgency.${label}`);
    return breakdown === "declined" ? say.any(`referral.decline.${label}`) : label;
  };
}

/** Why a person should look; for the network desk. */
export function CardReasons({ reasons }: { reasons: readonly Reason[] }) {
  const say = useSay();
  return (
    <Notice
      tone={reasons.length > 0 ? "warning" : "info"}
      title={say(reasons.length > 0 ? "insight.card.reasons" : "insight.card.no-reasons")}
    >
      {reasons.length > 0 ? (
        <ul>
          {reasons.map((reason) => (
            <li key={reason}>{say(`insight.card.reason.${reason}`)}</li>
          ))}
        </ul>
      ) : null}
      <p>{say("insight.card.reasons-lead")}</p>
    </Notice>
  );
}
