// What becomes of a request: the four ways out as forms, and the way that was taken. Takes plain values; decides nothing.
import { useFormats, useSay } from "#app/i18n/speech";
import { DECLINE_REASONS } from "../models/case/codes";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { ButtonLink, SubmitButton } from "./button";
import { RadioGroup } from "./choice-fields";
import { Card } from "./layout-parts";
import { HiddenField, TextArea, TextField } from "./text-fields";

export function Triage({ requestId }: { requestId: string }) {
  const say = useSay();
  return (
    <Card title={say("request.page.triage")} look="act">
      <div className="actions">
        <ButtonLink to={`/agency/requests/${requestId}/open`}>{say("request.page.open")}</ButtonLink>
      </div>
      <p className="soft">{say("request.page.open-lead")}</p>
      <ActDetails summary={say("request.page.answer")} formId="answer">
        <ActForm formId="answer">
          <HiddenField name="intent" value="answer" />
          <TextArea name="words" label={say("request.page.answer-words")} maxLength={2000} rows={3} />
          <SubmitButton look="secondary">{say("request.page.answer-save")}</SubmitButton>
        </ActForm>
      </ActDetails>
      <ActDetails summary={say("request.page.pass-on")} formId="pass-on">
        <ActForm formId="pass-on">
          <HiddenField name="intent" value="pass-on" />
          <TextField name="passedTo" label={say("request.page.passed-to")} maxLength={200} />
          <TextArea name="words" label={say("request.page.pass-words")} maxLength={2000} rows={2} optional />
          <SubmitButton look="secondary">{say("request.page.pass-save")}</SubmitButton>
        </ActForm>
      </ActDetails>
      <ActDetails summary={say("request.page.decline")} formId="decline">
        <ActForm formId="decline">
          <HiddenField name="intent" value="decline" />
          <RadioGroup
            name="reason"
            label={say("request.page.decline-reason")}
            options={DECLINE_REASONS.map((value) => ({ value, label: say(`request.reason.${value}`) }))}
          />
          <TextArea name="words" label={say("request.page.decline-words")} maxLength={2000} rows={2} optional />
          <SubmitButton look="danger">{say("request.page.decline-save")}</SubmitButton>
        </ActForm>
      </ActDetails>
    </Card>
  );
}

type Result = {
  readonly state: string;
  readonly passedTo: string;
  readonly reasonCode: string | null;
  readonly reasonWords: string;
  readonly decidedAt: Date | null;
  readonly decidedByName: string | null;
};

export function RequestResult({ request }: { request: Result }) {
  const say = useSay();
  const formats = useFormats();
  const { state, passedTo, reasonCode, reasonWords, decidedAt, decidedByName } = request;
  return (
    <Card title={say("request.page.result")}>
      {passedTo ? <p>{say("request.page.passed-value", { to: passedTo })}</p> : null}
      {reasonCode ? <p>{say.any(`request.reason.${reasonCode}`)}</p> : null}
      {reasonWords ? <p className="note-words">{reasonWords}</p> : null}
      {decidedAt ? (
        <p className="soft">
          {say("request.page.result-by", { day: formats.instantDay(decidedAt), name: decidedByName ?? "" })}
        </p>
      ) : null}
      {state === "opened" ? null : (
        <ActForm formId="take-back">
          <HiddenField name="intent" value="take-back" />
          <SubmitButton look="secondary">{say("request.page.take-back")}</SubmitButton>
        </ActForm>
      )}
    </Card>
  );
}
