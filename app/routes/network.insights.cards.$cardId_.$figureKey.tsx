// One figure of a score card open to the agency: its course, how it is counted, and for case staff the referrals behind it.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { markParam } from "#app/database/page.server";
import { readCard } from "#app/models/insight/card.server";
import { CARD_FIGURE_KEYS } from "#app/models/insight/card-figures";
import { readRowsBehind } from "#app/models/insight/rows.server";
import { type CardId, idParam } from "#app/models/values/ids";
import { FigurePage } from "#app/ui/figure-page";
import type { PageHandle } from "#app/ui/page-handle";

const params = z.object({ cardId: idParam<CardId>(), figureKey: z.enum(CARD_FIGURE_KEYS) });
const query = z.object({ after: markParam });

export const handle: PageHandle = { title: "insight.card.title" };

export const loader = loaderFor("card:read", { params, query }, async ({ actor, db, params, query }) => {
  const card = await readCard(db, params.cardId);
  return {
    readsReferrals: mayDo(actor, "referral:read"),
    card,
    figureKey: params.figureKey,
    page: await readRowsBehind(db, params.figureKey, card, query.after),
  };
});

export default function FigureOfCardPage() {
  const { card, figureKey, page, readsReferrals } = useLoaderData<typeof loader>();
  return (
    <FigurePage
      card={card}
      figureKey={figureKey}
      page={page}
      back={`/network/insights/cards/${card.id}`}
      rowTo={({ referralId }) => (readsReferrals && referralId ? `/agency/referrals/${referralId}` : null)}
    />
  );
}
