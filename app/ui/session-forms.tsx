// What a provider does with one session: take attendance, correct it, cancel, report. Takes plain values; computes no unit.
import { useSay } from "#app/i18n/speech";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { RadioGroup } from "./choice-fields";
import { HiddenField, NumberField, TextArea, TimeField } from "./text-fields";

type AttendanceFormProps = {
  deed: "record" | "correct";
  attendanceId?: string;
  states: readonly string[];
  timed: boolean;
  /** HH:MM on the clock of the place, and what is known already. */
  start: string;
  end: string;
  state?: string | undefined;
  units?: string | undefined;
  note?: string | undefined;
};

export function AttendanceForm({
  deed,
  attendanceId,
  states,
  timed,
  start,
  end,
  state,
  units,
  note,
}: AttendanceFormProps) {
  const say = useSay();
  return (
    <ActForm formId={deed}>
      <HiddenField name="deed" value={deed} />
      {attendanceId ? <HiddenField name="attendanceId" value={attendanceId} /> : null}
      <RadioGroup
        name="state"
        label={say("delivery.session.state")}
        defaultValue={state}
        options={states.map((value) => ({ value, label: say.any(`delivery.attendance.${value}`) }))}
      />
      <div className="field-row">
        <TimeField name="startTime" label={say("delivery.session.start")} defaultValue={start} optional />
        <TimeField name="endTime" label={say("delivery.session.end")} defaultValue={end} optional />
      </div>
      <p className="soft">
        {say("delivery.session.times-hint")} {timed ? say("delivery.session.units-timed") : ""}
      </p>
      {timed ? null : (
        <NumberField
          name="units"
          label={say("delivery.session.units")}
          hint={say("delivery.session.units-hint")}
          defaultValue={units}
          maxLength={10}
          optional
        />
      )}
      <TextArea
        name="note"
        label={say("delivery.session.note")}
        hint={say("delivery.session.note-hint")}
        defaultValue={note}
        maxLength={2000}
        rows={2}
        optional
      />
      <SubmitButton look={deed === "record" ? "act" : "primary"}>
        {say(deed === "record" ? "delivery.session.button" : "delivery.session.correct-button")}
      </SubmitButton>
    </ActForm>
  );
}

export function CancelSessionForm({ sides }: { sides: readonly string[] }) {
  const say = useSay();
  return (
    <ActForm formId="cancel">
      <HiddenField name="deed" value="cancel" />
      <RadioGroup
        name="by"
        label={say("delivery.session.cancel-by")}
        options={sides.map((value) => ({ value, label: say.any(`delivery.by.${value}`) }))}
      />
      <TextArea name="words" label={say("delivery.session.cancel-words")} maxLength={1000} rows={2} />
      <SubmitButton look="danger">{say("delivery.session.cancel-button")}</SubmitButton>
    </ActForm>
  );
}

export function ReportForm() {
  const say = useSay();
  return (
    <ActForm formId="report">
      <HiddenField name="deed" value="report" />
      <TextArea
        name="words"
        label={say("delivery.session.report")}
        hint={say("delivery.session.report-hint")}
        maxLength={4000}
        rows={4}
      />
      <SubmitButton look="secondary">{say("delivery.session.report-button")}</SubmitButton>
    </ActForm>
  );
}
