// The form of one line of a checklist: for whom, what, how it is looked at. Takes what is known; keeps nothing itself.
import { useSay } from "#app/i18n/speech";
import { PROVIDER_KINDS } from "#app/models/application/codes";
import { ITEM_KINDS } from "#app/models/screening/codes";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { Checkbox, RadioGroup, SelectField } from "./choice-fields";
import { Card } from "./layout-parts";
import { HiddenField, TextArea, TextField } from "./text-fields";

type RequirementFormProps = {
  known?: {
    readonly kind: string | null;
    readonly itemKind: string;
    readonly name: string;
    readonly instruction: string;
    readonly required: boolean;
  };
};

export function RequirementForm({ known }: RequirementFormProps) {
  const say = useSay();
  return (
    <Card>
      <ActForm formId="requirement">
        <HiddenField name="intent" value="save" />
        <SelectField
          name="kind"
          label={say("screening.checklist.kind")}
          options={PROVIDER_KINDS.map((value) => ({ value, label: say(`application.kind.${value}`) }))}
          defaultValue={known?.kind ?? ""}
          emptyLabel={say("screening.checklist.every-kind")}
          optional
        />
        <TextField name="name" label={say("screening.checklist.name")} defaultValue={known?.name} maxLength={160} />
        <TextArea
          name="instruction"
          label={say("screening.checklist.instruction")}
          hint={say("screening.checklist.instruction-hint")}
          defaultValue={known?.instruction}
          maxLength={1000}
          rows={3}
          optional
        />
        <RadioGroup
          name="itemKind"
          label={say("screening.checklist.item-kind")}
          options={ITEM_KINDS.map((value) => ({ value, label: say(`screening.item.kind.${value}`) }))}
          defaultValue={known?.itemKind ?? "document"}
        />
        <Checkbox
          name="required"
          label={say("screening.checklist.required-label")}
          defaultChecked={known?.required ?? true}
          optional
        />
        <SubmitButton>{say("screening.checklist.save")}</SubmitButton>
      </ActForm>
    </Card>
  );
}
