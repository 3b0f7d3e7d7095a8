// The score cards that are open to the agency: those a person should look at, with the reasons, and all of them. Only shows.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { CARD_VIEWS } from "#app/models/insight/card";
import { readCards } from "#app/models/insight/card.server";
import type { PageHandle } from "#app/ui/page-handle";
import { type Column, DataTable, Empty, PageHeader, Pager, Tabs } from "#app/ui/parts";
import { useQuarterName } from "#app/ui/score-card";

export const handle: PageHandle = { title: "insight.card.title" };

const query = z.object({ view: z.enum(CARD_VIEWS).catch("waiting").default("waiting"), after: markParam });

export const loader = loaderFor("card:read", { query }, async ({ actor, db, query: { view, after } }) => ({
  view,
  cards: await readCards(db, actor, view, after),
}));

type Line = ReturnType<typeof useLoaderData<typeof loader>>["cards"]["rows"][number];

export default function CardsPage() {
  const { view, cards } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader title={say("insight.card.title")} lead={say("insight.card.lead")} />
      <Tabs
        label={say("insight.card.views-label")}
        tabs={CARD_VIEWS.map((name) => ({
          to: `/network/insights/cards?view=${name}`,
          label: say(`insight.card.view.${name}`),
          current: name === view,
        }))}
      />
      <DataTable
        caption={say(`insight.card.view.${view}`)}
        columns={useColumns()}
        rows={cards.rows}
        rowKey={({ id }) => id}
        empty={<Empty title={say(`insight.card.empty-${view}`)}>{say("insight.card.empty-lead")}</Empty>}
      />
      <Pager newer={null} older={cards.next} />
    </>
  );
}

function useColumns(): Column<Line>[] {
  const say = useSay();
  const formats = useFormats();
  const quarter = useQuarterName();
  return [
    {
      id: "provider",
      header: say("insight.card.provider"),
      main: true,
      cell: ({ id, organization }) => <Link to={`/network/insights/cards/${id}`}>{organization}</Link>,
    },
    { id: "quarter", header: say("insight.card.quarter"), cell: (card) => quarter(card.quarter) },
    {
      id: "reasons",
      header: say("insight.card.reasons"),
      cell: ({ reasons }) =>
        reasons.length === 0
          ? say("insight.card.no-reasons")
          : reasons.map((reason) => <div key={reason}>{say(`insight.card.reason.${reason}`)}</div>),
    },
    {
      id: "state",
      header: say("insight.card.answer-title-of"),
      cell: ({ answeredAt }) => (answeredAt ? formats.instantDay(answeredAt) : say("insight.card.state-unanswered")),
    },
  ];
}
