// The changes of an authorization on its page: the one that waits, with what it does and who may decide, and those before it. Takes plain values.
import { useFormats, useSay } from "#app/i18n/speech";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { ChangeEffectList } from "./change-effect";
import { Actions, Card } from "./layout-parts";
import { type Limit, useLimitWords } from "./limit-words";
import { StateTag } from "./state-tag";
import { HiddenField, TextArea } from "./text-fields";

type Terms = { readonly units: bigint; readonly limit: Limit; readonly lastDay: string };

export type ShownChange = {
  readonly id: string;
  readonly state: string;
  readonly words: string;
  readonly decisionWords: string;
  readonly at: Date;
  readonly decidedAt: Date | null;
  readonly askedBy: string;
  readonly decidedBy: string | null;
  readonly before: Terms;
  readonly after: Terms;
};

/** What is now beside what would be, only where the two are not the same. */
function Differences({ change: { before, after }, unitType }: { change: ShownChange; unitType: string }) {
  const say = useSay();
  const formats = useFormats();
  const limitWords = useLimitWords();
  const rows = [
    ["units", formats.units(before.units, unitType), formats.units(after.units, unitType)],
    ["limit", limitWords(before.limit, unitType), limitWords(after.limit, unitType)],
    ["last-day", formats.day(before.lastDay), formats.day(after.lastDay)],
  ] as const;
  return (
    <ul>
      {rows
        .filter(([, was, is]) => was !== is)
        .map(([name, was, is]) => (
          <li key={name}>
            {say(`authorization.change.${name}`)}: {was} → <strong>{is}</strong>
          </li>
        ))}
    </ul>
  );
}

type WaitingProps = {
  change: ShownChange;
  open: { readonly seen: string; readonly effect: Parameters<typeof ChangeEffectList>[0]["effect"] };
  unitType: string;
  moreCents: bigint;
  /** Why the reader does not grant it, where they may not. */
  why: "own" | "supervisor" | null;
};

export function WaitingChange({ change, open, unitType, moreCents, why }: WaitingProps) {
  const say = useSay();
  const formats = useFormats();
  const id = <HiddenField name="changeId" value={change.id} />;
  const { askedBy: name, words } = change;
  return (
    <Card title={say("authorization.change.waits")} look={why ? "plain" : "act"}>
      <p>{say("authorization.change.asked-by", { name, day: formats.instantDay(change.at), words })}</p>
      <Differences change={change} unitType={unitType} />
      <h3>{say("authorization.change.what-it-does")}</h3>
      <ChangeEffectList effect={open.effect} unitType={unitType} moreCents={moreCents} />
      {why ? (
        <p>{say(`authorization.change.${why}-waits`)}</p>
      ) : (
        <ActForm formId="grant">
          <HiddenField name="move" value="grant" />
          {id}
          <HiddenField name="seen" value={open.seen} />
          <Actions>
            <SubmitButton look="act">{say("authorization.change.grant")}</SubmitButton>
          </Actions>
        </ActForm>
      )}
      {why === "own" ? (
        <ActForm formId="withdraw">
          <HiddenField name="move" value="withdraw" />
          {id}
          <SubmitButton look="secondary">{say("authorization.change.withdraw")}</SubmitButton>
        </ActForm>
      ) : (
        <ActDetails summary={say("authorization.change.refuse")} formId="refuse">
          <ActForm formId="refuse">
            <HiddenField name="move" value="refuse" />
            {id}
            <TextArea name="words" label={say("authorization.change.refuse-words")} maxLength={500} rows={2} />
            <SubmitButton look="secondary">{say("authorization.change.refuse")}</SubmitButton>
          </ActForm>
        </ActDetails>
      )}
    </Card>
  );
}

/** What was asked and decided before, newest first. */
export function ChangeHistory({ changes, unitType }: { changes: readonly ShownChange[]; unitType: string }) {
  const say = useSay();
  const formats = useFormats();
  if (changes.length === 0) return null;
  return (
    <Card title={say("authorization.change.history")}>
      <ul className="notes">
        {changes.map((change) => (
          <li key={change.id}>
            <p>
              <StateTag lifecycle="authorization_change" state={change.state} /> {change.words}
            </p>
            <Differences change={change} unitType={unitType} />
            {change.decisionWords ? <p>{change.decisionWords}</p> : null}
            <p className="soft">
              {[
                `${change.askedBy}, ${formats.instantDay(change.at)}`,
                change.decidedAt && change.decidedBy
                  ? say("authorization.change.decided-by", {
                      name: change.decidedBy,
                      day: formats.instantDay(change.decidedAt),
                    })
                  : "",
              ]
                .filter(Boolean)
                .join(" · ")}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
