// One of the provider's own score cards: it reads it first, and says what the agency should know. Figures are as they were counted.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { answerCard, readCard } from "#app/models/insight/card.server";
import { AnswerCard } from "#app/models/insight/forms";
import { type CardId, idParam } from "#app/models/values/ids";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Card, Columns, Notice, PageHeader, Stack, SubmitButton, TextArea } from "#app/ui/parts";
import { CardFigures, CardMix, useQuarterName } from "#app/ui/score-card";

const params = z.object({ cardId: idParam<CardId>() });

export const handle: PageHandle = { title: "insight.card.own-list" };

export const loader = loaderFor("card:answer", { params }, ({ db, params }) => readCard(db, params.cardId));

export const action = actionFor("card:answer", { params, form: AnswerCard }, async ({ actor, db, params, form }) => {
  await answerCard(db, actor, params.cardId, form.answer);
  return redirectTo(`/portal/card/${params.cardId}`, "insight.card.answered");
});

export default function OwnCardPage() {
  const card = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  const quarter = useQuarterName();
  return (
    <>
      <PageHeader
        title={say("insight.card.own-title", { quarter: quarter(card.quarter) })}
        lead={say("insight.card.by", { agency: card.agency, days: formats.days(card.fromDay, card.untilDay) })}
        back={{ to: "/portal/card", label: say("insight.card.own-list") }}
      />
      <Columns
        main={
          <Stack>
            <Notice tone="info">
              <p>
                {card.isOpen
                  ? say("insight.card.all-see")
                  : say("insight.card.only-you", { day: formats.instantDay(card.opensAt) })}
              </p>
            </Notice>
            <CardFigures card={card} base={`/portal/card/${card.id}`} />
          </Stack>
        }
        aside={
          <Stack>
            <Answer />
            <CardMix mix={card.mix} />
          </Stack>
        }
      />
    </>
  );
}

function Answer() {
  const { answer, answeredAt } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  return (
    <Card title={say("insight.card.answer-title")} look={answer === null ? "act" : "plain"}>
      {answer !== null && answeredAt ? (
        <>
          <p className="words">{answer}</p>
          <p className="soft">{say("insight.card.answered-on", { day: formats.instantDay(answeredAt) })}</p>
        </>
      ) : (
        <ActForm formId="answer">
          <TextArea
            name="answer"
            label={say("insight.card.answer-label")}
            hint={say("insight.card.answer-hint")}
            maxLength={4000}
          />
          <SubmitButton>{say("insight.card.answer-button")}</SubmitButton>
        </ActForm>
      )}
    </Card>
  );
}
