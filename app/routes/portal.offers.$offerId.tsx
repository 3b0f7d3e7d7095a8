// One referral as its provider may see it now: the answer to give, exactly what was shared, what happened. Shows a client only through a disclosure.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { clock } from "#app/database/clock.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { readProgress } from "#app/models/delivery/read-progress.server";
import { acceptOffer, askAboutOffer, viewOffer, waitlistOffer } from "#app/models/referral/answer-offer.server";
import { holdReferral, resumeReferral, startReferral } from "#app/models/referral/carry.server";
import { OfferMoveForm } from "#app/models/referral/forms";
import { readLapsed } from "#app/models/referral/lapsed.server";
import { readReferralTimeline } from "#app/models/referral/read.server";
import { readOffer, readOfferHead } from "#app/models/referral/read-offers.server";
import { readThreads } from "#app/models/referral/thread.server";
import { localDay } from "#app/models/values/calendar-day";
import { asId, idParam, type OfferId, type ReferralId } from "#app/models/values/ids";
import { OwnLapsedNotice } from "#app/ui/lapsed-notice";
import { OfferAnswer, OfferCarry } from "#app/ui/offer-moves";
import { OfferRequest, OfferShared, QuestionList } from "#app/ui/offer-parts";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { Card, Columns, Notice, PageHeader, Stack, StateTag } from "#app/ui/parts";
import { ProgressCard } from "#app/ui/progress-parts";
import { ReferralHistory } from "#app/ui/referral-parts";
import { ThreadCard } from "#app/ui/thread-parts";

const params = z.object({ offerId: idParam<OfferId>() });

export const handle: PageHandle = {
  title: titleFrom(({ offer }: { offer: { summary: { number?: string } } }) => [
    "portal.offer.title",
    { number: offer.summary.number ?? "" },
  ]),
};

export const loader = loaderFor("offer:read", { params, records: true }, async ({ actor, db, params }) => {
  const mayAnswer = mayDo(actor, "offer:answer");
  if (mayAnswer) await viewOffer(db, actor, params.offerId);
  const offer = await readOffer(db, actor, params.offerId);
  return {
    ...offer,
    mayAnswer,
    threads: mayDo(actor, "offer:talk") ? await readThreads(db, actor, asId<ReferralId>(offer.offer.referralId)) : [],
    points: offer.offer.state === "accepted" ? await readProgress(db, asId<ReferralId>(offer.offer.referralId)) : [],
    lapsed: (await readLapsed(db, [offer.offer.referralId])).get(offer.offer.referralId) ?? [],
    events: await readReferralTimeline(db, offer.offer.referralId),
    today: localDay(await clock(db), actor.timeZone),
  };
});

const SAID = {
  accept: "portal.offer.accepted",
  ask: "portal.offer.asked",
  waitlist: "portal.offer.waitlisted",
  start: "portal.carry.started",
  hold: "portal.carry.held",
  resume: "portal.carry.resumed",
} as const;

export const action = actionFor(
  "offer:answer",
  { params, form: OfferMoveForm },
  async ({ actor, db, params, form }) => {
    const { offerId } = params;
    const { referralId } = await readOfferHead(db, actor, offerId);
    if (form.intent === "accept") await acceptOffer(db, actor, offerId);
    else if (form.intent === "ask") await askAboutOffer(db, actor, offerId, form.question);
    else if (form.intent === "waitlist") await waitlistOffer(db, actor, offerId, form);
    else if (form.intent === "start") await startReferral(db, actor, referralId);
    else if (form.intent === "hold") await holdReferral(db, actor, referralId, form.words);
    else await resumeReferral(db, actor, referralId);
    return redirectTo(`/portal/offers/${offerId}`, SAID[form.intent]);
  },
);

export default function OfferPage() {
  const say = useSay();
  const formats = useFormats();
  const data = useLoaderData<typeof loader>();
  const { offer, referral, shown } = data;
  const { number = "", specialty = "" } = offer.summary;
  const accepted = offer.state === "accepted" && referral;
  return (
    <>
      <PageHeader
        title={say("portal.offer.title", { number })}
        beside={
          accepted ? (
            <StateTag lifecycle="referral" state={referral.state} />
          ) : (
            <StateTag lifecycle="offer" state={offer.state} />
          )
        }
        lead={say("portal.offer.lead", {
          specialty: shown?.client.name ? `${shown.client.name} · ${specialty}` : specialty,
          place: data.locationName,
        })}
        back={{ to: "/portal/offers", label: say("portal.offer.back") }}
      />
      <Stack>
        <OwnLapsedNotice lapsed={data.lapsed} />
        <Columns
          main={<Matter />}
          aside={
            <OfferRequest
              summary={offer.summary}
              agencyName={data.agencyName}
              place={`${data.serviceName}, ${data.locationName}`}
              received={formats.instantDay(offer.createdAt)}
            />
          }
        />
        <ReferralHistory events={data.events} />
      </Stack>
    </>
  );
}

/** What is to be done, and what it is done with. */
function Matter() {
  const say = useSay();
  const { offer, referral, shown, mayAnswer, today, ...data } = useLoaderData<typeof loader>();
  return (
    <Stack>
      {mayAnswer ? (
        <>
          <OfferAnswer offer={offer} today={today} timeZone={data.timeZone} />
          {offer.state === "accepted" && referral ? (
            <OfferCarry
              offerId={offer.id}
              referralId={offer.referralId}
              referral={referral}
              reason={data.reasonWords}
            />
          ) : null}
        </>
      ) : (
        <Notice>
          <p>{say("portal.offer.read")}</p>
        </Notice>
      )}
      {data.points.length > 0 ? <ProgressCard points={data.points} /> : null}
      <OfferShared
        shown={shown}
        waits={isWaiting(offer.state) && !offer.identified}
        declined={offer.state === "declined"}
        documents={data.documents}
      />
      <ThreadCard
        threads={data.threads.map((thread) => ({ ...thread, name: data.agencyName }))}
        to={() => `/portal/offers/${offer.id}/messages`}
      />
      {data.message ? (
        <Card title={say("portal.offer.message")}>
          <p className="prose">{data.message}</p>
        </Card>
      ) : null}
      <QuestionList questions={data.questions} />
    </Stack>
  );
}

const isWaiting = (state: string) => ["offered", "viewed", "info_requested", "waitlisted"].includes(state);
