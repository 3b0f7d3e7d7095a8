// A deed that needs a reason: a code of a list, words beside it, one button. Takes finished options; decides nothing.
import type { ReactNode } from "react";
import { useSay } from "#app/i18n/speech";
import { ActForm } from "./act-form";
import { ButtonLink, type ButtonLook, SubmitButton } from "./button";
import { type Option, RadioGroup } from "./choice-fields";
import { Actions, Card, PageHeader } from "./layout-parts";
import { TextArea } from "./text-fields";

type CodedFormProps = {
  formId: string;
  title: string;
  lead: string;
  back: { to: string; label: string };
  code: { label: string; options: readonly Option[]; chosen?: string };
  /** Left out where the code says enough. */
  words?: { label: string; hint?: string; most: number };
  button: string;
  look?: ButtonLook;
  /** More questions, between the words and the button. */
  children?: ReactNode;
};

export function CodedForm({ formId, title, lead, back, code, words, button, look, children }: CodedFormProps) {
  const say = useSay();
  return (
    <>
      <PageHeader title={title} lead={lead} back={back} />
      <Card>
        <ActForm formId={formId}>
          <RadioGroup name="code" label={code.label} options={code.options} defaultValue={code.chosen} />
          {words ? (
            <TextArea name="words" label={words.label} hint={words.hint} maxLength={words.most} rows={4} optional />
          ) : null}
          {children}
          <Actions>
            <SubmitButton look={look}>{button}</SubmitButton>
            <ButtonLink to={back.to} look="quiet">
              {say("ui.form.leave")}
            </ButtonLink>
          </Actions>
        </ActForm>
      </Card>
    </>
  );
}
