// The form of a provider's group: what it is, how many may come, when and where it meets. Computes nothing.
import { useSay } from "#app/i18n/speech";
import { ActForm } from "./act-form";
import { ButtonLink, SubmitButton } from "./button";
import { SelectField } from "./choice-fields";
import { Facts } from "./facts";
import { Actions, Card, Stack } from "./layout-parts";
import { type PlanFieldsProps, usePlanLabels, WhenCard, WhereCard } from "./plan-fields";
import { textOf } from "./schedule-pattern";
import { HiddenField, NumberField, TextField } from "./text-fields";

type GroupFormProps = Pick<PlanFieldsProps, "choices" | "ways" | "answers"> & {
  services: readonly { id: string; name: string }[];
  /** Of a group that is open: its service stays. */
  serviceName?: string;
  cancelTo: string;
};

export function GroupForm({ choices, ways, answers, services, serviceName, cancelTo }: GroupFormProps) {
  const say = useSay();
  const labels = {
    ...usePlanLabels(),
    name: say("group.form.name"),
    serviceId: say("group.form.service"),
    capacity: say("group.form.capacity"),
  };
  return (
    <ActForm formId="group" labels={labels}>
      <Stack>
        <Card title={say("group.form.what")}>
          <TextField
            name="name"
            label={say("group.form.name")}
            hint={say("group.form.name-hint")}
            defaultValue={textOf(answers, "name")}
            maxLength={120}
          />
          {serviceName ? (
            <>
              <HiddenField name="serviceId" value={textOf(answers, "serviceId") ?? ""} />
              <div className="field">
                <Facts facts={[{ name: say("group.form.service"), value: serviceName }]} />
              </div>
            </>
          ) : (
            <SelectField
              name="serviceId"
              label={say("group.form.service")}
              defaultValue={textOf(answers, "serviceId")}
              options={services.map(({ id: value, name: label }) => ({ value, label }))}
            />
          )}
          <NumberField
            name="capacity"
            label={say("group.form.capacity")}
            defaultValue={textOf(answers, "capacity")}
            maxLength={3}
          />
        </Card>
        <WhenCard ways={ways} answers={answers} />
        <WhereCard choices={choices} answers={answers} />
        <Actions>
          <SubmitButton>{say("group.form.save")}</SubmitButton>
          <ButtonLink to={cancelTo} look="quiet">
            {say("ui.form.leave")}
          </ButtonLink>
        </Actions>
      </Stack>
    </ActForm>
  );
}
