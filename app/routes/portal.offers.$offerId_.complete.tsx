// Asks a provider how a service came out. The agency closes the loop, not this page.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { completeReferral } from "#app/models/referral/carry.server";
import { COMPLETED_OUTCOMES } from "#app/models/referral/codes";
import { CompleteForm, WORDS_LENGTH } from "#app/models/referral/forms";
import { readOfferHead } from "#app/models/referral/read-offers.server";
import { idParam, type OfferId } from "#app/models/values/ids";
import { CodedForm } from "#app/ui/coded-form";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";

const params = z.object({ offerId: idParam<OfferId>() });

export const handle: PageHandle = {
  title: titleFrom(({ number }: { number: string }) => ["portal.complete.title", { number }]),
};

export const loader = loaderFor("offer:answer", { params }, async ({ actor, db, params }) => ({
  offerId: params.offerId,
  number: (await readOfferHead(db, actor, params.offerId)).number,
}));

export const action = actionFor("offer:answer", { params, form: CompleteForm }, async ({ actor, db, params, form }) => {
  const { referralId } = await readOfferHead(db, actor, params.offerId);
  await completeReferral(db, actor, referralId, form);
  return redirectTo(`/portal/offers/${params.offerId}`, "portal.complete.done");
});

export default function Page() {
  const say = useSay();
  const { offerId, number } = useLoaderData<typeof loader>();
  return (
    <CodedForm
      formId="complete"
      title={say("portal.complete.title", { number })}
      lead={say("portal.complete.lead")}
      back={{ to: `/portal/offers/${offerId}`, label: say("portal.offer.title", { number }) }}
      code={{
        label: say("portal.complete.code"),
        options: COMPLETED_OUTCOMES.map((value) => ({ value, label: say(`referral.outcome.${value}`) })),
      }}
      words={{ label: say("portal.complete.words"), most: WORDS_LENGTH }}
      button={say("portal.complete.button")}
      look="primary"
    />
  );
}
