// The small form that takes one line of a list away. Says which line to those who hear it; keeps no row itself.
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { HiddenField } from "./text-fields";

/** @param label on the button   @param spoken the same with the line's own name */
export function EndForm({ id, label, spoken }: { id: string; label: string; spoken: string }) {
  return (
    <ActForm formId={`end-${id}`}>
      <HiddenField name="intent" value="end" />
      <HiddenField name="id" value={id} />
      <SubmitButton look="quiet">
        <span aria-hidden="true">{label}</span>
        <span className="usa-sr-only">{spoken}</span>
      </SubmitButton>
    </ActForm>
  );
}
