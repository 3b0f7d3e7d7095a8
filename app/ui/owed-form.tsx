// A form that goes to a provider after it was asked: filled in and sent from one page, and the card that says one is open. Takes plain values.
import { Link, useActionData } from "@remix-run/react";
import { useSay } from "#app/i18n/speech";
import { type FormContent, questionsOf } from "#app/models/form/content";
import type { Answers } from "#app/models/form/evaluate";
import type { Filling } from "#app/models/referral/asked-form";
import { ActForm, type LastResult } from "./act-form";
import { SubmitButton } from "./button";
import { Checkbox } from "./choice-fields";
import { useAnswering } from "./form-answering";
import { Actions, Card, Stack } from "./layout-parts";
import { AskedSections } from "./referral-form";
import { HiddenField } from "./text-fields";

type OwedFormProps = {
  form: {
    readonly id: string;
    readonly organizationName: string;
    readonly purpose: string;
    readonly content: FormContent;
    readonly answers: Answers;
    readonly fillings: Readonly<Record<string, Filling>>;
  };
};

export function OwedFormCard({ form }: OwedFormProps) {
  const { id, organizationName, purpose, content, fillings } = form;
  const say = useSay();
  const entered = useEntered(content, fillings);
  const { evaluation, answers, onChange } = useAnswering(content, { ...form.answers, ...entered });
  const asked = questionsOf(content).filter(({ key }) => evaluation.shown.has(key) && fillings[key] === "asked");
  return (
    <Stack>
      {purpose ? <p>{purpose}</p> : null}
      <div onChange={onChange}>
        <ActForm formId="owed" labels={Object.fromEntries(asked.map(({ key, label }) => [key, label]))}>
          <HiddenField name="intent" value="owed" />
          <HiddenField name="formId" value={id} />
          {/* Not the form's own state: what is drawn changes with each answer. */}
          <input type="hidden" name="drawn" value={asked.map(({ key }) => key).join(" ")} />
          <AskedSections content={content} answers={answers} fillings={fillings} shown={evaluation.shown} />
          {asked.length > 0 ? (
            <Card title={say("referral.form.missing")}>
              <Checkbox
                name="blanks"
                label={say("referral.form.blanks")}
                hint={say("referral.form.blanks-hint")}
                defaultChecked={false}
              />
            </Card>
          ) : null}
          <Actions>
            <SubmitButton>{say("referral.form.send", { provider: organizationName })}</SubmitButton>
          </Actions>
        </ActForm>
      </div>
    </Stack>
  );
}

/** What was typed before the page came back: without script, it decides what else is asked. */
function useEntered(content: FormContent, fillings: Readonly<Record<string, Filling>>): Answers {
  const answered = useActionData<{ lastResult?: LastResult } | undefined>();
  const came: Record<string, unknown> = answered?.lastResult?.initialValue ?? {};
  const typed = questionsOf(content).flatMap(({ key }): [string, readonly string[]][] => {
    const value = came[key];
    if (fillings[key] !== "asked" || value === undefined) return [];
    return [[key, [value].flat().filter((text): text is string => typeof text === "string")]];
  });
  return Object.fromEntries(typed);
}

type OwedCardProps = {
  referralId: string;
  owed: readonly { id: string; name: string; organizationName: string }[];
};

/** Providers that wait for their form. */
export function OwedFormsCard({ referralId, owed }: OwedCardProps) {
  const say = useSay();
  if (owed.length === 0) return null;
  return (
    <Card title={say("referral.form.owed")} look="act">
      <p>{say("referral.form.owed-lead")}</p>
      <ul>
        {owed.map(({ id, name, organizationName }) => (
          <li key={id}>
            {organizationName}:{" "}
            <Link to={`/agency/referrals/${referralId}/form?form=${id}`}>
              {say("referral.form.look", { form: name })}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
