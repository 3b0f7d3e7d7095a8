// The buttons of an offer's page: those its state allows, the main one first. Asks lifecycles what is open; decides nothing else.
import { useFormats, useSay } from "#app/i18n/speech";
import { WORDS_LENGTH } from "../models/referral/forms";
import { offerLifecycle, referralLifecycle } from "../models/referral/lifecycle";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { ButtonLink, SubmitButton } from "./button";
import { Actions, Card } from "./layout-parts";
import { DateField, HiddenField, TextArea } from "./text-fields";

type OfferState = (typeof offerLifecycle.states)[number];
type ReferralState = (typeof referralLifecycle.states)[number];

type OfferAnswerProps = {
  offer: {
    id: string;
    state: string;
    identified: boolean;
    answerBy: string | null;
    answerUntil: Date | string | null;
    waitlistUntil: string | null;
  };
  today: string;
  /** The place's own. */
  timeZone: string;
};

/** Nothing when there is nothing left to answer. */
export function OfferAnswer({ offer, today, timeZone }: OfferAnswerProps) {
  const say = useSay();
  const state = offer.state as OfferState;
  if (!offerLifecycle.may(state, "decline")) return null;
  return (
    <Card title={say("portal.offer.decide")} look="act">
      <AnswerLead offer={offer} today={today} timeZone={timeZone} />
      <Actions>
        {offerLifecycle.may(state, "accept") ? (
          <ActForm formId="accept">
            <HiddenField name="intent" value="accept" />
            <SubmitButton look="act" icon="check">
              {say("portal.offer.accept")}
            </SubmitButton>
          </ActForm>
        ) : null}
        <ButtonLink to={`/portal/offers/${offer.id}/decline`} look="secondary">
          {say("portal.offer.decline")}
        </ButtonLink>
      </Actions>
      {offerLifecycle.may(state, "ask") ? <AskAndWaitlist /> : null}
    </Card>
  );
}

function AnswerLead({ offer, today, timeZone }: OfferAnswerProps) {
  const say = useSay();
  const formats = useFormats();
  const { state, answerBy, answerUntil, waitlistUntil, identified } = offer;
  const overdue = answerBy !== null && answerBy < today;
  return (
    <>
      {answerBy && state !== "info_requested" && state !== "waitlisted" ? (
        <p>
          {say(overdue ? "portal.offer.decide-overdue" : "portal.offer.decide-lead", {
            day: answerUntil ? formats.instant(answerUntil, timeZone) : formats.day(answerBy),
          })}
        </p>
      ) : null}
      {identified ? null : <p>{say("portal.offer.several")}</p>}
      {state === "info_requested" ? <p>{say("portal.offer.asked-wait")}</p> : null}
      {state === "waitlisted" && waitlistUntil ? (
        <p>{say("portal.offer.waitlist-wait", { day: formats.day(waitlistUntil) })}</p>
      ) : null}
    </>
  );
}

/** A question, or a place later: folded away beside yes and no. */
export function AskAndWaitlist() {
  const say = useSay();
  return (
    <>
      <ActDetails summary={say("portal.offer.ask")} formId="ask">
        <ActForm formId="ask">
          <HiddenField name="intent" value="ask" />
          <TextArea
            name="question"
            label={say("portal.offer.question")}
            hint={say("portal.offer.question-hint")}
            maxLength={WORDS_LENGTH}
            rows={3}
          />
          <Actions>
            <SubmitButton look="secondary">{say("portal.offer.question-button")}</SubmitButton>
          </Actions>
        </ActForm>
      </ActDetails>
      <ActDetails summary={say("portal.offer.waitlist")} formId="waitlist">
        <ActForm formId="waitlist">
          <HiddenField name="intent" value="waitlist" />
          <DateField name="until" label={say("portal.offer.waitlist-until")} />
          <TextArea
            name="words"
            label={say("portal.offer.waitlist-words")}
            maxLength={WORDS_LENGTH}
            rows={3}
            optional
          />
          <Actions>
            <SubmitButton look="secondary">{say("portal.offer.waitlist-button")}</SubmitButton>
          </Actions>
        </ActForm>
      </ActDetails>
    </>
  );
}

type OfferCarryProps = {
  offerId: string;
  referralId: string;
  referral: { state: string; outcome: string | null; reasonCode: string | null };
  /** Why it is paused; null where words may not be shown. */
  reason: string | null;
};

export function OfferCarry({ offerId, referralId, referral, reason }: OfferCarryProps) {
  const say = useSay();
  const state = referral.state as ReferralState;
  const path = `/portal/offers/${offerId}`;
  if (referralLifecycle.moves(state).every((move) => move === "retract")) {
    const outcome = referral.outcome
      ? say.any(`referral.outcome.${referral.outcome}`)
      : referral.reasonCode
        ? say.any(`referral.cancel.${referral.reasonCode}`)
        : "";
    return outcome ? (
      <Card title={say("portal.carry.title")}>
        <p>{say("portal.carry.ended", { outcome })}</p>
      </Card>
    ) : null;
  }
  return (
    <Card title={say("portal.carry.title")} look="act">
      <p>{say.any(`portal.carry.${state}`)}</p>
      {state === "on_hold" && reason ? <p className="prose">{reason}</p> : null}
      <CarryActions state={state} path={path} referralId={referralId} />
      {referralLifecycle.may(state, "hold") ? (
        <ActDetails summary={say("portal.carry.hold")} formId="hold">
          <ActForm formId="hold">
            <HiddenField name="intent" value="hold" />
            <TextArea name="words" label={say("portal.carry.hold-words")} maxLength={WORDS_LENGTH} rows={3} />
            <Actions>
              <SubmitButton look="secondary">{say("portal.carry.hold-button")}</SubmitButton>
            </Actions>
          </ActForm>
        </ActDetails>
      ) : null}
    </Card>
  );
}

function CarryActions({ state, path, referralId }: { state: ReferralState; path: string; referralId: string }) {
  const say = useSay();
  return (
    <Actions>
      {referralLifecycle.may(state, "start") ? <Move name="start" look="act" /> : null}
      {referralLifecycle.may(state, "resume") ? <Move name="resume" look="act" /> : null}
      {referralLifecycle.may(state, "complete") ? (
        <>
          <ButtonLink to={`${path}/complete`} look={state === "in_progress" ? "primary" : "secondary"}>
            {say("portal.carry.complete")}
          </ButtonLink>
          <ButtonLink to={`${path}/fail`} look="secondary">
            {say("portal.carry.fail")}
          </ButtonLink>
        </>
      ) : null}
      <ButtonLink to={`${path}/report`} look="secondary">
        {say("report.open")}
      </ButtonLink>
      <ButtonLink to={`${path}/milestones`} look="secondary">
        {say("progress.open")}
      </ButtonLink>
      {referralLifecycle.may(state, "hold") || referralLifecycle.may(state, "start") ? (
        <ButtonLink to={`/portal/schedules/new?referral=${referralId}`} look="secondary">
          {say("portal.carry.schedule")}
        </ButtonLink>
      ) : null}
      {referralLifecycle.may(state, "give_back", "portal") ? (
        <ButtonLink to={`${path}/give-back`} look="quiet">
          {say("portal.carry.give-back")}
        </ButtonLink>
      ) : null}
      {referralLifecycle.may(state, "cancel", "portal") ? (
        <ButtonLink to={`${path}/cancel`} look="quiet">
          {say("portal.carry.cancel")}
        </ButtonLink>
      ) : null}
    </Actions>
  );
}

function Move({ name, look }: { name: "start" | "resume"; look: "act" | "primary" }) {
  const say = useSay();
  return (
    <ActForm formId={name}>
      <HiddenField name="intent" value={name} />
      <SubmitButton look={look}>{say(`portal.carry.${name}`)}</SubmitButton>
    </ActForm>
  );
}
