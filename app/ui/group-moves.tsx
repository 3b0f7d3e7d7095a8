// What is asked before somebody leaves a group, or a meeting is called off. Takes finished words; decides nothing.
import type { ReactNode } from "react";
import { useSay } from "#app/i18n/speech";
import { ActForm } from "./act-form";
import { ButtonLink, SubmitButton } from "./button";
import { RadioGroup } from "./choice-fields";
import { Actions, Card, PageHeader } from "./layout-parts";
import { HiddenField, TextArea } from "./text-fields";

type MoveProps = { title: string; lead: string; back: { to: string; label: string } };

export function LeaveForm({ sides, button, ...page }: MoveProps & { sides: readonly string[]; button: string }) {
  const say = useSay();
  return (
    <MovePage {...page} formId="leave" button={button}>
      <RadioGroup
        name="by"
        label={say("group.leave.by")}
        options={sides.map((value) => ({ value, label: say.any(`delivery.by.${value}`) }))}
      />
      <TextArea
        name="words"
        label={say("group.leave.words")}
        hint={say("group.leave.words-hint")}
        maxLength={1000}
        rows={3}
      />
    </MovePage>
  );
}

export function CancelMeetingFields({ startsAt, ...page }: MoveProps & { startsAt: string }) {
  const say = useSay();
  return (
    <MovePage {...page} formId="cancel" button={say("group.cancel.button")}>
      <HiddenField name="startsAt" value={startsAt} />
      <TextArea
        name="words"
        label={say("group.cancel.words")}
        hint={say("group.cancel.words-hint")}
        maxLength={1000}
        rows={3}
      />
    </MovePage>
  );
}

function MovePage({
  title,
  lead,
  back,
  formId,
  button,
  children,
}: MoveProps & { formId: string; button: string; children: ReactNode }) {
  const say = useSay();
  return (
    <>
      <PageHeader title={title} lead={lead} back={back} />
      <Card>
        <ActForm formId={formId}>
          {children}
          <Actions>
            <SubmitButton look="danger">{button}</SubmitButton>
            <ButtonLink to={back.to} look="quiet">
              {say("ui.form.leave")}
            </ButtonLink>
          </Actions>
        </ActForm>
      </Card>
    </>
  );
}
