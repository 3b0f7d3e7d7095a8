// A provider says which of the agency's milestones a referral has reached, and what its results are. Shows the client only through a disclosure.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { sayMark, takeMarkBack } from "#app/models/delivery/marks.server";
import { MarkForm } from "#app/models/delivery/progress-forms";
import { readProgressPage } from "#app/models/delivery/read-progress.server";
import { readOfferHead } from "#app/models/referral/read-offers.server";
import { idParam, type OfferId } from "#app/models/values/ids";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { PageHeader } from "#app/ui/parts";
import { MarkForms, MarkLink, ProgressCard } from "#app/ui/progress-parts";

const params = z.object({ offerId: idParam<OfferId>() });
const query = z.object({ point: z.guid().optional().catch(undefined) });

export const handle: PageHandle = {
  title: titleFrom(({ number }: { number: string }) => ["progress.portal.title", { number }]),
};

export const loader = loaderFor(
  "progress:report",
  { params, query, records: true },
  async ({ actor, db, params, query: { point } }) => {
    const { number, referralId } = await readOfferHead(db, actor, params.offerId);
    const page = await readProgressPage(db, referralId);
    return { offerId: params.offerId, number, ...page, chosen: point ?? null };
  },
);

export const action = actionFor("progress:report", { params, form: MarkForm }, async ({ actor, db, params, form }) => {
  const { referralId } = await readOfferHead(db, actor, params.offerId);
  const page = `/portal/offers/${params.offerId}/milestones`;
  if (form.intent === "take-back") {
    await takeMarkBack(db, actor, referralId, form);
    return redirectTo(page, "progress.portal.took-back");
  }
  await sayMark(db, actor, referralId, form);
  return redirectTo(page, "progress.portal.said");
});

export default function MilestonesPage() {
  const say = useSay();
  const { offerId, number, agencyName, clientName, points, chosen, underWay, sentOn, today } =
    useLoaderData<typeof loader>();
  const path = `/portal/offers/${offerId}/milestones`;
  return (
    <>
      <PageHeader
        title={say("progress.portal.title", { number })}
        lead={say("progress.portal.lead", { agency: agencyName, name: clientName })}
        back={{ to: `/portal/offers/${offerId}`, label: say("portal.offer.title", { number }) }}
      />
      <ProgressCard
        points={points}
        beside={(point) =>
          point.id === chosen && underWay ? (
            <MarkForms point={point} path={path} from={sentOn} today={today} />
          ) : underWay ? (
            <MarkLink point={point} path={path} />
          ) : null
        }
      />
      {underWay ? null : <p className="soft">{say("progress.portal.ended")}</p>}
    </>
  );
}
