// Seven days with their boxes, as one form that works without script. Says what each box is; never checks what is in it.
import { useFormats, useSay } from "#app/i18n/speech";
import { boxName } from "#app/models/organization/week-form";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { RadioGroup } from "./choice-fields";
import { HiddenField, TimeField } from "./text-fields";

type Day = { readonly weekday: number; readonly spans: readonly { opens: string; closes: string }[] };

export function WeekEditor({ days, ownHours }: { days: readonly Day[]; ownHours: boolean }) {
  const say = useSay();
  const formats = useFormats();
  return (
    <ActForm formId="week">
      <HiddenField name="intent" value="week" />
      <p className="soft">{say("organization.one.week-hint")}</p>
      {days.map(({ weekday, spans }) => (
        <fieldset key={weekday} className="week-day">
          <legend>{formats.weekday(weekday)}</legend>
          <div className="week-spans">
            {spans.map(({ opens, closes }, position) => (
              // Lines are told apart by their place alone: they have no name, and none is ever moved.
              <div key={boxName("opens", weekday, position + 1)} className="week-span">
                <TimeField
                  name={boxName("opens", weekday, position + 1)}
                  label={say(position === 0 ? "organization.one.opens" : "organization.one.opens-again", {
                    weekday: formats.weekday(weekday),
                  })}
                  labelHidden
                  defaultValue={opens}
                  optional
                />
                <span aria-hidden="true">–</span>
                <TimeField
                  name={boxName("closes", weekday, position + 1)}
                  label={say(position === 0 ? "organization.one.closes" : "organization.one.closes-again", {
                    weekday: formats.weekday(weekday),
                  })}
                  labelHidden
                  defaultValue={closes}
                  optional
                />
              </div>
            ))}
          </div>
        </fieldset>
      ))}
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
