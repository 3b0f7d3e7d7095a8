// Asks a client how a referral went, by mail where that is safe or on paper, and shows what they said. Writes nothing in their name.
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { qrCode } from "#app/interop/qr-code";
import { recordRead } from "#app/models/event/record.server";
import { askForFeedback, readAsking } from "#app/models/feedback/ask.server";
import { AskFeedbackForm } from "#app/models/feedback/forms";
import { idParam, type ReferralId } from "#app/models/values/ids";
import { AskCards, FeedbackGiven, LinkOnPaper } from "#app/ui/feedback-parts";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { Columns, PageHeader, Stack } from "#app/ui/parts";

const params = z.object({ referralId: idParam<ReferralId>() });

export const handle: PageHandle = {
  title: titleFrom(({ number }: { number: string }) => ["feedback.ask.title", { number }]),
};

export const loader = loaderFor("referral:close", { params, records: true }, async ({ actor, db, params }) => {
  const { referralId } = params;
  const { referral, ...asking } = await readAsking(db, referralId);
  const { agencyId, clientId, caseId, number, outcome } = referral;
  await recordRead(db, actor, "referral", {
    subjectType: "referral",
    subjectId: referralId,
    agencyId,
    clientId,
    caseId,
    referralId,
  });
  return { referralId, number, outcome, ...asking };
});

export const action = actionFor(
  "referral:close",
  { params, form: AskFeedbackForm },
  async ({ actor, db, params, form }) => {
    const link = await askForFeedback(db, actor, params.referralId, form);
    return link
      ? { link, code: qrCode(link) }
      : redirectTo(`/agency/referrals/${params.referralId}/feedback`, "feedback.ask.mailed");
  },
);

export default function AskFeedbackPage() {
  const say = useSay();
  const { referralId, number, clientName, outcome, addresses, given, asked } = useLoaderData<typeof loader>();
  const made = useActionData<{ answer?: { link: string; code: { size: number; path: string } } } | undefined>()?.answer;
  return (
    <>
      <PageHeader
        title={say("feedback.ask.title", { number })}
        lead={say("feedback.ask.lead", { name: clientName })}
        back={{ to: `/agency/referrals/${referralId}`, label: say("feedback.ask.back", { number }) }}
      />
      <Columns
        main={
          <Stack>
            {made ? <LinkOnPaper {...made} /> : null}
            <AskCards mayAsk={outcome !== null} addresses={addresses} asked={asked} />
          </Stack>
        }
        aside={<FeedbackGiven given={given} />}
      />
    </>
  );
}
