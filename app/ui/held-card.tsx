// What somebody holds at a provider that must be carried on, and the form that hands it over. Takes plain values; moves nothing.
import { useSay } from "#app/i18n/speech";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { SelectField } from "./choice-fields";
import { Card } from "./layout-parts";
import { HiddenField } from "./text-fields";

type HeldLine = {
  readonly id: string;
  readonly name: string;
  readonly sessions: number;
  readonly schedules: number;
};

type HeldCardProps = {
  held: readonly HeldLine[];
  successors: readonly { id: string; name: string }[];
  mayHandOver: boolean;
};

export function HeldCard({ held, successors, mayHandOver }: HeldCardProps) {
  const say = useSay();
  const holding = held.filter(({ sessions, schedules }) => sessions + schedules > 0);
  return (
    <Card title={say("agency.person.held")} look={holding.length > 0 ? "act" : "plain"}>
      {holding.length === 0 ? <p className="soft">{say("agency.person.held-none")}</p> : null}
      {holding.map(({ id, sessions, schedules }) => (
        <div key={id}>
          {sessions > 0 ? <p>{say("agency.person.held-sessions", { count: sessions })}</p> : null}
          {schedules > 0 ? <p>{say("agency.person.held-schedules", { count: schedules })}</p> : null}
          {mayHandOver ? <HandOver fromId={id} successors={successors} /> : null}
        </div>
      ))}
    </Card>
  );
}

function HandOver({ fromId, successors }: { fromId: string; successors: HeldCardProps["successors"] }) {
  const say = useSay();
  if (successors.length === 0) return <p className="soft">{say("agency.person.hand-over-nobody")}</p>;
  return (
    <ActForm formId={`hand-over-${fromId}`}>
      <HiddenField name="intent" value="hand-over" />
      <HiddenField name="fromId" value={fromId} />
      <SelectField
        name="toId"
        label={say("agency.person.hand-over")}
        hint={say("agency.person.hand-over-hint")}
        options={successors.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <SubmitButton look="secondary">{say("agency.person.hand-over-button")}</SubmitButton>
    </ActForm>
  );
}
