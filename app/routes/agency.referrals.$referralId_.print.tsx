// The slip a client carries, in their language: where to go, when it is open, what was told, and a coupon that says "arrived". Bare, for paper.
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor } from "#app/access/gate.server";
import { CLIENT_LANGUAGES, clientLanguage } from "#app/i18n/languages";
import { sayToClient } from "#app/i18n/say-to-client";
import { useSay } from "#app/i18n/speech";
import { qrCode } from "#app/interop/qr-code";
import { recordRead } from "#app/models/event/record.server";
import { printCoupons } from "#app/models/referral/arrival.server";
import { readSlip } from "#app/models/referral/read-slip.server";
import { idParam, type ReferralId } from "#app/models/values/ids";
import { ClientPaper } from "#app/ui/client-words";
import { useLanguageName } from "#app/ui/language-name";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { ActForm, Facts, Notice, ScreenOnly, Stack, SubmitButton } from "#app/ui/parts";
import { type Coupon, SlipPlace } from "#app/ui/slip-parts";

const params = z.object({ referralId: idParam<ReferralId>() });
const query = z.object({ language: z.enum(CLIENT_LANGUAGES).optional().catch(undefined) });

export const handle: PageHandle = {
  title: titleFrom(({ number }: { number: string }) => ["referral.slip.title", { number }]),
  frame: "bare",
};

export const loader = loaderFor(
  "referral:read",
  { params, query, records: true },
  async ({ actor, db, params, query: { language } }) => {
    const slip = await readSlip(db, params.referralId);
    await recordRead(db, actor, "referral", {
      subjectType: "referral",
      subjectId: params.referralId,
      clientId: slip.clientId,
      caseId: slip.caseId,
      referralId: params.referralId,
    });
    return { ...slip, houseName: actor.houseName, language: language ?? clientLanguage(slip.clientLanguage) };
  },
);

// The coupon's key is known only while it is made: the page that answers is the one to print.
export const action = actionFor("referral:read", { params, form: z.object({}) }, async ({ actor, db, params }) => {
  const links = await printCoupons(db, actor, params.referralId);
  const coupons: Record<string, Coupon> = {};
  for (const [offerId, link] of links) coupons[offerId] = { link, code: qrCode(link) };
  return coupons;
});

export default function SlipPage() {
  const slip = useLoaderData<typeof loader>();
  const coupons = useActionData<{ answer?: Record<string, Coupon> } | undefined>()?.answer;
  const say = sayToClient(slip.language);
  return (
    <ClientPaper language={slip.language}>
      <Ways made={coupons !== undefined} />
      <h1>{say("sharing.slip.title")}</h1>
      <p>{say("sharing.slip.lead")}</p>
      <Facts
        columns={2}
        facts={[
          { name: say("sharing.slip.name"), value: slip.clientName },
          { name: say("sharing.slip.from"), value: slip.houseName },
          { name: say("sharing.slip.number"), value: slip.number },
          ...(slip.state === "sent" && slip.answerBy
            ? [{ name: say("sharing.slip.answer-by"), value: say.day(slip.answerBy) }]
            : []),
          ...(slip.fields.length > 0
            ? [
                {
                  name: say("sharing.slip.what-they-know"),
                  value: say.list(slip.fields.map((field) => say.any(`sharing.field.${field}`) ?? field)),
                },
              ]
            : []),
          { name: say("sharing.slip.mode"), value: say.any(`sharing.slip.mode-words.${slip.mode}`) },
        ]}
      />
      <Stack>
        {slip.places.map((place) => (
          <SlipPlace
            key={place.id}
            say={say}
            several={slip.places.length > 1}
            place={place}
            coupon={coupons?.[place.id] ?? null}
          />
        ))}
      </Stack>
      <p>{say("sharing.slip.your-right")}</p>
    </ClientPaper>
  );
}

/** On the screen alone, in the desk's language: back, the slip in another language, and the coupon that is not on it yet. */
function Ways({ made }: { made: boolean }) {
  const say = useSay();
  const { referralId, language, places } = useLoaderData<typeof loader>();
  const languageName = useLanguageName();
  const here = `/agency/referrals/${referralId}`;
  return (
    <ScreenOnly>
      <div lang="en">
        <p>
          <Link to={here}>{say("referral.slip.back")}</Link>
          {CLIENT_LANGUAGES.filter((other) => other !== language).map((other) => (
            <span key={other}>
              {" · "}
              <Link to={`${here}/print?language=${other}`}>{languageName(other)}</Link>
            </span>
          ))}
        </p>
        {made ? (
          <Notice tone="done">
            <p>{say("arrival.slip.ready")}</p>
          </Notice>
        ) : places.some(({ takesCoupon }) => takesCoupon) ? (
          <ActForm formId="coupon">
            <p>{say("arrival.slip.add-lead")}</p>
            <SubmitButton icon="print">{say("arrival.slip.add-button")}</SubmitButton>
          </ActForm>
        ) : null}
      </div>
    </ScreenOnly>
  );
}
