// A referral that may have been entered in error: the question, and the second person's answer. Takes plain values; decides nothing.
import { useFormats, useSay } from "#app/i18n/speech";
import { WORDS_LENGTH } from "../models/referral/forms";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { Card } from "./layout-parts";
import { HiddenField, TextArea } from "./text-fields";

export function AskRetraction() {
  const say = useSay();
  return (
    <ActDetails summary={say("referral.retraction.open")} formId="ask-retraction">
      <ActForm formId="ask-retraction">
        <p>{say("referral.retraction.lead")}</p>
        <HiddenField name="intent" value="ask-retraction" />
        <TextArea name="words" label={say("referral.retraction.words")} maxLength={WORDS_LENGTH} rows={3} />
        <SubmitButton look="danger">{say("referral.retraction.ask")}</SubmitButton>
      </ActForm>
    </ActDetails>
  );
}

type Asked = { words: string; name: string; createdAt: Date | string; mine: boolean; mayDecide: boolean };

export function RetractionCard({ asked }: { asked: Asked }) {
  const say = useSay();
  const formats = useFormats();
  const { words, name, createdAt, mine, mayDecide } = asked;
  return (
    <Card title={say("referral.retraction.title")} look={mayDecide ? "act" : "plain"}>
      <p>{say("referral.retraction.asked", { name, instant: formats.instant(createdAt) })}</p>
      <blockquote className="prose">{words}</blockquote>
      {mayDecide ? <Decide /> : <p>{say(mine ? "referral.retraction.waits" : "referral.retraction.others")}</p>}
      {mine ? (
        <ActForm formId="withdraw-retraction">
          <HiddenField name="intent" value="withdraw-retraction" />
          <SubmitButton look="secondary">{say("referral.retraction.withdraw")}</SubmitButton>
        </ActForm>
      ) : null}
    </Card>
  );
}

function Decide() {
  const say = useSay();
  return (
    <>
      <ActForm formId="confirm-retraction">
        <p>{say("referral.retraction.confirm-lead")}</p>
        <HiddenField name="intent" value="confirm-retraction" />
        <SubmitButton look="danger">{say("referral.retraction.confirm")}</SubmitButton>
      </ActForm>
      <ActDetails summary={say("referral.retraction.refuse")} formId="refuse-retraction">
        <ActForm formId="refuse-retraction">
          <HiddenField name="intent" value="refuse-retraction" />
          <TextArea name="words" label={say("referral.retraction.refuse-words")} maxLength={WORDS_LENGTH} rows={3} />
          <SubmitButton look="secondary">{say("referral.retraction.refuse-button")}</SubmitButton>
        </ActForm>
      </ActDetails>
    </>
  );
}
