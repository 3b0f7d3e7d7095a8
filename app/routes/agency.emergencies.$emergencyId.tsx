// One emergency: who opened what and why, what was done under it, and another person's review. Ends it; shows nothing of the case itself.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { useFormats, useSay } from "#app/i18n/speech";
import { EMERGENCY_VERDICTS } from "#app/models/case/codes";
import { endEmergency, readEmergency, reviewEmergency } from "#app/models/case/emergency.server";
import { ReviewEmergencyForm } from "#app/models/case/forms";
import { type EmergencyId, idParam } from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import { useEventSentence } from "#app/ui/event-sentence";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import {
  ActForm,
  Card,
  Columns,
  Facts,
  HiddenField,
  PageHeader,
  RadioGroup,
  Stack,
  StateTag,
  SubmitButton,
  TextArea,
  Timeline,
} from "#app/ui/parts";

const params = z.object({ emergencyId: idParam<EmergencyId>() });
const form = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("end") }),
  ReviewEmergencyForm.extend({ intent: z.literal("review") }),
]);

export const handle: PageHandle = { title: titleFrom((_: unknown) => ["emergency.list.title", {}]) };

export const loader = loaderFor("emergency:read", { params }, async ({ actor, db, params }) => {
  const { personId, membershipId, ...found } = await readEmergency(db, params.emergencyId);
  return {
    found,
    isOwn: personId === actor.personId,
    isOpener: membershipId === actor.membershipId,
    mayReview: mayDo(actor, "emergency:review") && personId !== actor.personId,
  };
});

export const action = actionFor("emergency:read", { params, form }, async ({ actor, db, params, form }) => {
  const here = `/agency/emergencies/${params.emergencyId}`;
  if (form.intent === "end") {
    await endEmergency(db, actor, params.emergencyId);
    return redirectTo(here, "emergency.page.end-done");
  }
  if (!mayDo(actor, "emergency:review")) throw new Refusal("not-allowed", 403);
  await reviewEmergency(db, actor, params.emergencyId, form);
  return redirectTo(here, "emergency.page.review-done");
});

export default function EmergencyPage() {
  const say = useSay();
  const formats = useFormats();
  const sentence = useEventSentence();
  const { found } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={say("emergency.page.title", { instant: formats.instant(found.openedAt) })}
        beside={<StateTag lifecycle="emergency" state={found.state} />}
        back={{ to: "/agency/emergencies", label: say("emergency.page.back") }}
      />
      <Columns
        main={
          <Stack>
            <What />
            <Card title={say("emergency.page.done")}>
              {found.done.length > 0 ? (
                <Timeline
                  entries={found.done.map(({ name, ...event }) => ({
                    ...event,
                    by: found.openedBy,
                    text: sentence(name, {}),
                  }))}
                />
              ) : (
                <p className="soft">{say("emergency.page.done-none")}</p>
              )}
            </Card>
          </Stack>
        }
        aside={
          <Stack>
            <EndCard />
            <ReviewCard />
          </Stack>
        }
      />
    </>
  );
}

function What() {
  const say = useSay();
  const formats = useFormats();
  const { found, isOpener } = useLoaderData<typeof loader>();
  const { openedBy, openedAt, endsAt, endedAt, reason, words, over, caseId } = found;
  return (
    <Card>
      <Facts
        facts={[
          { name: say("emergency.page.by"), value: openedBy },
          { name: say("emergency.page.from"), value: formats.instant(openedAt) },
          endedAt
            ? { name: say("emergency.page.ended"), value: formats.instant(endedAt) }
            : { name: say("emergency.page.until"), value: formats.instant(endsAt) },
          { name: say("emergency.page.why"), value: say.any(`emergency.reason.${reason}`) },
          { name: say("emergency.page.words"), value: words },
        ]}
      />
      {isOpener && !over ? (
        <p>
          <Link to={`/agency/cases/${caseId}`}>{say("emergency.page.to-case")}</Link>
        </p>
      ) : null}
    </Card>
  );
}

function EndCard() {
  const say = useSay();
  const { found } = useLoaderData<typeof loader>();
  if (found.state !== "open") return null;
  return (
    <Card>
      <p>{say("emergency.page.end-lead")}</p>
      <ActForm formId="end">
        <HiddenField name="intent" value="end" />
        <SubmitButton look="secondary">{say("emergency.page.end")}</SubmitButton>
      </ActForm>
    </Card>
  );
}

function ReviewCard() {
  const say = useSay();
  const formats = useFormats();
  const { found, isOwn, mayReview } = useLoaderData<typeof loader>();
  const { state, verdict, reviewedBy, reviewedAt, reviewWords } = found;
  return (
    <Card title={say("emergency.page.review")}>
      {verdict && reviewedAt ? (
        <>
          <p>
            {say("emergency.page.reviewed", {
              verdict: say.any(`emergency.verdict.${verdict}`),
              name: reviewedBy ?? "",
              instant: formats.instant(reviewedAt),
            })}
          </p>
          <p>{reviewWords}</p>
        </>
      ) : state !== "ended" || !mayReview ? (
        <p className="soft">{say(isOwn ? "emergency.page.review-own" : "emergency.page.review-waits")}</p>
      ) : (
        <ActForm formId="review">
          <p>{say("emergency.page.review-lead")}</p>
          <HiddenField name="intent" value="review" />
          <RadioGroup
            name="verdict"
            label={say("emergency.page.verdict")}
            options={EMERGENCY_VERDICTS.map((value) => ({ value, label: say(`emergency.verdict.${value}`) }))}
          />
          <TextArea name="words" label={say("emergency.page.verdict-words")} maxLength={2000} />
          <SubmitButton>{say("emergency.page.review-button")}</SubmitButton>
        </ActForm>
      )}
    </Card>
  );
}
