// The provider's own score cards, quarter by quarter and agency by agency. Only shows.
import { useLoaderData } from "@remix-run/react";
import { loaderFor } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { readOwnCards } from "#app/models/insight/card.server";
import { OwnCards } from "#app/ui/own-cards";
import type { PageHandle } from "#app/ui/page-handle";
import { PageHeader } from "#app/ui/parts";

export const handle: PageHandle = { title: "insight.card.own-list" };

export const loader = loaderFor("card:answer", {}, ({ actor, db }) => readOwnCards(db, actor));

export default function OwnCardsPage() {
  const cards = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader title={say("insight.card.own-list")} lead={say("insight.card.own-lead")} />
      <OwnCards cards={cards} />
    </>
  );
}
