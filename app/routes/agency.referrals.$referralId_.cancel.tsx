// Cancels an accepted referral, with its reason.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { cancelReferral } from "#app/models/referral/carry.server";
import { CANCEL_CODES } from "#app/models/referral/codes";
import { CancelForm, WORDS_LENGTH } from "#app/models/referral/forms";
import { readReferral } from "#app/models/referral/read.server";
import { idParam, type ReferralId } from "#app/models/values/ids";
import { CodedForm } from "#app/ui/coded-form";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";

const params = z.object({ referralId: idParam<ReferralId>() });

export const handle: PageHandle = {
  title: titleFrom(({ number }: { number: string }) => ["referral.ending.cancel-title", { number }]),
};

export const loader = loaderFor("referral:send", { params }, async ({ db, params }) => ({
  referralId: params.referralId,
  number: (await readReferral(db, params.referralId)).referral.number,
}));

export const action = actionFor("referral:send", { params, form: CancelForm }, async ({ actor, db, params, form }) => {
  await cancelReferral(db, actor, params.referralId, form);
  return redirectTo(`/agency/referrals/${params.referralId}`, "referral.ending.cancel-done");
});

export default function Page() {
  const say = useSay();
  const { referralId, number } = useLoaderData<typeof loader>();
  return (
    <CodedForm
      formId="cancel"
      title={say("referral.ending.cancel-title", { number })}
      lead={say("referral.ending.cancel-lead")}
      back={{ to: `/agency/referrals/${referralId}`, label: say("referral.ending.back", { number }) }}
      code={{
        label: say("referral.ending.reason"),
        options: CANCEL_CODES.map((value) => ({ value, label: say(`referral.cancel.${value}`) })),
      }}
      words={{ label: say("referral.ending.words"), most: WORDS_LENGTH }}
      button={say("referral.ending.cancel-button")}
      look="danger"
    />
  );
}
