// One referral for the agency: what to do next, who was asked, what was shared, what happened. Moves it only through its deeds.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { mayDo } from "#app/access/rights";
import { clock } from "#app/database/clock.server";
import { useSay } from "#app/i18n/speech";
import { readDisclosures } from "#app/models/consent/read.server";
import { readReportDue, readReports } from "#app/models/delivery/goals.server";
import { readProgress } from "#app/models/delivery/read-progress.server";
import { readDeliverySummary } from "#app/models/delivery/summary.server";
import { recordRead } from "#app/models/event/record.server";
import { readArrivals } from "#app/models/referral/arrival.server";
import { reReferReferral } from "#app/models/referral/draft.server";
import { answerQuestion } from "#app/models/referral/end.server";
import { ReferralMoveForm } from "#app/models/referral/forms";
import { readLapsed } from "#app/models/referral/lapsed.server";
import { readNextPlace } from "#app/models/referral/next-place.server";
import { readOwedForm, readOwedForms } from "#app/models/referral/owed-forms.server";
import {
  readLinked,
  readOffersOf,
  readQuestions,
  readReferral,
  readReferralTimeline,
  readSentDocuments,
} from "#app/models/referral/read.server";
import {
  askRetraction,
  confirmRetraction,
  readRetraction,
  refuseRetraction,
  withdrawRetraction,
} from "#app/models/referral/retract.server";
import { askAnother } from "#app/models/referral/send.server";
import { readThreads } from "#app/models/referral/thread.server";
import { readPlacesOf } from "#app/models/schedule/read-places.server";
import { localDay } from "#app/models/values/calendar-day";
import { idParam, type ReferralId } from "#app/models/values/ids";
import { AnotherCard } from "#app/ui/another-card";
import { DeliveryCard } from "#app/ui/delivery-card";
import { GoalReports } from "#app/ui/goal-report";
import { LapsedNotice } from "#app/ui/lapsed-notice";
import { OwedFormsCard } from "#app/ui/owed-form";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { Columns, PageHeader, Stack, StateTag } from "#app/ui/parts";
import { PlaceCard } from "#app/ui/place-card";
import { ProgressCard } from "#app/ui/progress-parts";
import { ReferralNext } from "#app/ui/referral-moves";
import { LinkedReferrals, OfferCards, ReferralFacts, ReferralHistory, SharedList } from "#app/ui/referral-parts";
import { AskRetraction, RetractionCard } from "#app/ui/retraction-parts";
import { ThreadCard } from "#app/ui/thread-parts";

const params = z.object({ referralId: idParam<ReferralId>() });

export const handle: PageHandle = {
  title: titleFrom(({ referral: { number } }: { referral: { number: string } }) => [
    "referral.detail.title",
    { number },
  ]),
};

const UNDER_WAY: readonly string[] = ["accepted", "in_progress", "on_hold"];
/** Somebody took it on, so there is delivery to speak of. */
const HELD_ONCE: readonly string[] = [...UNDER_WAY, "completed", "not_completed"];

/** A draft is thrown away, and a mistake is marked once. */
const NOT_TO_RETRACT: readonly string[] = ["draft", "entered_in_error"];

export const loader = loaderFor("referral:read", { params, records: true }, async ({ actor, db, params }) => {
  const { referralId } = params;
  const { referral, client, ...found } = await readReferral(db, referralId);
  const { id, agencyId, clientId, caseId } = referral;
  await recordRead(db, actor, "referral", {
    subjectType: "referral",
    subjectId: id,
    agencyId,
    clientId,
    caseId,
    referralId: id,
  });
  const offers = await readOffersOf(db, referralId);
  const arrivals = await readArrivals(db, referralId);
  const now = await clock(db);
  return {
    ...found,
    referral,
    client: { id: client.id, name: `${client.givenName} ${client.familyName}`, number: client.number },
    offers: offers.map((offer) => ({ ...offer, arrivedAt: arrivals.get(offer.id) ?? null })),
    owed: (await readOwedForms(db, referral)).map(({ id: formId, name, organizationName }) => ({
      id: formId,
      name,
      organizationName,
    })),
    another: await readNextPlace(db, referral, offers, now),
    questions: await readQuestions(db, { referralId }),
    threads: await readThreads(db, actor, referralId),
    documents: await readSentDocuments(db, referralId),
    delivery: await readDeliverySummary(db, { referralId }),
    groups: await readPlacesOf(db, { referralId }),
    reports: await readReports(db, referralId),
    points: await readProgress(db, referralId),
    reportDue: UNDER_WAY.includes(referral.state) ? await readReportDue(db, actor, referralId) : null,
    disclosures: await readDisclosures(db, { referralId }),
    linked: await readLinked(db, referral),
    events: await readReferralTimeline(db, referralId),
    lapsed: (await readLapsed(db, [referralId])).get(referralId) ?? [],
    mayAuthorize: mayDo(actor, "authorization:propose"),
    retraction: await readRetraction(db, actor, referralId),
    today: localDay(now, actor.timeZone),
  };
});

const SAID = {
  answer: "referral.detail.answer-done",
  "ask-retraction": "referral.retraction.ask-done",
  "confirm-retraction": "referral.retraction.confirm-done",
  "refuse-retraction": "referral.retraction.refuse-done",
  "withdraw-retraction": "referral.retraction.withdraw-done",
} as const;

export const action = actionFor(
  "referral:send",
  { params, form: ReferralMoveForm },
  async ({ actor, db, params, form }) => {
    const { referralId } = params;
    if (form.intent === "again") {
      const draft = await reReferReferral(db, actor, referralId);
      return redirectTo(`/agency/referrals/new?draft=${draft}&step=1`, "referral.detail.again-done");
    }
    if (form.intent === "another") {
      await askAnother(db, actor, referralId, form.place);
      const { form: owed } = await readOwedForm(db, referralId, null);
      return redirectTo(`/agency/referrals/${referralId}${owed ? "/form" : ""}`, "referral.clock.another-asked");
    }
    if (form.intent === "answer") await answerQuestion(db, actor, referralId, form);
    else if (form.intent === "ask-retraction") await askRetraction(db, actor, referralId, form.words);
    else if (form.intent === "confirm-retraction") await confirmRetraction(db, actor, referralId);
    else if (form.intent === "refuse-retraction") await refuseRetraction(db, actor, referralId, form.words);
    else await withdrawRetraction(db, actor, referralId);
    return redirectTo(`/agency/referrals/${referralId}`, SAID[form.intent]);
  },
);

export default function ReferralPage() {
  const say = useSay();
  const data = useLoaderData<typeof loader>();
  const { referral, client } = data;
  return (
    <>
      <PageHeader
        title={say("referral.detail.title", { number: referral.number })}
        beside={<StateTag lifecycle="referral" state={referral.state} />}
        lead={say("referral.detail.for", { name: client.name, need: data.specialty ?? "" })}
        back={{ to: "/agency/referrals", label: say("referral.detail.back") }}
      />
      <Columns
        main={
          <Stack>
            {data.retraction ? <RetractionCard asked={data.retraction} /> : null}
            <LapsedNotice lapsed={data.lapsed} providers={data.offers} />
            <ReferralNext
              referral={referral}
              asked={data.questions}
              today={data.today}
              mayAuthorize={data.mayAuthorize}
            />
            <OwedFormsCard referralId={referral.id} owed={data.owed} />
            {data.another ? <AnotherCard caseId={referral.caseId} next={data.another.next} /> : null}
            <ThreadCard
              threads={data.threads}
              to={(organizationId) => `/agency/referrals/${referral.id}/messages?with=${organizationId}`}
            />
            <OfferCards
              offers={data.offers}
              takeBackAt={referral.state === "sent" ? `/agency/referrals/${referral.id}/withdraw` : undefined}
            />
            {HELD_ONCE.includes(referral.state) ? (
              <>
                <PlaceCard places={data.groups} />
                <DeliveryCard summary={data.delivery} />
                <ProgressCard points={data.points} />
                <GoalReports reports={data.reports} dueOn={data.reportDue} />
              </>
            ) : null}
            <SharedList disclosures={data.disclosures} documents={data.documents} />
            <LinkedReferrals linked={data.linked} />
          </Stack>
        }
        aside={
          <Stack>
            <ReferralFacts {...data} />
            <ReferralHistory events={data.events} />
            {data.retraction || NOT_TO_RETRACT.includes(referral.state) ? null : <AskRetraction />}
          </Stack>
        }
      />
    </>
  );
}
