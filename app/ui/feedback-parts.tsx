// What staff see of feedback: the ways to ask, the link to print, what was said. Takes plain values; fetches nothing.
import { useFormats, useSay } from "#app/i18n/speech";
import { answerOf, QUESTIONS } from "../models/feedback/questions";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { SelectField } from "./choice-fields";
import { Facts } from "./facts";
import { Card } from "./layout-parts";
import { Notice } from "./notice";
import { QrPicture } from "./qr-picture";
import { ToneTag } from "./state-tag";
import { HiddenField } from "./text-fields";

type AskCardsProps = {
  mayAsk: boolean;
  addresses: readonly { value: string; unsafe: string | null }[];
  asked: { at: Date | string; how: string } | null;
};

export function AskCards({ mayAsk, addresses, asked }: AskCardsProps) {
  const say = useSay();
  const formats = useFormats();
  if (!mayAsk)
    return (
      <Notice>
        <p>{say("feedback.ask.no-outcome")}</p>
      </Notice>
    );
  return (
    <>
      {asked ? (
        <p>
          {say("feedback.ask.asked", { day: formats.instantDay(asked.at) })},{" "}
          {say.any(`feedback.ask.asked-how.${asked.how}`)}
        </p>
      ) : null}
      <Card title={say("feedback.ask.mail")}>
        {addresses.length === 0 ? (
          <p>{say("feedback.ask.no-address")}</p>
        ) : (
          <ActForm formId="mail">
            <HiddenField name="intent" value="mail" />
            <p>{say("feedback.ask.mail-lead")}</p>
            <SelectField
              name="to"
              label={say("feedback.ask.to")}
              options={addresses.map(({ value, unsafe }) => ({
                value,
                label: unsafe ? `${value}: ${say.any(`client.unsafe.${unsafe}`)}` : value,
                disabled: unsafe !== null,
              }))}
            />
            <SubmitButton>{say("feedback.ask.mail-button")}</SubmitButton>
          </ActForm>
        )}
      </Card>
      <Card title={say("feedback.ask.paper")}>
        <ActForm formId="paper">
          <HiddenField name="intent" value="paper" />
          <p>{say("feedback.ask.paper-lead")}</p>
          <SubmitButton look="secondary" icon="print">
            {say("feedback.ask.paper-button")}
          </SubmitButton>
        </ActForm>
      </Card>
    </>
  );
}

export function LinkOnPaper({ link, code }: { link: string; code: { size: number; path: string } }) {
  const say = useSay();
  return (
    <Card title={say("feedback.ask.made")} look="act">
      <p>{say("feedback.ask.made-lead")}</p>
      <QrPicture code={code} label={say("feedback.ask.code")} />
      <p className="link-once">{link}</p>
    </Card>
  );
}

/** How clients of one's own agency found a service; not told while so few answered that one could be known by it. */
export function QualityCard({ quality }: { quality: { answers: number; score: number } | null }) {
  const say = useSay();
  return (
    <Card title={say("feedback.quality.title")}>
      <p className={quality ? undefined : "soft"}>
        {quality
          ? say("feedback.quality.score", { score: quality.score, count: quality.answers })
          : say("feedback.quality.none")}
      </p>
    </Card>
  );
}

type Given = {
  id: string;
  helped: number | null;
  treated: number | null;
  again: number | null;
  urgent: string | null;
  words: string;
  createdAt: Date | string;
};

export function FeedbackGiven({ given }: { given: readonly Given[] }) {
  const say = useSay();
  const formats = useFormats();
  return (
    <Card title={say("feedback.ask.given")}>
      {given.length === 0 ? <p className="soft">{say("feedback.ask.given-none")}</p> : null}
      {given.map((feedback) => (
        <section key={feedback.id}>
          <h3>{formats.instantDay(feedback.createdAt)}</h3>
          {feedback.urgent ? <ToneTag tone="act">{say.any(`feedback.urgent.${feedback.urgent}`)}</ToneTag> : null}
          <Facts
            facts={[
              ...QUESTIONS.map((question) => {
                const answer = answerOf(feedback[question]);
                return {
                  name: say(`sharing.feedback.${question}`),
                  value: answer ? say(`sharing.feedback.answer.${question}.${answer}`) : say("feedback.ask.skipped"),
                };
              }),
              ...(feedback.words ? [{ name: say("feedback.ask.words"), value: feedback.words }] : []),
            ]}
          />
        </section>
      ))}
    </Card>
  );
}
