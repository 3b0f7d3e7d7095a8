// One review of a care plan: filled with what was planned and delivered; people say how it went and decide what comes next.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { DECISIONS } from "#app/models/plan/codes";
import { ReviewForm } from "#app/models/plan/forms";
import { readReview } from "#app/models/plan/read-review.server";
import { beginReview, decideReview } from "#app/models/plan/review.server";
import { addDays, asCalendarDay } from "#app/models/values/calendar-day";
import { asId, type CarePlanId, idParam, type ReviewId } from "#app/models/values/ids";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActForm,
  Card,
  Facts,
  HiddenField,
  Notice,
  PageHeader,
  RadioGroup,
  Stack,
  StateTag,
  SubmitButton,
  TextArea,
  TextField,
} from "#app/ui/parts";
import { ReviewLines } from "#app/ui/review-parts";

const params = z.object({ reviewId: idParam<ReviewId>() });

export const handle: PageHandle = { title: "plan.review.title" };

export const loader = loaderFor("case:read", { params, records: true }, async ({ actor, db, params: { reviewId } }) => {
  const review = await readReview(db, actor, reviewId);
  return { review, lastDay: addDays(asCalendarDay(review.untilDay), -1) };
});

export const action = actionFor(
  "case:write",
  { params, form: ReviewForm },
  async ({ actor, db, params: { reviewId }, form }) => {
    if (form.intent === "refill") {
      const { planId } = await readReview(db, actor, reviewId);
      await beginReview(db, actor, asId<CarePlanId>(planId));
      return redirectTo(`/agency/reviews/${reviewId}`, "plan.review.refilled");
    }
    const { planId } = await readReview(db, actor, reviewId);
    const draft = await decideReview(db, actor, reviewId, form);
    if (draft) return redirectTo(`/agency/plans/${draft}`, "plan.review.changed");
    const told = form.decision === "end" ? "plan.review.ended" : "plan.review.done";
    return redirectTo(`/agency/plans/${planId}`, told);
  },
);

export default function ReviewPage() {
  const { review, lastDay } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  const { clientName: name, caseNumber: number } = review;
  const answering = review.state === "open" && review.mayWrite;
  return (
    <>
      <PageHeader
        title={say("plan.review.title")}
        beside={<StateTag lifecycle="review" state={review.state} />}
        lead={say("plan.review.lead", {
          name,
          number,
          from: formats.day(review.fromDay),
          until: formats.day(lastDay),
        })}
        back={{ to: `/agency/plans/${review.planId}`, label: say("plan.review.back") }}
      />
      {review.mayWrite ? null : <Notice>{say("plan.page.read-only", { owner: review.ownerName })}</Notice>}
      <Stack>
        {answering ? <Refill /> : null}
        {answering ? (
          <ActForm formId="decide">
            <HiddenField name="intent" value="decide" />
            <Stack>
              <ReviewLines lines={review.lines} answering />
              <Decision />
            </Stack>
          </ActForm>
        ) : (
          <>
            <Decided />
            <ReviewLines lines={review.lines} answering={false} />
          </>
        )}
      </Stack>
    </>
  );
}

function Refill() {
  const { review } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  return (
    <ActForm formId="refill">
      <HiddenField name="intent" value="refill" />
      <p className="soft">
        {say("plan.review.due", { day: formats.day(review.dueOn) })} ·{" "}
        {say("plan.review.filled", { instant: formats.instant(review.filledAt) })}
      </p>
      <SubmitButton look="quiet">{say("plan.review.refill")}</SubmitButton>
    </ActForm>
  );
}

function Decision() {
  const say = useSay();
  return (
    <Card title={say("plan.review.decision")} look="act">
      <TextField
        name="present"
        label={say("plan.review.present")}
        hint={say("plan.review.present-hint")}
        maxLength={300}
        optional
      />
      <TextArea name="words" label={say("plan.review.conclusion")} maxLength={4000} rows={3} optional />
      <RadioGroup
        name="decision"
        label={say("plan.review.decision")}
        options={DECISIONS.map((value) => ({ value, label: say(`plan.decision.${value}`) }))}
      />
      <SubmitButton>{say("plan.review.button")}</SubmitButton>
    </Card>
  );
}

function Decided() {
  const { review } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  if (!review.decidedAt || !review.decision) return null;
  return (
    <Card
      title={say("plan.review.done-title", {
        day: formats.instantDay(review.decidedAt),
        name: review.deciderName ?? "",
      })}
    >
      <Facts
        columns={2}
        facts={[
          { name: say("plan.review.decision"), value: say.any(`plan.decision.${review.decision}`) },
          { name: say("plan.review.present"), value: review.present },
          { name: say("plan.review.conclusion"), value: review.words },
        ]}
      />
    </Card>
  );
}
