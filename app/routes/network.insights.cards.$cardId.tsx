// A provider's score card as the agency sees it: its figures, its answer, why a person should look, and what was done. A person decides what follows.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { useFormats, useSay } from "#app/i18n/speech";
import { readCard, reviewCard } from "#app/models/insight/card.server";
import { ReviewCard } from "#app/models/insight/forms";
import { type CardId, idParam } from "#app/models/values/ids";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Card, Columns, PageHeader, Stack, SubmitButton, TextArea } from "#app/ui/parts";
import { CardFigures, CardMix, CardReasons, useQuarterName } from "#app/ui/score-card";

const params = z.object({ cardId: idParam<CardId>() });

export const handle: PageHandle = { title: "insight.card.title" };

export const loader = loaderFor("card:read", { params }, async ({ actor, db, params }) => ({
  card: await readCard(db, params.cardId),
  mayReview: mayDo(actor, "card:review"),
}));

export const action = actionFor("card:review", { params, form: ReviewCard }, async ({ actor, db, params, form }) => {
  await reviewCard(db, actor, params.cardId, form.review);
  return redirectTo(`/network/insights/cards/${params.cardId}`, "insight.card.reviewed");
});

export default function CardPage() {
  const { card } = useLoaderData<typeof loader>();
  const say = useSay();
  const quarter = useQuarterName();
  return (
    <>
      <PageHeader
        title={say("insight.card.title-of", { name: card.organization, quarter: quarter(card.quarter) })}
        back={{ to: "/network/insights/cards", label: say("insight.card.title") }}
      />
      <Columns
        main={
          <Stack>
            <CardReasons reasons={card.reasons} />
            <CardFigures card={card} base={`/network/insights/cards/${card.id}`} />
          </Stack>
        }
        aside={
          <Stack>
            <Answered />
            <Review />
            <CardMix mix={card.mix} />
          </Stack>
        }
      />
    </>
  );
}

function Answered() {
  const { card } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  return (
    <Card title={say("insight.card.answer-of", { name: card.organization })}>
      {card.answer !== null && card.answeredAt ? (
        <>
          <p className="words">{card.answer}</p>
          <p className="soft">{say("insight.card.answered-on", { day: formats.instantDay(card.answeredAt) })}</p>
        </>
      ) : (
        <p>{say("insight.card.no-answer")}</p>
      )}
    </Card>
  );
}

function Review() {
  const { card, mayReview } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  if (card.reasons.length === 0 || (card.review === null && !mayReview)) return null;
  return (
    <Card title={say("insight.card.review-title")} look={card.review === null ? "act" : "plain"}>
      {card.review !== null && card.reviewedAt ? (
        <>
          <p className="words">{card.review}</p>
          <p className="soft">{formats.instantDay(card.reviewedAt)}</p>
        </>
      ) : (
        <ActForm formId="review">
          <p>
            <Link to={`/network/organizations/${card.organizationId}/standing`}>{say("insight.card.standing")}</Link>
          </p>
          <TextArea
            name="review"
            label={say("insight.card.review-label")}
            hint={say("insight.card.review-hint")}
            maxLength={4000}
          />
          <SubmitButton>{say("insight.card.review-button")}</SubmitButton>
        </ActForm>
      )}
    </Card>
  );
}
