// Closes the loop: the caseworker confirms the outcome and whether the need is met.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { OUTCOMES } from "#app/models/referral/codes";
import { closeReferral } from "#app/models/referral/end.server";
import { CloseForm, WORDS_LENGTH } from "#app/models/referral/forms";
import { readReferral } from "#app/models/referral/read.server";
import { idParam, type ReferralId } from "#app/models/values/ids";
import { CodedForm } from "#app/ui/coded-form";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { RadioGroup } from "#app/ui/parts";

const params = z.object({ referralId: idParam<ReferralId>() });

export const handle: PageHandle = {
  title: titleFrom(({ number }: { number: string }) => ["referral.ending.close-title", { number }]),
};

export const loader = loaderFor("referral:close", { params }, async ({ db, params }) => {
  const { referral } = await readReferral(db, params.referralId);
  return { referralId: params.referralId, number: referral.number, outcome: referral.outcome };
});

export const action = actionFor("referral:close", { params, form: CloseForm }, async ({ actor, db, params, form }) => {
  await closeReferral(db, actor, params.referralId, form);
  return redirectTo(`/agency/referrals/${params.referralId}`, "referral.ending.close-done");
});

export default function Page() {
  const say = useSay();
  const { referralId, number, outcome } = useLoaderData<typeof loader>();
  return (
    <CodedForm
      formId="close"
      title={say("referral.ending.close-title", { number })}
      lead={say("referral.ending.close-lead")}
      back={{ to: `/agency/referrals/${referralId}`, label: say("referral.ending.back", { number }) }}
      code={{
        label: say("referral.ending.outcome"),
        chosen: outcome ?? undefined,
        options: OUTCOMES.map((value) => ({ value, label: say(`referral.outcome.${value}`) })),
      }}
      words={{ label: say("referral.ending.words"), most: WORDS_LENGTH }}
      button={say("referral.ending.close-button")}
    >
      <RadioGroup
        name="needMet"
        label={say("referral.ending.need-met")}
        options={[
          { value: "yes", label: say("referral.ending.need-met-yes") },
          { value: "no", label: say("referral.ending.need-met-no") },
        ]}
      />
    </CodedForm>
  );
}
