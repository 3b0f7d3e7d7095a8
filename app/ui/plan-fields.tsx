// The boxes of a plan: which days, which time, who and where; of one client's plan and of a group's alike. Computes nothing.
import { useFormats, useSay } from "#app/i18n/speech";
import { Checkbox, SelectField } from "./choice-fields";
import { Facts } from "./facts";
import { Card } from "./layout-parts";
import { LeftOutDays, PatternFields, type ScheduleAnswers, textOf } from "./schedule-pattern";
import { DateField, NumberField, TextArea, TimeField } from "./text-fields";

export type PlanTerms = { unitType: string; rateCents: bigint; startsOn: string; lastDay: string };

export type PlanFieldsProps = {
  authorization?: PlanTerms | undefined;
  choices: {
    practitioners: readonly { id: string; name: string; title: string | null }[];
    locations: readonly { id: string; name: string; city: string | null }[];
  };
  ways: readonly string[];
  answers: ScheduleAnswers;
};

const TIMED = ["hour", "quarter_hour"];

/** For the summary of errors: the boxes stand in cards of their own. */
export function usePlanLabels(): Record<string, string> {
  const say = useSay();
  return {
    repeats: say("schedule.form.repeats"),
    weekdays: say("schedule.form.weekdays"),
    every: say("schedule.form.every"),
    dayOfMonth: say("schedule.form.month-date"),
    ordinal: say("schedule.form.ordinal"),
    monthWeekday: say("schedule.form.month-weekday"),
    leaveOut: say("schedule.form.left-out"),
    firstDay: say("schedule.form.first-day"),
    untilDay: say("schedule.form.until-day"),
    count: say("schedule.form.count"),
    dates: say("schedule.form.dates"),
    startTime: say("schedule.form.start"),
    lengthMinutes: say("schedule.form.length"),
    practitionerId: say("schedule.form.practitioner"),
    locationId: say("schedule.form.location"),
    unitsPerSession: say("schedule.form.units"),
    note: say("schedule.form.note"),
  };
}

/** @param authorization what the units cost; a group has none, for each participant has one of their own */
export function WhereCard({
  authorization,
  choices,
  answers,
}: Pick<PlanFieldsProps, "authorization" | "choices" | "answers">) {
  const say = useSay();
  return (
    <Card title={say("schedule.form.where")}>
      <SelectField
        name="practitionerId"
        label={say("schedule.form.practitioner")}
        defaultValue={textOf(answers, "practitionerId")}
        options={choices.practitioners.map(({ id: value, name, title }) => ({
          value,
          label: title ? `${name}, ${title}` : name,
        }))}
      />
      <SelectField
        name="locationId"
        label={say("schedule.form.location")}
        defaultValue={textOf(answers, "locationId")}
        options={choices.locations.map(({ id: value, name, city }) => ({
          value,
          label: city ? `${name}, ${city}` : name,
        }))}
      />
      <Checkbox
        name="skipsClosedDays"
        label={say("schedule.form.skip-closed")}
        defaultChecked={answers.skipsClosedDays === "on"}
        optional
      />
      {authorization ? <Price authorization={authorization} /> : null}
      {authorization && TIMED.includes(authorization.unitType) ? null : (
        <NumberField
          name="unitsPerSession"
          label={say("schedule.form.units")}
          hint={say(authorization ? "schedule.form.units-hint" : "group.form.units-hint")}
          defaultValue={textOf(answers, "unitsPerSession")}
          maxLength={10}
          optional
        />
      )}
      {authorization ? (
        <TextArea
          name="note"
          label={say("schedule.form.note")}
          hint={say("schedule.form.note-hint")}
          defaultValue={textOf(answers, "note")}
          maxLength={2000}
          rows={3}
          optional
        />
      ) : null}
    </Card>
  );
}

/** Each way of repeating asks its own questions; style sheets leave the others out, and without them all stand there. */
export function WhenCard({
  ways,
  answers,
  authorization,
}: Pick<PlanFieldsProps, "ways" | "answers" | "authorization">) {
  const say = useSay();
  return (
    <Card title={say("schedule.form.when")}>
      <SelectField
        name="repeats"
        label={say("schedule.form.repeats")}
        emptyLabel={null}
        defaultValue={textOf(answers, "repeats") ?? "weekly"}
        options={ways.map((value) => ({ value, label: say.any(`schedule.form.way.${value}`) }))}
      />
      <Repeating answers={answers} authorization={authorization} />
      <div className="only-dates">
        <TextArea
          name="dates"
          label={say("schedule.form.dates")}
          hint={say("schedule.form.dates-hint")}
          defaultValue={textOf(answers, "dates")}
          maxLength={6000}
          rows={3}
        />
      </div>
      <div className="field-row">
        <TimeField name="startTime" label={say("schedule.form.start")} defaultValue={textOf(answers, "startTime")} />
        <NumberField
          name="lengthMinutes"
          label={say("schedule.form.length")}
          defaultValue={textOf(answers, "lengthMinutes") ?? "60"}
          maxLength={3}
        />
      </div>
      <LeftOutDays answers={answers} />
    </Card>
  );
}

function Repeating({ answers, authorization }: Pick<PlanFieldsProps, "answers" | "authorization">) {
  const say = useSay();
  return (
    <div className="only-repeating">
      <PatternFields answers={answers} />
      <NumberField
        name="every"
        label={say("schedule.form.every")}
        hint={say("schedule.form.every-hint")}
        defaultValue={textOf(answers, "every") ?? "1"}
        maxLength={2}
        optional
      />
      <SpanRow answers={answers} authorization={authorization} />
    </div>
  );
}

/** From when, and until when or how often. */
function SpanRow({ answers, authorization }: Pick<PlanFieldsProps, "answers" | "authorization">) {
  const say = useSay();
  const { startsOn, lastDay } = authorization ?? {};
  return (
    <>
      <p className="soft">{say("schedule.form.until-hint")}</p>
      <div className="field-row">
        <DateField
          name="firstDay"
          label={say("schedule.form.first-day")}
          min={startsOn}
          max={lastDay}
          defaultValue={textOf(answers, "firstDay")}
        />
        <DateField
          name="untilDay"
          label={say("schedule.form.until-day")}
          min={startsOn}
          max={lastDay}
          defaultValue={textOf(answers, "untilDay")}
          optional
        />
        <NumberField
          name="count"
          label={say("schedule.form.count")}
          defaultValue={textOf(answers, "count")}
          maxLength={3}
          optional
        />
      </div>
    </>
  );
}

function Price({ authorization: { unitType, rateCents } }: { authorization: PlanTerms }) {
  const say = useSay();
  const formats = useFormats();
  const unit = say.any(`word.per-unit.${unitType}`);
  return (
    <div className="field">
      <Facts facts={[{ name: say("schedule.form.rate"), value: `${formats.money(rateCents)} ${unit}` }]} />
      {TIMED.includes(unitType) ? <p className="soft">{say("schedule.form.units-timed", { unit })}</p> : null}
    </div>
  );
}
