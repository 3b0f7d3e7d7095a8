// One figure of a score card: its course over the quarters, how it is counted, and what was counted as far as the reader may see it. Takes plain values.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import { type CardFigureKey, figureOf } from "#app/models/insight/card-figures";
import type { FigureRow } from "#app/models/insight/rows.server";
import { TrendChart } from "./insight-chart";
import { ActDetails, Card, type Column, DataTable, Empty, PageHeader, Pager, Stack } from "./parts";
import { FigureHow, type ShownCard, useQuarterName, useToldWords, useValueWords } from "./score-card";

type FigurePageProps = {
  card: ShownCard;
  figureKey: CardFigureKey;
  /** Null: it is not made of rows with a day. */
  page: { readonly rows: readonly FigureRow[]; readonly next: string | null } | null;
  back: string;
  /** Where a row is looked at; null: the reader's desk has no page for it. */
  rowTo: (row: FigureRow) => string | null;
};

export function FigurePage({ card, figureKey, page, back, rowTo }: FigurePageProps) {
  const say = useSay();
  const quarter = useQuarterName();
  const figure = say(`insight.figure.${figureKey}.name`);
  return (
    <>
      <PageHeader
        title={say("insight.card.rows-title", { figure, quarter: quarter(card.quarter) })}
        lead={say(`insight.figure.${figureKey}.question`)}
        back={{
          to: back,
          label: say("insight.card.title-of", { name: card.organization, quarter: quarter(card.quarter) }),
        }}
      />
      <Stack>
        <Course card={card} figureKey={figureKey} />
        <Card title={say("insight.how")}>
          <FigureHow figureKey={figureKey} />
        </Card>
        {page ? <Rows figureKey={figureKey} page={page} rowTo={rowTo} /> : null}
      </Stack>
    </>
  );
}

function Course({ card, figureKey }: { card: ShownCard; figureKey: CardFigureKey }) {
  const say = useSay();
  const quarter = useQuarterName();
  const told = useToldWords();
  const { unit } = figureOf(figureKey);
  const points = [...card.past, card].map(({ quarter: name, figures }) => {
    const one = figures[figureKey];
    return {
      key: name,
      label: quarter(name),
      said: told(unit, one),
      drawn:
        one.state === "told"
          ? { value: one.value, low: one.interval?.low ?? null, high: one.interval?.high ?? null }
          : null,
    };
  });
  const name = say(`insight.figure.${figureKey}.name`);
  const label = say("insight.card.course-label", {
    figure: name,
    count: points.length,
    value: told(unit, card.figures[figureKey]),
  });
  const columns: Column<(typeof points)[number]>[] = [
    { id: "quarter", header: say("insight.card.quarter"), main: true, cell: (point) => point.label },
    { id: "value", header: name, figures: true, cell: (point) => point.said },
  ];
  return (
    <Card title={say("insight.card.course-title")}>
      <TrendChart label={label} points={points} {...(unit === "percent" ? { most: 1 } : {})} />
      <ActDetails summary={say("insight.as-table")}>
        <DataTable caption={label} columns={columns} rows={points} rowKey={({ key }) => key} />
      </ActDetails>
    </Card>
  );
}

function Rows({
  figureKey,
  page,
  rowTo,
}: Pick<FigurePageProps, "figureKey" | "rowTo"> & { page: NonNullable<FigurePageProps["page"]> }) {
  const say = useSay();
  const formats = useFormats();
  const words = useValueWords();
  const { unit, kind } = figureOf(figureKey);
  const columns: Column<FigureRow>[] = [
    {
      id: "number",
      header: say("insight.card.rows-number"),
      main: true,
      cell: (row) => {
        const to = rowTo(row);
        const number = row.number ?? say("insight.card.rows-unnamed");
        return to ? <Link to={to}>{number}</Link> : number;
      },
    },
    {
      id: "when",
      header: say("insight.card.rows-when"),
      whole: true,
      cell: ({ moment }) => formats.instantDay(moment),
    },
    {
      id: "counts",
      header: say("insight.card.rows-counts"),
      cell: ({ part, value }) => {
        if (kind === "median") return value === null ? "–" : words(unit, value);
        return kind === "share" ? say(part > 0 ? "insight.card.rows-yes" : "insight.card.rows-no") : "–";
      },
    },
  ];
  return (
    <Card title={say("insight.card.rows")}>
      <p>{say("insight.card.rows-lead")}</p>
      <DataTable
        caption={say("insight.card.rows")}
        columns={columns}
        rows={page.rows}
        rowKey={({ id, moment }) => `${id}:${moment}`}
        holds="page"
        empty={<Empty title={say("insight.card.rows-none")}>{say("insight.card.rows-none-lead")}</Empty>}
      />
      <Pager newer={null} older={page.next} />
    </Card>
  );
}
