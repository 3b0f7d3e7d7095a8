// Two records side by side that may be one person, and what a person may decide about them. Decides nothing itself.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { RadioGroup } from "./choice-fields";
import { Actions, Card } from "./layout-parts";
import { Notice } from "./notice";
import { StateTag } from "./state-tag";
import { HiddenField } from "./text-fields";

export interface RecordFace {
  readonly id: string;
  readonly number: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly birthDay: string | null;
  readonly telephone: string | null;
  readonly city: string | null;
}

export interface PairFace {
  readonly id: string;
  readonly state: string;
  readonly reasons: readonly string[];
  readonly shownClientId: string | null;
  readonly decidedAt: string | Date | null;
  readonly decidedBy: string | null;
  readonly one: RecordFace;
  readonly other: RecordFace;
}

const nameOf = ({ givenName, familyName }: RecordFace) => `${givenName} ${familyName}`;

export function PairCard({ pair }: { pair: PairFace }) {
  const say = useSay();
  const formats = useFormats();
  const { one, other, reasons, state, decidedAt, decidedBy } = pair;
  const why = formats.list(reasons.map((reason) => say.any(`client.link.why-${reason}`)));
  return (
    <Card
      title={say("client.link.pair", { one: nameOf(one), other: nameOf(other) })}
      aside={<StateTag lifecycle="client_pair" state={state} />}
    >
      <p className="soft">
        {say("client.link.why", { reasons: why })}
        {decidedAt
          ? ` · ${say("client.link.decided", { name: decidedBy ?? "", instant: formats.instant(decidedAt) })}`
          : ""}
      </p>
      <ul className="plain-list">
        {[one, other].map((record) => (
          <li key={record.id}>
            <Link to={`/agency/clients/${record.id}`}>{nameOf(record)}</Link> <RecordFacts record={record} />
          </li>
        ))}
      </ul>
      <PairMoves pair={pair} />
    </Card>
  );
}

function RecordFacts({ record: { number, birthDay, telephone, city } }: { record: RecordFace }) {
  const say = useSay();
  const formats = useFormats();
  const born = birthDay ? say("client.link.born", { day: formats.day(birthDay) }) : say("client.link.born-unknown");
  return <span className="soft figures">{[number, born, telephone, city].filter(Boolean).join(" · ")}</span>;
}

function PairMoves({ pair: { id, state, one, other } }: { pair: PairFace }) {
  const say = useSay();
  if (state === "suggested")
    return (
      <>
        <ActForm formId={`link-${id}`}>
          <HiddenField name="intent" value="link" />
          <HiddenField name="link" value={id} />
          <RadioGroup
            name="shown"
            label={say("client.link.show")}
            defaultValue={one.id}
            options={[one, other].map((record) => ({
              value: record.id,
              label: `${record.number}, ${nameOf(record)}`,
            }))}
          />
          <SubmitButton look="secondary">{say("client.link.link")}</SubmitButton>
        </ActForm>
        <Actions>
          <MoveForm id={id} intent="tell_apart" />
        </Actions>
      </>
    );
  return (
    <Actions>
      <MoveForm id={id} intent={state === "linked" ? "part" : "reconsider"} />
    </Actions>
  );
}

function MoveForm({ id, intent }: { id: string; intent: "tell_apart" | "part" | "reconsider" }) {
  const say = useSay();
  return (
    <ActForm formId={`${intent}-${id}`}>
      <HiddenField name="intent" value={intent} />
      <HiddenField name="link" value={id} />
      <SubmitButton look="quiet">{say(`client.link.${intent}`)}</SubmitButton>
    </ActForm>
  );
}

/** On a client's own card: which other record is the same person, or may be. */
export function LinkNotices({ clientId, links }: { clientId: string; links: readonly PairFace[] }) {
  const say = useSay();
  return (
    <>
      {links.map(({ id, state, one, other, shownClientId }) => {
        const { number, ...twin } = one.id === clientId ? other : one;
        const name = nameOf({ number, ...twin });
        return (
          <Notice key={id} tone={state === "linked" ? "info" : "warning"}>
            {say(state === "linked" ? "client.link.linked-with" : "client.link.may-be", { number, name })}{" "}
            {state === "linked"
              ? say(shownClientId === clientId ? "client.link.shown-here" : "client.link.shown-there")
              : ""}{" "}
            <Link to={`/agency/clients/${twin.id}`}>{number}</Link> ·{" "}
            <Link to={`/agency/clients/duplicates?state=${state}`}>{say("client.link.look")}</Link>
          </Notice>
        );
      })}
    </>
  );
}
