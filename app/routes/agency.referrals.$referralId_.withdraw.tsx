// Takes an unanswered referral back, or what one of several providers was asked, with its reason.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { needsWords, WITHDRAW_CODES } from "#app/models/referral/codes";
import { withdrawOffer, withdrawReferral } from "#app/models/referral/end.server";
import { WithdrawForm, WORDS_LENGTH } from "#app/models/referral/forms";
import { readOffersOf, readReferral } from "#app/models/referral/read.server";
import { idParam, type OfferId, type ReferralId } from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import { CodedForm } from "#app/ui/coded-form";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { HiddenField } from "#app/ui/parts";

const params = z.object({ referralId: idParam<ReferralId>() });
const query = z.object({ offer: idParam<OfferId>().optional() });

export const handle: PageHandle = {
  title: titleFrom(({ number }: { number: string }) => ["referral.ending.withdraw-title", { number }]),
};

export const loader = loaderFor("referral:send", { params, query }, async ({ db, params: { referralId }, query }) => {
  const { referral } = await readReferral(db, referralId);
  const offers = query.offer ? await readOffersOf(db, referralId) : [];
  const offer = offers.find(({ id }) => id === query.offer);
  if (query.offer && !offer) throw new Refusal("not-found", 404);
  return {
    referralId,
    number: referral.number,
    offer: offer ? { id: offer.id, name: offer.organizationName } : null,
  };
});

export const action = actionFor(
  "referral:send",
  { params, form: WithdrawForm },
  async ({ actor, db, params: { referralId }, form }) => {
    if (form.offerId) await withdrawOffer(db, actor, referralId, form.offerId, form);
    else await withdrawReferral(db, actor, referralId, form);
    return redirectTo(
      `/agency/referrals/${referralId}`,
      form.offerId ? "referral.ending.withdraw-offer-done" : "referral.ending.withdraw-done",
    );
  },
);

/** Words are kept where the whole referral ends, so of one offer the code has to say enough. */
const OF_ONE_OFFER = WITHDRAW_CODES.filter((code) => !needsWords(code));

export default function Page() {
  const say = useSay();
  const { referralId, number, offer } = useLoaderData<typeof loader>();
  const name = offer?.name ?? "";
  return (
    <CodedForm
      formId="withdraw"
      title={say(offer ? "referral.ending.withdraw-offer-title" : "referral.ending.withdraw-title", { number, name })}
      lead={say(offer ? "referral.ending.withdraw-offer-lead" : "referral.ending.withdraw-lead", { name })}
      back={{ to: `/agency/referrals/${referralId}`, label: say("referral.ending.back", { number }) }}
      code={{
        label: say("referral.ending.reason"),
        options: (offer ? OF_ONE_OFFER : WITHDRAW_CODES).map((value) => ({
          value,
          label: say(`referral.withdraw.${value}`),
        })),
      }}
      words={offer ? undefined : { label: say("referral.ending.words"), most: WORDS_LENGTH }}
      button={say("referral.ending.withdraw-button")}
      look="danger"
    >
      {offer ? <HiddenField name="offerId" value={offer.id} /> : null}
    </CodedForm>
  );
}
