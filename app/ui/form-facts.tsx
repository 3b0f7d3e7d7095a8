// The boxes for what a form is called, what it is for and who reads its answers. Knows no question of it.
import { useSay } from "#app/i18n/speech";
import { Checkbox } from "./choice-fields";
import { TextArea, TextField } from "./text-fields";

type FormFactsProps = {
  known?: { readonly name: string; readonly purpose: string; readonly sensitive: boolean };
  /** A form for a service is read by whoever may read the referral. */
  forService?: boolean;
};

export function FormFactsFields({ known, forService }: FormFactsProps) {
  const say = useSay();
  return (
    <>
      <TextField name="name" label={say("form.facts.name")} defaultValue={known?.name} maxLength={120} size="medium" />
      <TextArea
        name="purpose"
        label={say("form.facts.purpose")}
        hint={say("form.facts.purpose-hint")}
        defaultValue={known?.purpose}
        maxLength={500}
        rows={2}
        optional
      />
      {forService ? null : (
        <Checkbox name="sensitive" label={say("form.facts.sensitive")} defaultChecked={known?.sensitive} optional />
      )}
    </>
  );
}
