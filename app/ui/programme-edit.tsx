// What supervisors and administrators change of a programme: its rules, its stages, its facts. Takes plain values.
import { Link } from "@remix-run/react";
import { useSay } from "#app/i18n/speech";
import type { ProgrammePage } from "#app/models/programme/read.server";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { SelectField } from "./choice-fields";
import { Card, Stack } from "./layout-parts";
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
      <ul className="waiting">
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

type Stage = ProgrammePage["stages"][number];
type StagesProps = Part<"stages"> & { readonly inStages: Readonly<Record<string, number>> };

export function ProgrammeStages({ programme: { stages }, mayEdit, inStages }: StagesProps) {
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
          <Stack>
            {stages.map((stage) => (
              <section key={stage.id}>
                <EditStage stage={stage} stages={stages} />
                {stages.length > 1 ? (
                  <RemoveStage stage={stage} stages={stages} members={inStages[stage.id] ?? 0} />
                ) : null}
              </section>
            ))}
            <ActForm formId="stage">
              <HiddenField name="intent" value="add-stage" />
              <TextField name="name" label={say("programme.stage.new")} maxLength={120} />
              <SubmitButton look="secondary">{say("programme.stage.add")}</SubmitButton>
            </ActForm>
          </Stack>
        </ActDetails>
      ) : null}
    </Card>
  );
}

function EditStage({ stage: { id, name, position }, stages }: { stage: Stage; stages: readonly Stage[] }) {
  const say = useSay();
  const ways = [
    ...(stages[0]?.id === id ? [] : ["up" as const]),
    ...(stages.at(-1)?.id === id ? [] : ["down" as const]),
  ];
  return (
    <>
      <ActForm formId={`stage-${position}`}>
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
      {ways.length > 0 ? (
        <ActForm formId={`place-${position}`}>
          <HiddenField name="intent" value="place-stage" />
          <HiddenField name="stageId" value={id} />
          <div className="actions">
            {ways.map((to) => (
              <SubmitButton key={to} look="quiet" name="to" value={to}>
                {say(`programme.stage.${to}`, { name })}
              </SubmitButton>
            ))}
          </div>
        </ActForm>
      ) : null}
    </>
  );
}

type RemoveStageProps = { stage: Stage; stages: readonly Stage[]; members: number };

/** What it does to those who stand there is said before it is done. */
function RemoveStage({ stage: { id, name, position }, stages, members }: RemoveStageProps) {
  const say = useSay();
  const others = stages.filter((other) => other.id !== id);
  const nearest = others.findLast((other) => other.position < position) ?? others[0];
  return (
    <ActDetails summary={say("programme.stage.remove", { name })} formId={`remove-${position}`}>
      <ActForm formId={`remove-${position}`}>
        <p>{say(members === 0 ? "programme.stage.nobody-in" : "programme.stage.in", { count: members })}</p>
        <HiddenField name="intent" value="remove-stage" />
        <HiddenField name="stageId" value={id} />
        <SelectField
          name="into"
          label={say("programme.stage.into")}
          defaultValue={nearest?.id}
          emptyLabel={null}
          options={others.map((other) => ({ value: other.id, label: other.name }))}
        />
        <SubmitButton look="danger">{say("programme.stage.remove", { name })}</SubmitButton>
      </ActForm>
    </ActDetails>
  );
}

export function EditProgramme({ programme }: { programme: ProgrammePage }) {
  const say = useSay();
  const turn = programme.closedAt ? "reopen" : "close";
  return (
    <Card title={say("programme.page.change")}>
      <Stack>
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
      </Stack>
    </Card>
  );
}
