// Asks a provider why it gives back what it accepted. Gives nothing back before a reason is given.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { giveBackOffer } from "#app/models/referral/answer-offer.server";
import { readReasonOptions } from "#app/models/referral/decline-reasons.server";
import { DeclineForm, WORDS_LENGTH } from "#app/models/referral/forms";
import { readOfferHead } from "#app/models/referral/read-offers.server";
import { idParam, type OfferId } from "#app/models/values/ids";
import { CodedForm } from "#app/ui/coded-form";
import { reasonChoices } from "#app/ui/decline-reason-parts";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";

const params = z.object({ offerId: idParam<OfferId>() });

export const handle: PageHandle = {
  title: titleFrom(({ number }: { number: string }) => ["portal.give-back.title", { number }]),
};

export const loader = loaderFor("offer:answer", { params }, async ({ actor, db, params }) => {
  const { number, agencyId } = await readOfferHead(db, actor, params.offerId);
  return { offerId: params.offerId, number, reasons: await readReasonOptions(db, agencyId) };
});

export const action = actionFor("offer:answer", { params, form: DeclineForm }, async ({ actor, db, params, form }) => {
  await giveBackOffer(db, actor, params.offerId, form);
  return redirectTo(`/portal/offers/${params.offerId}`, "portal.give-back.done");
});

export default function Page() {
  const say = useSay();
  const { offerId, number, reasons } = useLoaderData<typeof loader>();
  return (
    <CodedForm
      formId="give-back"
      title={say("portal.give-back.title", { number })}
      lead={say("portal.give-back.lead")}
      back={{ to: `/portal/offers/${offerId}`, label: say("portal.offer.title", { number }) }}
      code={{
        label: say("portal.give-back.code"),
        options: reasonChoices(reasons, say),
      }}
      words={{ label: say("portal.give-back.words"), hint: say("portal.decline.words-hint"), most: WORDS_LENGTH }}
      button={say("portal.give-back.button")}
      look="danger"
    />
  );
}
