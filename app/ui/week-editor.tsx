// The form in which a provider writes the week of a place, or of one service there. Says whose hours they are; never checks them.
import { useSay } from "#app/i18n/speech";
import type { WeeklySpan } from "#app/models/values/weekly-hours";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { RadioGroup } from "./choice-fields";
import { HoursEditor, useHoursLabels } from "./hours-editor";
import { HiddenField } from "./text-fields";

type WeekEditorProps = { hours: readonly WeeklySpan[]; hoursText: string | null; ownHours: boolean };

export function WeekEditor({ hours, hoursText, ownHours }: WeekEditorProps) {
  const say = useSay();
  return (
    <ActForm formId="week" labels={useHoursLabels()}>
      <HiddenField name="intent" value="week" />
      <HoursEditor hours={hours} hoursText={hoursText} />
      <HoursOf defaultValue={ownHours ? "service" : "place"} />
      <SubmitButton>{say("organization.one.save-hours")}</SubmitButton>
    </ActForm>
  );
}

export function HoursOf({ defaultValue }: { defaultValue: "place" | "service" }) {
  const say = useSay();
  return (
    <RadioGroup
      name="hoursOf"
      label={say("organization.one.hours-of")}
      options={[
        { value: "place", label: say("organization.one.of-place"), hint: say("organization.one.of-place-hint") },
        { value: "service", label: say("organization.one.of-service"), hint: say("organization.one.of-service-hint") },
      ]}
      defaultValue={defaultValue}
    />
  );
}
