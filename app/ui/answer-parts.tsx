// The page behind a link that takes one answer: large, plain, the four answers below each other. Takes plain values; knows no client.
import { useFormats, useSay } from "#app/i18n/speech";
import { languageName } from "../models/consent/fact-words";
import { WORDS_LENGTH } from "../models/referral/forms";
import { offerLifecycle } from "../models/referral/lifecycle";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { ButtonLink, SubmitButton } from "./button";
import { RadioGroup } from "./choice-fields";
import { type ReasonOption, reasonChoices } from "./decline-reason-parts";
import { Facts } from "./facts";
import { Actions, Card, Stack } from "./layout-parts";
import { AskAndWaitlist } from "./offer-moves";
import { HiddenField, TextArea } from "./text-fields";

type Asked = {
  agencyName: string;
  organizationName: string;
  name: string;
  serviceName: string;
  locationName: string;
  summary: {
    number?: string;
    specialty?: string;
    urgency: string;
    mode?: string;
    area?: string;
    ageBand?: string;
    language?: string;
  };
  answerBy: string | null;
  state: string;
  several: boolean;
  waitlistUntil: string | null;
  /** Why it may be declined. */
  reasons: readonly ReasonOption[];
};

export function AnswerPage({ asked }: { asked: Asked }) {
  const say = useSay();
  const formats = useFormats();
  const state = asked.state as (typeof offerLifecycle.states)[number];
  const { agencyName: agency, organizationName: organization, name } = asked;
  return (
    <div className="large-print">
      <h1>{say("answering.title")}</h1>
      <p>{say("answering.lead", { agency, organization, name })}</p>
      <Stack>
        <AnswerFacts asked={asked} />
        <div>
          <p>{say("answering.not-yet")}</p>
          {asked.several ? <p>{say("answering.several")}</p> : null}
          {state === "info_requested" ? <p>{say("answering.asked-wait")}</p> : null}
          {state === "waitlisted" && asked.waitlistUntil ? (
            <p>{say("answering.waitlist-wait", { day: formats.day(asked.waitlistUntil) })}</p>
          ) : null}
        </div>
        {offerLifecycle.may(state, "accept") ? (
          <ActForm formId="accept">
            <HiddenField name="intent" value="accept" />
            <SubmitButton look="act" icon="check">
              {say("answering.accept")}
            </SubmitButton>
          </ActForm>
        ) : null}
        <DeclineHere reasons={asked.reasons} />
        {offerLifecycle.may(state, "ask") ? <AskAndWaitlist /> : null}
      </Stack>
      <p className="soft">{say("answering.once")}</p>
    </div>
  );
}

function AnswerFacts({ asked: { summary, answerBy, serviceName, locationName } }: { asked: Asked }) {
  const say = useSay();
  const formats = useFormats();
  const { number, specialty, urgency, mode, area, ageBand, language } = summary;
  return (
    <Card title={say("answering.request")}>
      <Facts
        facts={[
          { name: say("portal.offer.specialty"), value: specialty },
          { name: say("portal.offer.urgency"), value: say.any(`referral.urgency.${urgency}`) },
          ...(mode ? [{ name: say("portal.offer.mode"), value: say.any(`portal.offer.mode-words.${mode}`) }] : []),
          ...(answerBy ? [{ name: say("answering.answer-by"), value: formats.dayLong(answerBy) }] : []),
          { name: say("answering.place"), value: `${serviceName}, ${locationName}` },
          ...(area ? [{ name: say("portal.offer.area"), value: area }] : []),
          ...(ageBand ? [{ name: say("portal.offer.age"), value: ageBand }] : []),
          ...(language
            ? [{ name: say("portal.offer.language"), value: languageName(language, formats.language) }]
            : []),
          { name: say("answering.number"), value: number },
        ]}
      />
    </Card>
  );
}

function DeclineHere({ reasons }: { reasons: Asked["reasons"] }) {
  const say = useSay();
  return (
    <ActDetails summary={say("answering.decline")} formId="decline">
      <ActForm formId="decline">
        <HiddenField name="intent" value="decline" />
        <RadioGroup name="code" label={say("portal.decline.code")} options={reasonChoices(reasons, say)} />
        <TextArea
          name="words"
          label={say("answering.words")}
          hint={say("answering.words-hint")}
          maxLength={WORDS_LENGTH}
          rows={3}
          optional
        />
        <Actions>
          <SubmitButton look="danger">{say("answering.decline-button")}</SubmitButton>
        </Actions>
      </ActForm>
    </ActDetails>
  );
}

type Ended = {
  standing: string;
  usedFor: "accept" | "decline" | "ask" | "waitlist" | null;
  usedAt: string | null;
  offerId: string;
  number: string | null;
};

/** What became of the link, and the way on for whoever can sign in. */
export function EndedAnswerPage({ ended: { usedFor, usedAt, offerId, number } }: { ended: Ended }) {
  const say = useSay();
  const formats = useFormats();
  return (
    <div className="large-print" role="status">
      <h1>{say(usedFor ? "answering.used-title" : "answering.late-title")}</h1>
      <p>
        {usedFor
          ? say(`answering.used.${usedFor}`, { number: number ?? "", when: usedAt ? formats.instant(usedAt) : "" })
          : say("answering.late", { number: number ?? "" })}
      </p>
      {usedFor === "accept" ? <p>{say("answering.after-accept")}</p> : null}
      {usedFor === "decline" ? null : (
        <ButtonLink to={`/portal/offers/${offerId}`} look="secondary">
          {say("answering.portal")}
        </ButtonLink>
      )}
    </div>
  );
}
