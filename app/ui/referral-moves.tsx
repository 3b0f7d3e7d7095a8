// The next thing to do with a referral, and the buttons its state allows. Asks the lifecycle what is open; decides nothing else.
import { useFormats, useSay } from "#app/i18n/speech";
import { WORDS_LENGTH } from "../models/referral/forms";
import { referralLifecycle } from "../models/referral/lifecycle";
import { ActForm } from "./act-form";
import { ButtonLink, SubmitButton } from "./button";
import { Actions, Card } from "./layout-parts";
import { HiddenField, TextArea } from "./text-fields";

type State = (typeof referralLifecycle.states)[number];

type ReferralView = {
  id: string;
  state: string;
  answerBy: string | null;
  closedAt: Date | string | null;
  outcome: string | null;
  reasonWords: string | null;
};

type Question = {
  id: string;
  offerId: string;
  organizationName: string;
  question: string;
  createdAt: Date | string;
  answer: string | null;
};

type NextProps = { referral: ReferralView; asked: readonly Question[]; today: string; mayAuthorize: boolean };

/** A provider holds it, so something can be authorized. */
const HELD = ["accepted", "in_progress", "on_hold"];
const ENDED = ["completed", "not_completed", "declined", "expired", "cancelled", "withdrawn"];

export function ReferralNext({ referral, asked, today, mayAuthorize }: NextProps) {
  const say = useSay();
  const open = asked.filter(({ answer }) => answer === null);
  const isSent = referral.state === "sent";
  const overdue = isSent && referral.answerBy !== null && referral.answerBy < today;
  const waitsForUs =
    referral.state === "draft" || overdue || (isSent && open.length > 0) || (isEnded(referral) && !referral.closedAt);
  return (
    <Card title={say("referral.detail.next")} look={waitsForUs ? "act" : "plain"}>
      <NextSentence referral={referral} overdue={overdue} asked={isSent && open.length > 0} />
      {referral.state === "on_hold" && referral.reasonWords ? <p className="prose">{referral.reasonWords}</p> : null}
      {isSent ? asked.map((question) => <QuestionToAnswer key={question.id} question={question} open />) : null}
      <NextActions referral={referral} mayAuthorize={mayAuthorize} />
      {isSent ? null : asked.map((question) => <QuestionToAnswer key={question.id} question={question} open={false} />)}
    </Card>
  );
}

const isEnded = ({ state }: { state: string }) => ENDED.includes(state);

function NextSentence({ referral, overdue, asked }: { referral: ReferralView; overdue: boolean; asked: boolean }) {
  const say = useSay();
  const formats = useFormats();
  const day = referral.answerBy ? formats.day(referral.answerBy) : "";
  const { state, outcome, closedAt } = referral;
  if (closedAt) return <p>{say("referral.detail.next-closed", { instant: formats.instant(closedAt) })}</p>;
  if (asked) return <p>{say("referral.detail.next-asked")}</p>;
  if (overdue) return <p>{say("referral.detail.next-overdue", { day })}</p>;
  if (state === "sent") return <p>{say("referral.detail.next-sent", { day })}</p>;
  if (outcome) {
    return <p>{say("referral.detail.next-ended", { outcome: say.any(`referral.outcome.${outcome}`) })}</p>;
  }
  if (isEnded(referral)) return <p>{say("referral.detail.next-again")}</p>;
  const key = `referral.detail.next-${state}`;
  return <p>{say.has(key) ? say(key) : say("referral.detail.next-over")}</p>;
}

function NextActions({ referral, mayAuthorize }: { referral: ReferralView; mayAuthorize: boolean }) {
  const say = useSay();
  const { id, closedAt } = referral;
  const state = referral.state as State;
  const path = `/agency/referrals/${id}`;
  const ended = isEnded(referral);
  const without = ended && state !== "completed";
  return (
    <Actions>
      {state === "draft" ? (
        <ButtonLink to={`/agency/referrals/new?draft=${id}`} look="act">
          {say("referral.detail.next-draft-button")}
        </ButtonLink>
      ) : null}
      {mayAuthorize && HELD.includes(state) ? (
        <ButtonLink to={`/agency/authorizations/new?referral=${id}`} look={state === "accepted" ? "act" : "secondary"}>
          {say("referral.detail.authorize")}
        </ButtonLink>
      ) : null}
      {ended && !closedAt ? (
        <ButtonLink to={`${path}/close`} look={without ? "secondary" : "act"}>
          {say("referral.detail.close")}
        </ButtonLink>
      ) : null}
      {referral.outcome && ended ? (
        <ButtonLink to={`${path}/feedback`} look="secondary">
          {say("feedback.ask.open")}
        </ButtonLink>
      ) : null}
      {without ? (
        <ActForm formId="again">
          <HiddenField name="intent" value="again" />
          <SubmitButton look={closedAt ? "secondary" : "act"}>{say("referral.detail.again")}</SubmitButton>
        </ActForm>
      ) : null}
      {state !== "draft" && state !== "entered_in_error" ? (
        // A form, for the slip gets a coupon of its own each time it is printed.
        <ActForm formId="print" action={`${path}/print`}>
          <SubmitButton look="secondary" icon="print">
            {say("referral.detail.print")}
          </SubmitButton>
        </ActForm>
      ) : null}
      {referralLifecycle.may(state, "withdraw") ? (
        <ButtonLink to={`${path}/withdraw`} look="quiet">
          {say("referral.detail.withdraw")}
        </ButtonLink>
      ) : null}
      {referralLifecycle.may(state, "cancel") ? (
        <ButtonLink to={`${path}/cancel`} look="quiet">
          {say("referral.detail.cancel")}
        </ButtonLink>
      ) : null}
    </Actions>
  );
}

function QuestionToAnswer({ question, open }: { question: Question; open: boolean }) {
  const say = useSay();
  const formats = useFormats();
  const { id, offerId, organizationName: name, answer } = question;
  return (
    <section>
      <h3>{say("referral.detail.question", { name, instant: formats.instant(question.createdAt) })}</h3>
      <p className="prose">{question.question}</p>
      {answer === null && open ? (
        <ActForm formId={`answer-${id}`}>
          <HiddenField name="intent" value="answer" />
          <HiddenField name="offerId" value={offerId} />
          <TextArea
            name="answer"
            label={say("referral.detail.answer")}
            hint={say("referral.detail.answer-hint", { name })}
            maxLength={WORDS_LENGTH}
            rows={3}
          />
          <Actions>
            <SubmitButton>{say("referral.detail.answer-button")}</SubmitButton>
          </Actions>
        </ActForm>
      ) : answer ? (
        <p className="prose">
          <strong>{say("referral.detail.answer")}:</strong> {answer}
        </p>
      ) : null}
    </section>
  );
}
