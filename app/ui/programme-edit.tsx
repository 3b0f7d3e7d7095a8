// What supervisors and administrators change of a programme: its rules, its stages, its facts. Takes plain values.
import { Link } from "@remix-run/react";
import { useSay } from "#app/i18n/speech";
import type { ProgrammePage } from "#app/models/programme/read.server";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { Card } from "./layout-parts";
import { ProgrammeFields } from "./programme-parts";
import { useRuleWords } from "./programme-rules";
import { HiddenField, TextField } from "./text-fields";

type Part<Key extends keyof ProgrammePage> = { programme: Pick<ProgrammePage, Key>; mayEdit: boolean };

export function ProgrammeRules({ programme: { id, rules, forms }, mayEdit }: Part<"id" | "rules" | "forms">) {
  const say = useSay();
  const ruleWords = useRuleWords(forms);
  return (
    <Card
      title={say("programme.rule.title")}
      aside={mayEdit ? <Link to={`/agency/programmes/${id}/rule`}>{say("programme.rule.add")}</Link> : undefined}
    >
      <p className="soft">{say(rules.length === 0 ? "programme.rule.none" : "programme.rule.lead")}</p>
      <ul className="plain-list">
        {rules.map((rule, place) => (
          <li key={JSON.stringify(rule)}>
            <span>{ruleWords(rule)}</span>
            {mayEdit ? (
              <ActForm formId={`rule-${place}`}>
                <HiddenField name="intent" value="remove-rule" />
                <HiddenField name="place" value={String(place)} />
                <SubmitButton look="quiet">
                  {say("programme.rule.remove")} <span className="usa-sr-only">{ruleWords(rule)}</span>
                </SubmitButton>
              </ActForm>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

export function ProgrammeStages({ programme: { stages }, mayEdit }: Part<"stages">) {
  const say = useSay();
  return (
    <Card title={say("programme.field.stages")}>
      <ol>
        {stages.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
      </ol>
      {mayEdit ? (
        <ActDetails summary={say("programme.stage.edit")} formId="stage">
          {stages.map(({ id, name, position }) => (
            <ActForm key={id} formId={`stage-${position}`}>
              <HiddenField name="intent" value="rename-stage" />
              <HiddenField name="stageId" value={id} />
              <TextField
                name="name"
                label={say("programme.stage.name", { number: position })}
                defaultValue={name}
                maxLength={120}
              />
              <SubmitButton look="secondary">{say("programme.stage.rename", { number: position })}</SubmitButton>
            </ActForm>
          ))}
          <ActForm formId="stage">
            <HiddenField name="intent" value="add-stage" />
            <TextField name="name" label={say("programme.stage.new")} maxLength={120} />
            <SubmitButton look="secondary">{say("programme.stage.add")}</SubmitButton>
          </ActForm>
        </ActDetails>
      ) : null}
    </Card>
  );
}

export function EditProgramme({ programme }: { programme: ProgrammePage }) {
  const say = useSay();
  const turn = programme.closedAt ? "reopen" : "close";
  return (
    <Card title={say("programme.page.change")}>
      <ActDetails summary={say("programme.page.facts")} formId="facts">
        <ActForm formId="facts">
          <HiddenField name="intent" value="facts" />
          <ProgrammeFields known={programme} />
          <SubmitButton>{say("programme.page.save")}</SubmitButton>
        </ActForm>
      </ActDetails>
      <ActForm formId="turn">
        <HiddenField name="intent" value={turn} />
        <SubmitButton look="secondary">{say(`programme.page.${turn}`)}</SubmitButton>
      </ActForm>
    </Card>
  );
}
