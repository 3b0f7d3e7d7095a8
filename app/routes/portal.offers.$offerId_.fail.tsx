// Asks a provider why a service ended without being completed.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { failReferral } from "#app/models/referral/carry.server";
import { FAILED_REASONS } from "#app/models/referral/codes";
import { FailForm, WORDS_LENGTH } from "#app/models/referral/forms";
import { readOfferHead } from "#app/models/referral/read-offers.server";
import { idParam, type OfferId } from "#app/models/values/ids";
import { CodedForm } from "#app/ui/coded-form";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";

const params = z.object({ offerId: idParam<OfferId>() });

export const handle: PageHandle = {
  title: titleFrom(({ number }: { number: string }) => ["portal.fail.title", { number }]),
};

export const loader = loaderFor("offer:answer", { params }, async ({ actor, db, params }) => ({
  offerId: params.offerId,
  number: (await readOfferHead(db, actor, params.offerId)).number,
}));

export const action = actionFor("offer:answer", { params, form: FailForm }, async ({ actor, db, params, form }) => {
  const { referralId } = await readOfferHead(db, actor, params.offerId);
  await failReferral(db, actor, referralId, form);
  return redirectTo(`/portal/offers/${params.offerId}`, "portal.fail.done");
});

export default function Page() {
  const say = useSay();
  const { offerId, number } = useLoaderData<typeof loader>();
  return (
    <CodedForm
      formId="fail"
      title={say("portal.fail.title", { number })}
      lead={say("portal.fail.lead")}
      back={{ to: `/portal/offers/${offerId}`, label: say("portal.offer.title", { number }) }}
      code={{
        label: say("portal.fail.code"),
        options: FAILED_REASONS.map((value) => ({ value, label: say(`referral.outcome.${value}`) })),
      }}
      words={{ label: say("portal.fail.words"), most: WORDS_LENGTH }}
      button={say("portal.fail.button")}
      look="danger"
    />
  );
}
