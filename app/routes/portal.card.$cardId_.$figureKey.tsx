// One figure of the provider's own card: its course, how it is counted, and the offers behind it.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { markParam } from "#app/database/page.server";
import { readCard } from "#app/models/insight/card.server";
import { CARD_FIGURE_KEYS } from "#app/models/insight/card-figures";
import { readRowsBehind } from "#app/models/insight/rows.server";
import { type CardId, idParam } from "#app/models/values/ids";
import { FigurePage } from "#app/ui/figure-page";
import type { PageHandle } from "#app/ui/page-handle";

const params = z.object({ cardId: idParam<CardId>(), figureKey: z.enum(CARD_FIGURE_KEYS) });
const query = z.object({ after: markParam });

export const handle: PageHandle = { title: "insight.card.own-list" };

export const loader = loaderFor("card:answer", { params, query }, async ({ db, params, query }) => {
  const card = await readCard(db, params.cardId);
  return { card, figureKey: params.figureKey, page: await readRowsBehind(db, params.figureKey, card, query.after) };
});

export default function OwnFigurePage() {
  const { card, figureKey, page } = useLoaderData<typeof loader>();
  return (
    <FigurePage
      card={card}
      figureKey={figureKey}
      page={page}
      back={`/portal/card/${card.id}`}
      rowTo={({ offerId }) => (offerId ? `/portal/offers/${offerId}` : null)}
    />
  );
}
