// Who belongs to a client, and the form for one more. Takes plain values; turns nothing round.
import { Link } from "@remix-run/react";
import { useSay } from "#app/i18n/speech";
import { GUARDIANS, RELATION_KINDS, type Relation } from "#app/models/client/relation-kinds";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { Checkbox, RadioGroup, SelectField } from "./choice-fields";
import { EndForm } from "./end-form";
import { Empty } from "./layout-parts";
import { ToneTag } from "./state-tag";
import { HiddenField, TextField } from "./text-fields";

export interface RelationFace extends Relation {
  readonly id: string;
  readonly otherId: string | null;
  readonly otherNumber: string | null;
  readonly otherName: string;
  readonly livesTogether: boolean;
  readonly note: string;
}

export function Relations({ relations, writes }: { relations: readonly RelationFace[]; writes: boolean }) {
  const say = useSay();
  const home = relations.filter(({ livesTogether }) => livesTogether);
  const others = relations.filter(({ livesTogether }) => !livesTogether);
  if (relations.length === 0)
    return <Empty title={say("client.relation.none")}>{say("client.relation.none-lead")}</Empty>;
  return (
    <>
      {home.length > 0 ? (
        <>
          <h3>{say("client.relation.home")}</h3>
          <p className="soft">{say("client.relation.size", { count: home.length })}</p>
          <RelationList relations={home} writes={writes} />
        </>
      ) : null}
      {others.length > 0 ? (
        <>
          {home.length > 0 ? <h3>{say("client.relation.others")}</h3> : null}
          <RelationList relations={others} writes={writes} />
        </>
      ) : null}
    </>
  );
}

function RelationList({ relations, writes }: { relations: readonly RelationFace[]; writes: boolean }) {
  const say = useSay();
  return (
    <ul className="plain-list relation-list">
      {relations.map(({ id, kind, guardian, otherId, otherNumber, otherName, otherNotTold, clientNotTold, note }) => (
        <li key={id}>
          <div>
            <strong>{otherId ? <Link to={`/agency/clients/${otherId}`}>{otherName}</Link> : otherName}</strong>{" "}
            {otherNumber ? <span className="figures soft">{otherNumber}</span> : null}
            <div className="soft">
              {[say(`client.kin.${kind}`), guardian === "none" ? "" : say(`client.relation.${guardian}-guardian`), note]
                .filter(Boolean)
                .join(" · ")}
            </div>
            {otherNotTold ? <ToneTag tone="refused">{say("client.relation.other-not-told")}</ToneTag> : null}{" "}
            {clientNotTold ? <ToneTag tone="refused">{say("client.relation.client-not-told")}</ToneTag> : null}
          </div>
          {writes ? (
            <EndForm
              id={id}
              label={say("client.relation.end")}
              spoken={say("client.relation.end-one", { name: otherName })}
            />
          ) : null}
        </li>
      ))}
    </ul>
  );
}

export function RelationFields() {
  const say = useSay();
  return (
    <ActForm formId="relation">
      <HiddenField name="intent" value="add" />
      <SelectField
        name="kind"
        label={say("client.relation.kind")}
        options={RELATION_KINDS.map((value) => ({ value, label: say(`client.kin.${value}`) }))}
      />
      <TextField
        name="number"
        label={say("client.relation.number")}
        hint={say("client.relation.number-hint")}
        maxLength={20}
        size="medium"
        optional
      />
      <TextField name="name" label={say("client.relation.name")} maxLength={200} optional />
      <Checkbox name="livesTogether" label={say("client.relation.lives")} />
      <RadioGroup
        name="guardian"
        label={say("client.relation.guardian")}
        defaultValue="none"
        options={GUARDIANS.map((value) => ({ value, label: say(`client.relation.guardian-${value}`) }))}
      />
      <Checkbox
        name="otherNotTold"
        label={say("client.relation.not-told-box")}
        hint={say("client.relation.not-told-hint")}
      />
      <Checkbox name="clientNotTold" label={say("client.relation.client-not-told-box")} />
      <TextField name="note" label={say("client.relation.note")} maxLength={500} optional />
      <SubmitButton>{say("client.relation.save")}</SubmitButton>
    </ActForm>
  );
}
