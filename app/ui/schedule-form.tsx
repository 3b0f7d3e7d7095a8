// The form of a provider's plan: days, times, who and where. Asks everything at once, so that it works without script; computes nothing.
import { useSay } from "#app/i18n/speech";
import { ActForm, type LastResult } from "./act-form";
import { SubmitButton } from "./button";
import { Actions, Stack } from "./layout-parts";
import { type PlanFieldsProps, type PlanTerms, usePlanLabels, WhenCard, WhereCard } from "./plan-fields";
import { HiddenField } from "./text-fields";

type ScheduleFormProps = Omit<PlanFieldsProps, "authorization"> & {
  /** Where saving leads; looking leads to the preview. */
  action: string;
  scheduleId?: string | undefined;
  authorization: PlanTerms & { id: string };
  /** The sessions of these answers stand above the form: then saving is next, before it looking is. */
  looked?: boolean;
  lastResult?: LastResult | null | undefined;
};

export function ScheduleForm({
  action,
  scheduleId,
  authorization,
  choices,
  ways,
  answers,
  looked = false,
  lastResult,
}: ScheduleFormProps) {
  const say = useSay();
  const { id } = authorization;
  const look = (
    <button
      type="submit"
      className={looked ? "usa-button usa-button--outline" : "usa-button"}
      formAction={previewOf(id, scheduleId)}
    >
      {say("schedule.form.show")}
    </button>
  );
  return (
    <ActForm formId="schedule" action={action} lastResult={lastResult} labels={usePlanLabels()}>
      <HiddenField name="authorizationId" value={id} />
      {scheduleId ? <HiddenField name="scheduleId" value={scheduleId} /> : null}
      <Stack>
        <WhenCard ways={ways} answers={answers} authorization={authorization} />
        <WhereCard authorization={authorization} choices={choices} answers={answers} />
        <Actions>
          {looked ? null : look}
          <SubmitButton look={looked ? "primary" : "secondary"}>{say("schedule.form.save")}</SubmitButton>
          {looked ? look : null}
        </Actions>
      </Stack>
    </ActForm>
  );
}

/** Looking keeps nothing, so it has an address of its own. */
const previewOf = (authorizationId: string, scheduleId: string | undefined) =>
  `/portal/schedules/preview?authorization=${authorizationId}${scheduleId ? `&schedule=${scheduleId}` : ""}`;
