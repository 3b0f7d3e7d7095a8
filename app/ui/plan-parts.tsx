// The parts of a care plan's page: goals and what is planned, shown and, in a draft, changed. Takes plain values; decides nothing.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import { PLANNED_KINDS } from "../models/plan/codes";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { ButtonLink, SubmitButton } from "./button";
import { RadioGroup, SelectField } from "./choice-fields";
import { Card } from "./layout-parts";
import { StateTag } from "./state-tag";
import { DateField, HiddenField, TextArea, TextField } from "./text-fields";

export type Goal = {
  readonly id: string;
  readonly words: string;
  readonly measure: string;
  readonly targetOn: string | null;
};

export function GoalsCard({ goals, mayChange }: { goals: readonly Goal[]; mayChange: boolean }) {
  const say = useSay();
  return (
    <Card title={say("plan.goal.title")}>
      {goals.length === 0 ? <p className="soft">{say("plan.goal.empty")}</p> : null}
      <ol className="plan-list">
        {goals.map((goal) => (
          <li key={goal.id}>
            <GoalLine goal={goal} />
            {mayChange ? <GoalChange goal={goal} /> : null}
          </li>
        ))}
      </ol>
      {mayChange ? (
        <ActDetails summary={say("plan.goal.add")} formId="goal" open={goals.length === 0}>
          <ActForm formId="goal">
            <HiddenField name="intent" value="goal" />
            <GoalFields />
            <SubmitButton look="secondary">{say("plan.goal.save")}</SubmitButton>
          </ActForm>
        </ActDetails>
      ) : null}
    </Card>
  );
}

function GoalLine({ goal }: { goal: Goal }) {
  const say = useSay();
  const formats = useFormats();
  return (
    <div>
      <strong>{goal.words}</strong>
      {goal.measure ? <p>{say("plan.goal.know", { measure: goal.measure })}</p> : null}
      {goal.targetOn ? <p className="soft">{say("plan.goal.by", { day: formats.day(goal.targetOn) })}</p> : null}
    </div>
  );
}

function GoalChange({ goal }: { goal: Goal }) {
  const say = useSay();
  return (
    <ActDetails summary={say("plan.goal.change")} formId={`goal-${goal.id}`}>
      <ActForm formId={`goal-${goal.id}`}>
        <HiddenField name="intent" value="change-goal" />
        <HiddenField name="goalId" value={goal.id} />
        <GoalFields goal={goal} />
        <SubmitButton look="secondary">{say("plan.goal.save")}</SubmitButton>
      </ActForm>
      <ActForm formId={`remove-${goal.id}`}>
        <HiddenField name="intent" value="remove-goal" />
        <HiddenField name="goalId" value={goal.id} />
        <SubmitButton look="quiet">{say("plan.goal.remove")}</SubmitButton>
      </ActForm>
    </ActDetails>
  );
}

function GoalFields({ goal }: { goal?: Goal }) {
  const say = useSay();
  return (
    <>
      <TextArea
        name="words"
        label={say("plan.goal.words")}
        hint={say("plan.goal.words-hint")}
        defaultValue={goal?.words}
        maxLength={500}
        rows={2}
      />
      <TextField
        name="measure"
        label={say("plan.goal.measure")}
        defaultValue={goal?.measure}
        maxLength={500}
        optional
      />
      <DateField name="targetOn" label={say("plan.goal.target")} defaultValue={goal?.targetOn ?? undefined} optional />
    </>
  );
}

export type PlannedLine = {
  readonly id: string;
  readonly kind: string;
  readonly goalId: string | null;
  readonly needId: string | null;
  readonly name: string | null;
  readonly words: string;
  readonly howMuch: string;
  readonly referralId: string | null;
  readonly referralNumber: string | null;
  readonly referralState: string | null;
};

type ServicesCardProps = {
  services: readonly PlannedLine[];
  goals: readonly Goal[];
  needs: readonly { readonly id: string; readonly name: string; readonly words: string }[];
  caseId: string;
  mayChange: boolean;
  /** A search and a referral may start from here. */
  mayRefer: boolean;
};

export function ServicesCard({ services, goals, needs, caseId, mayChange, mayRefer }: ServicesCardProps) {
  const say = useSay();
  return (
    <Card title={say("plan.service.title")}>
      {services.length === 0 ? <p className="soft">{say("plan.service.empty")}</p> : null}
      <ul className="waiting">
        {services.map((service) => (
          <li key={service.id}>
            <div>
              <strong>{plannedName(service)}</strong>
              {service.howMuch ? <p>{service.howMuch}</p> : null}
              <p className="soft">{goals.find(({ id }) => id === service.goalId)?.words}</p>
              <ReferralOf service={service} />
            </div>
            <div className="actions">
              {mayRefer && service.kind === "service" && !service.referralId ? (
                <>
                  <ButtonLink to={`/agency/referrals/new?case=${caseId}&planned=${service.id}`} look="secondary">
                    {say("plan.service.refer")}
                  </ButtonLink>
                  {service.needId ? (
                    <ButtonLink to={`/agency/search?case=${caseId}&need=${service.needId}`} look="quiet" icon="search">
                      {say("plan.service.find")}
                    </ButtonLink>
                  ) : null}
                </>
              ) : null}
              {mayChange ? (
                <ActForm formId={`unplan-${service.id}`}>
                  <HiddenField name="intent" value="remove-service" />
                  <HiddenField name="serviceId" value={service.id} />
                  <SubmitButton look="quiet">{say("plan.service.remove")}</SubmitButton>
                </ActForm>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
      {mayChange ? <ServiceForm goals={goals} needs={needs} caseId={caseId} /> : null}
    </Card>
  );
}

export const plannedName = ({ name, words }: Pick<PlannedLine, "name" | "words">) =>
  name && words ? `${name}: ${words}` : (name ?? words);

function ReferralOf({ service: { kind, referralId, referralNumber, referralState } }: { service: PlannedLine }) {
  const say = useSay();
  if (referralId && referralState)
    return (
      <p>
        <Link to={`/agency/referrals/${referralId}`}>{referralNumber}</Link>{" "}
        <StateTag lifecycle="referral" state={referralState} />
      </p>
    );
  return kind === "service" ? <p className="soft">{say("plan.service.not-referred")}</p> : null;
}

function ServiceForm({ goals, needs, caseId }: Pick<ServicesCardProps, "goals" | "needs" | "caseId">) {
  const say = useSay();
  return (
    <ActDetails summary={say("plan.service.add")} formId="service">
      <ActForm formId="service">
        <HiddenField name="intent" value="service" />
        <RadioGroup
          name="kind"
          label={say("plan.service.kind")}
          defaultValue="service"
          options={PLANNED_KINDS.map((value) => ({ value, label: say(`plan.kind.${value}`) }))}
          inline
        />
        <SelectField
          name="needId"
          label={say("plan.service.need")}
          hint={say("plan.service.need-hint")}
          emptyLabel={say("plan.service.need-none")}
          options={needs.map(({ id, name, words }) => ({
            value: id,
            label: words && words !== name ? `${name}: ${words}` : name,
          }))}
          optional
        />
        <p>
          <Link to={`/agency/cases/${caseId}/needs/new`}>{say("plan.service.add-need")}</Link>
        </p>
        <TextField
          name="words"
          label={say("plan.service.words")}
          hint={say("plan.service.words-hint")}
          maxLength={300}
          optional
        />
        <TextField
          name="howMuch"
          label={say("plan.service.how-much")}
          hint={say("plan.service.how-much-hint")}
          maxLength={200}
          optional
        />
        <GoalSelect goals={goals} label={say("plan.service.goal")} />
        <SubmitButton look="secondary">{say("plan.service.save")}</SubmitButton>
      </ActForm>
    </ActDetails>
  );
}

export function GoalSelect({ goals, label }: { goals: readonly Goal[]; label: string }) {
  const say = useSay();
  if (goals.length === 0) return null;
  return (
    <SelectField
      name="goalId"
      label={label}
      emptyLabel={say("plan.service.goal-none")}
      options={goals.map(({ id, words }) => ({ value: id, label: words }))}
      optional
    />
  );
}
