// What a provider does with one session: take attendance, correct it, cancel, report. Takes plain values; computes no unit.
import { useSay } from "#app/i18n/speech";
import { MOST_GOOD_WORDS, MOST_NOTE } from "../models/delivery/forms";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { RadioGroup, SelectField } from "./choice-fields";
import { FileField, HiddenField, NumberField, TextArea, TextField, TimeField } from "./text-fields";

export interface AttendanceBoxes {
  readonly states: readonly string[];
  readonly timed: boolean;
  /** HH:MM on the clock of the place, and what is known already. */
  readonly start: string;
  readonly end: string;
  readonly state?: string | undefined;
  readonly units?: string | undefined;
  readonly note?: string | undefined;
  readonly goods: readonly { readonly name: string; readonly count: number }[];
  readonly practitionerId: string;
  readonly locationId: string;
  readonly practitioners: readonly { readonly id: string; readonly name: string }[];
  readonly locations: readonly { readonly id: string; readonly name: string }[];
}

type AttendanceFormProps = AttendanceBoxes & { deed: "record" | "correct"; attendanceId?: string };

export function AttendanceForm({ deed, attendanceId, ...boxes }: AttendanceFormProps) {
  const say = useSay();
  const { states, timed, start, end, state, units, note } = boxes;
  return (
    <ActForm formId={deed} files>
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
        maxLength={MOST_NOTE}
        rows={2}
        optional
      />
      <Besides deed={deed} boxes={boxes} />
      <SubmitButton look={deed === "record" ? "act" : "primary"}>
        {say(deed === "record" ? "delivery.session.button" : "delivery.session.correct-button")}
      </SubmitButton>
    </ActForm>
  );
}

const GOODS_SHOWN = 3;

/** What most sessions do not need: handed out, another person or place, a paper. */
function Besides({ deed, boxes }: { deed: "record" | "correct"; boxes: AttendanceBoxes }) {
  const say = useSay();
  const { goods, practitioners, locations } = boxes;
  const lines = Array.from({ length: Math.max(GOODS_SHOWN, goods.length) }, (_, position) => goods[position]);
  return (
    <ActDetails summary={say("delivery.session.besides")} formId={deed} open={goods.length > 0}>
      {lines.map((good, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are told apart by their place alone.
        <div className="field-row" key={position}>
          <TextField
            name={`goods[${position}].name`}
            label={say("delivery.session.good")}
            hint={position === 0 ? say("delivery.session.good-hint") : undefined}
            defaultValue={good?.name ?? ""}
            maxLength={MOST_GOOD_WORDS}
            optional
          />
          <NumberField
            name={`goods[${position}].count`}
            label={say("delivery.session.how-many")}
            defaultValue={good ? String(good.count) : ""}
            maxLength={4}
            optional
          />
        </div>
      ))}
      <SelectField
        name="practitionerId"
        label={say("delivery.session.who-gave")}
        emptyLabel={null}
        defaultValue={boxes.practitionerId}
        optional
        options={practitioners.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <SelectField
        name="locationId"
        label={say("delivery.session.where")}
        emptyLabel={null}
        defaultValue={boxes.locationId}
        optional
        options={locations.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <FileField name="sheet" label={say("delivery.session.sheet")} optional />
    </ActDetails>
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
