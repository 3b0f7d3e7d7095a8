// One line of an invoice read alone, as both sides see it: the four amounts, why this rate, and what was said about it. Plain values in.
import { useFormats, useSay } from "#app/i18n/speech";
import { LINE_MESSAGE_LENGTH } from "#app/models/invoice/forms";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import type { SheetLine } from "./invoice-sheet";
import { Card, ScreenOnly } from "./layout-parts";
import { Sums } from "./sums";
import { HiddenField, TextArea } from "./text-fields";

/** Billed is always what is allowed and what is adjusted; paid is all that is allowed, or nothing yet. */
export function FourAmounts({ line }: { line: SheetLine }) {
  const say = useSay();
  const formats = useFormats();
  const { agreedCents } = line.facts;
  const per = (cents: bigint) => `${formats.money(cents)} ${say.any(`word.per-unit.${line.unitType}`)}`;
  return (
    <Card title={say("dispute.four.title")}>
      <Sums
        sums={[
          { name: say("dispute.four.billed"), cents: line.amountCents },
          { name: say("dispute.four.allowed"), cents: line.approvedCents },
          { name: say("dispute.four.adjusted"), cents: line.adjustedCents },
          { name: say("dispute.four.paid"), cents: line.paidCents },
        ]}
      />
      <p className="soft">
        {say("dispute.four.because", { rate: per(line.rateCents), number: line.authorizationNumber })}{" "}
        {agreedCents === null
          ? null
          : agreedCents === line.rateCents
            ? say("dispute.four.agreed-same")
            : say("dispute.four.agreed-other", { rate: per(agreedCents) })}
      </p>
    </Card>
  );
}

export interface LineMessage {
  readonly id: string;
  readonly side: string;
  readonly authorName: string;
  readonly words: string;
  readonly createdAt: Date;
}

type LineThreadProps = {
  messages: readonly LineMessage[];
  reader: "agency" | "provider";
  mayWrite: boolean;
};

export function LineThread({ messages, reader, mayWrite }: LineThreadProps) {
  const say = useSay();
  const formats = useFormats();
  return (
    <Card title={say("dispute.thread.title")}>
      {messages.length === 0 ? <p className="soft">{say("dispute.thread.empty")}</p> : null}
      <ol className="thread">
        {messages.map(({ id, side, authorName, words, createdAt }) => (
          <li key={id} id={id} className={side === reader ? "thread-message thread-mine" : "thread-message"}>
            <p className="thread-head">
              <strong>{authorName}</strong>
              <span className="soft">
                {" "}
                {say(side === "agency" ? "dispute.thread.agency" : "dispute.thread.provider")} ·{" "}
                <time dateTime={createdAt.toISOString()}>{formats.instant(createdAt)}</time>
              </span>
            </p>
            <p className="prose">{words}</p>
          </li>
        ))}
      </ol>
      {mayWrite ? (
        <ScreenOnly>
          <ActForm formId="say">
            <HiddenField name="move" value="say" />
            <TextArea
              name="words"
              label={say("dispute.thread.words")}
              hint={say("dispute.thread.words-hint")}
              rows={3}
              maxLength={LINE_MESSAGE_LENGTH}
            />
            <SubmitButton look="secondary">{say("dispute.thread.send")}</SubmitButton>
          </ActForm>
        </ScreenOnly>
      ) : null}
    </Card>
  );
}
