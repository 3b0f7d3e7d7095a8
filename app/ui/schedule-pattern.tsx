// The boxes that say on which days a plan repeats, and which days it leaves out. Computes nothing; the server lists the days.
import { useFormats, useSay } from "#app/i18n/speech";
import { CheckboxGroup, SelectField } from "./choice-fields";
import { useFieldState } from "./form-context";

/** What the boxes hold, as text; the names are the form's. */
export type ScheduleAnswers = { readonly [name: string]: string | string[] | undefined };

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const LAST_DATE = 31;
const ORDINALS = ["1", "2", "3", "4", "5"] as const;

/** Each way of repeating asks its own; style sheets leave the others out. */
export function PatternFields({ answers }: { answers: ScheduleAnswers }) {
  const say = useSay();
  const formats = useFormats();
  return (
    <>
      <div className="only-weekly">
        <CheckboxGroup
          name="weekdays"
          label={say("schedule.form.weekdays")}
          hint={say("schedule.form.weekdays-hint")}
          inline
          optional
          defaultValue={[answers.weekdays ?? []].flat()}
          options={WEEKDAYS.map((day) => ({ value: String(day), label: formats.weekday(day, "short") }))}
        />
      </div>
      <div className="only-monthly-by-date">
        <SelectField
          name="dayOfMonth"
          label={say("schedule.form.month-date")}
          hint={say("schedule.form.month-date-hint")}
          emptyLabel={say("schedule.form.as-first-day")}
          defaultValue={textOf(answers, "dayOfMonth")}
          optional
          options={Array.from({ length: LAST_DATE }, (_, index) =>
            dateOption(index + 1, say("schedule.form.date-last")),
          )}
        />
      </div>
      <div className="only-monthly-by-weekday">
        <NthWeekday answers={answers} />
      </div>
    </>
  );
}

const dateOption = (date: number, last: string) => ({
  value: String(date),
  label: date === LAST_DATE ? last : String(date),
});

function NthWeekday({ answers }: { answers: ScheduleAnswers }) {
  const say = useSay();
  const formats = useFormats();
  return (
    <div className="field-row">
      <SelectField
        name="ordinal"
        label={say("schedule.form.ordinal")}
        hint={say("schedule.form.ordinal-hint")}
        emptyLabel={say("schedule.form.as-first-day")}
        defaultValue={textOf(answers, "ordinal")}
        optional
        options={[
          ...ORDINALS.map((value) => ({ value, label: say(`directory.hours.nth.${value}`) })),
          { value: "-1", label: say("directory.hours.nth.last") },
        ]}
      />
      <SelectField
        name="monthWeekday"
        label={say("schedule.form.month-weekday")}
        emptyLabel={say("schedule.form.as-first-day")}
        defaultValue={textOf(answers, "monthWeekday")}
        optional
        options={WEEKDAYS.map((day) => ({ value: String(day), label: formats.weekday(day) }))}
      />
    </div>
  );
}

/** Days left out stay in sight, so that one can be taken back. */
export function LeftOutDays({ answers }: { answers: ScheduleAnswers }) {
  const say = useSay();
  const formats = useFormats();
  const kept = [answers.leaveOut ?? []].flat();
  // Ticked in the list of sessions and not shown again since: it would be lost with the answer to a slip elsewhere.
  const { values } = useFieldState("leaveOut", kept);
  const days = [...new Set([...kept, ...values])].toSorted();
  if (days.length === 0) return null;
  return (
    <CheckboxGroup
      name="leaveOut"
      label={say("schedule.form.left-out")}
      hint={say("schedule.form.left-out-hint")}
      inline
      optional
      defaultValue={kept}
      options={days.map((value) => ({ value, label: formats.day(value) }))}
    />
  );
}

export function textOf(answers: ScheduleAnswers, name: string): string | undefined {
  const value = answers[name];
  return typeof value === "string" ? value : undefined;
}
