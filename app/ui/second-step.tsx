// The second step of signing in: a person's own, stage by stage, and a house's as its administrator sees it. Takes plain values; asks for codes, shows none twice.
import { useSay } from "#app/i18n/speech";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { ButtonLink, SubmitButton } from "./button";
import { SelectField } from "./choice-fields";
import { Card } from "./layout-parts";
import { Notice } from "./notice";
import { QrPicture } from "./qr-picture";
import { HiddenField, TextField } from "./text-fields";

/** Nothing is set up yet. */
export function SecondStepNone() {
  const say = useSay();
  return (
    <Card title={say("access.own-step.card-title")}>
      <p>{say("access.own-step.none")}</p>
      <ActForm formId="begin">
        <HiddenField name="intent" value="begin" />
        <SubmitButton>{say("access.own-step.begin")}</SubmitButton>
      </ActForm>
    </Card>
  );
}

type SecondStepBegunProps = { picture: { size: number; path: string }; spelled: string };

/** The key is made, and waits for the first code. */
export function SecondStepBegun({ picture, spelled }: SecondStepBegunProps) {
  const say = useSay();
  return (
    <>
      <Card title={say("access.own-step.scan-title")}>
        <QrPicture code={picture} label={say("access.own-step.picture")} />
        <p>
          {say("access.own-step.typed")} <code className="key-to-type">{spelled}</code>
        </p>
      </Card>
      <Card title={say("access.own-step.confirm-title")}>
        <ActForm formId="confirm">
          <HiddenField name="intent" value="confirm" />
          <CodeField />
          <TextField
            name="current"
            type="password"
            label={say("access.account.current-password")}
            hint={say("access.own-step.password-hint")}
            autoComplete="current-password"
            maxLength={1000}
          />
          <SubmitButton>{say("access.own-step.confirm")}</SubmitButton>
        </ActForm>
      </Card>
      <ActForm formId="another" lastResult={null}>
        <HiddenField name="intent" value="begin" />
        <SubmitButton look="quiet">{say("access.own-step.another")}</SubmitButton>
      </ActForm>
    </>
  );
}

/** Shown once. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const say = useSay();
  return (
    <Card title={say("access.own-step.codes-title")}>
      <Notice tone="warning">{say("access.own-step.codes-lead")}</Notice>
      <ul className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <ButtonLink to="/">{say("access.own-step.codes-kept")}</ButtonLink>
    </Card>
  );
}

type SecondStepOnProps = {
  codesLeft: number;
  /** An agency that asks for it; null: it may be turned off. */
  askedBy: string | null;
};

export function SecondStepOn({ codesLeft, askedBy }: SecondStepOnProps) {
  const say = useSay();
  const left = codesLeft > 0 ? say("access.own-step.codes-left", { count: codesLeft }) : null;
  return (
    <>
      <Card title={say("access.own-step.on-title")}>
        <p>{left ?? say("access.own-step.codes-none")}</p>
      </Card>
      <ActDetails summary={say("access.own-step.new-title")}>
        <p>{say("access.own-step.new-lead")}</p>
        <ActForm formId="codes">
          <HiddenField name="intent" value="codes" />
          <CodeField />
          <SubmitButton look="secondary">{say("access.own-step.new-button")}</SubmitButton>
        </ActForm>
      </ActDetails>
      <ActDetails summary={say("access.own-step.end-title")}>
        {askedBy ? (
          <p>{say("access.own-step.end-asked", { place: askedBy })}</p>
        ) : (
          <>
            <p>{say("access.own-step.end-lead")}</p>
            <ActForm formId="end">
              <HiddenField name="intent" value="end" />
              <CodeField />
              <SubmitButton look="danger">{say("access.own-step.end-button")}</SubmitButton>
            </ActForm>
          </>
        )}
      </ActDetails>
    </>
  );
}

function CodeField() {
  const say = useSay();
  return (
    <TextField
      name="code"
      label={say("access.own-step.code")}
      hint={say("access.own-step.code-hint")}
      autoComplete="one-time-code"
      maxLength={40}
    />
  );
}

export type SecondSteps = {
  /** How many of a house have it, and of how many. */
  readonly on: number;
  readonly of: number;
  /** Those whose second step the reader might take off. */
  readonly people: readonly { readonly personId: string; readonly name: string }[];
};

export function SecondStepsCard({ steps, mayChange }: { steps: SecondSteps; mayChange: boolean }) {
  const say = useSay();
  return (
    <Card title={say("agency.people.second-steps")}>
      <p>{say("agency.people.second-steps-on", { on: steps.on, count: steps.of })}</p>
      {mayChange && steps.people.length > 0 ? (
        <ActDetails summary={say("agency.people.second-step-end")} formId="end-second-step">
          <p>{say("agency.people.second-step-lead")}</p>
          <ActForm formId="end-second-step">
            <HiddenField name="intent" value="end-second-step" />
            <SelectField
              name="personId"
              label={say("agency.people.person")}
              options={steps.people.map(({ personId, name }) => ({ value: personId, label: name }))}
            />
            <SubmitButton look="danger">{say("agency.people.second-step-button")}</SubmitButton>
          </ActForm>
        </ActDetails>
      ) : null}
    </Card>
  );
}
