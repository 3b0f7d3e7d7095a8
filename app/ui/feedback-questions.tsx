// The questions a client answers: a picture and a word for each answer, large enough for a thumb. Takes its words; decides nothing.
import type { SayToClient } from "#app/i18n/say-to-client";
import { FEEDBACK_WORDS_LENGTH } from "../models/feedback/forms";
import { ANSWERS, NOT_URGENT, QUESTIONS, URGENT } from "../models/feedback/questions";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { Icon, type IconName } from "./icon";
import { Notice } from "./notice";

const PICTURES: Readonly<Record<string, IconName>> = {
  good: "check-circle",
  middling: "remove-circle",
  bad: "cancel",
  not_safe: "warning",
  need_now: "priority-high",
  no: "check-circle",
};

type Said = { say: SayToClient };

export function FeedbackQuestions({ say, nothing }: Said & { nothing: boolean }) {
  return (
    <ActForm formId="feedback">
      {nothing ? (
        <div role="alert">
          <Notice tone="warning">
            <p>{say("sharing.feedback.nothing")}</p>
          </Notice>
        </div>
      ) : null}
      {QUESTIONS.map((question) => (
        <Answers
          key={question}
          name={question}
          legend={say(`sharing.feedback.${question}`)}
          options={ANSWERS.map((value) => ({ value, label: say(`sharing.feedback.answer.${question}.${value}`) }))}
        />
      ))}
      <Answers
        name="urgent"
        legend={say("sharing.feedback.urgent")}
        hint={say("sharing.feedback.urgent-hint")}
        options={[...URGENT, NOT_URGENT].map((value) => ({
          value,
          label: say(`sharing.feedback.urgent-answer.${value}`),
        }))}
      />
      <p>{say("sharing.feedback.emergency")}</p>
      <p>
        <label htmlFor="feedback-words">{say("sharing.feedback.words")}</label>
        <textarea
          id="feedback-words"
          name="words"
          className="usa-textarea"
          maxLength={FEEDBACK_WORDS_LENGTH}
          rows={4}
        />
      </p>
      <SubmitButton>{say("sharing.feedback.button")}</SubmitButton>
    </ActForm>
  );
}

type AnswersProps = {
  name: string;
  legend: string;
  hint?: string;
  options: readonly { value: string; label: string }[];
};

function Answers({ name, legend, hint, options }: AnswersProps) {
  return (
    <fieldset className="answer-question">
      <legend>{legend}</legend>
      {hint ? <p>{hint}</p> : null}
      {options.map(({ value, label }) => (
        <label key={value} className="answer-card" htmlFor={`${name}-${value}`}>
          <input type="radio" id={`${name}-${value}`} name={name} value={value} />
          <Icon name={PICTURES[value] ?? "help-outline"} />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
