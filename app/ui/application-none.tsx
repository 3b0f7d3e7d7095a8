// "We have none": the answer that tells an empty step from one that was forgotten.
import { useSay } from "#app/i18n/speech";
import type { MayBeNone } from "#app/models/application/codes";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { Checkbox } from "./choice-fields";
import { Card } from "./layout-parts";
import { HiddenField } from "./text-fields";

type SayNoneProps = {
  application: { readonly version: number; readonly answers: { readonly none: readonly MayBeNone[] } };
  step: MayBeNone;
};

export function SayNone({ application, step }: SayNoneProps) {
  const say = useSay();
  return (
    <Card>
      <ActForm formId="none" lastResult={null}>
        <HiddenField name="intent" value="none" />
        <HiddenField name="version" value={String(application.version)} />
        <HiddenField name="step" value={step} />
        <Checkbox
          name="none"
          label={say(`application.none.${step}`)}
          defaultChecked={application.answers.none.includes(step)}
          optional
        />
        <SubmitButton look="secondary">{say("application.page.save-on")}</SubmitButton>
      </ActForm>
    </Card>
  );
}
