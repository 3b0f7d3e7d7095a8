// Lets a provider end a service early that it had begun, with its reason.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { cancelReferral } from "#app/models/referral/carry.server";
import { CANCEL_CODES } from "#app/models/referral/codes";
import { CancelForm, WORDS_LENGTH } from "#app/models/referral/forms";
import { readOfferHead } from "#app/models/referral/read-offers.server";
import { idParam, type OfferId } from "#app/models/values/ids";
import { CodedForm } from "#app/ui/coded-form";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";

const params = z.object({ offerId: idParam<OfferId>() });

export const handle: PageHandle = {
  title: titleFrom(({ number }: { number: string }) => ["portal.cancel.title", { number }]),
};

export const loader = loaderFor("offer:answer", { params }, async ({ actor, db, params }) => ({
  offerId: params.offerId,
  number: (await readOfferHead(db, actor, params.offerId)).number,
}));

export const action = actionFor("offer:answer", { params, form: CancelForm }, async ({ actor, db, params, form }) => {
  const { referralId } = await readOfferHead(db, actor, params.offerId);
  await cancelReferral(db, actor, referralId, form);
  return redirectTo(`/portal/offers/${params.offerId}`, "portal.cancel.done");
});

export default function Page() {
  const say = useSay();
  const { offerId, number } = useLoaderData<typeof loader>();
  return (
    <CodedForm
      formId="cancel"
      title={say("portal.cancel.title", { number })}
      lead={say("portal.cancel.lead")}
      back={{ to: `/portal/offers/${offerId}`, label: say("portal.offer.title", { number }) }}
      code={{
        label: say("portal.cancel.code"),
        options: CANCEL_CODES.map((value) => ({ value, label: say(`referral.cancel.${value}`) })),
      }}
      words={{ label: say("portal.cancel.words"), most: WORDS_LENGTH }}
      button={say("portal.cancel.button")}
      look="danger"
    />
  );
}
