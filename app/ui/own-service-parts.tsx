// The cards of one service at one place as its provider keeps them: days that differ, reach, phones. Takes plain values.
import { useFormats, useSay } from "#app/i18n/speech";
import { ACCESSIBILITY, PHONE_KINDS } from "#app/models/organization/codes";
import type { OwnService } from "#app/models/organization/read-own.server";
import { addDays, asCalendarDay, type CalendarDay, daysIn } from "#app/models/values/calendar-day";
import type { Standing } from "#app/models/values/exception-effect";
import type { DatedHours } from "#app/models/values/weekly-hours";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { CheckboxGroup, RadioGroup, SelectField } from "./choice-fields";
import { ExceptionFields } from "./exception-fields";
import { LanguagesField } from "./given-parts";
import { Card } from "./layout-parts";
import { HiddenField, TextArea, TextField } from "./text-fields";
import { HoursOf } from "./week-editor";

type StandingProps = { standing: Standing; today: CalendarDay };
type ExceptionsProps = Pick<OwnService, "exceptions" | "hours" | "holidays" | "today"> & { mayEdit: boolean };

export function ExceptionsCard({ exceptions, hours, holidays, today, mayEdit }: ExceptionsProps) {
  const say = useSay();
  const formats = useFormats();
  const daysOf = ({ fromDay, lastDay }: (typeof exceptions)[number]) =>
    fromDay === lastDay ? formats.day(fromDay) : `${formats.day(fromDay)} – ${formats.day(lastDay)}`;
  return (
    <Card title={say("organization.one.exceptions")}>
      {exceptions.length === 0 ? <p className="soft">{say("organization.one.no-exceptions")}</p> : null}
      <ul className="waiting">
        {exceptions.map((one) => (
          <li key={one.id}>
            <div>
              {one.opensMinute === null || one.closesMinute === null
                ? say("organization.one.closed-days", { days: daysOf(one) })
                : say("organization.one.open-days", {
                    days: daysOf(one),
                    span: formats.span(one.opensMinute, one.closesMinute),
                  })}
              <p className="soft">
                {[one.reason, one.wholePlace ? null : say("organization.one.only-service")].filter(Boolean).join(" · ")}
              </p>
            </div>
            {mayEdit ? (
              <RemoveForm
                intent="remove-exception"
                id={one.id}
                label={say("organization.one.remove-exception", { days: daysOf(one) })}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {mayEdit ? (
        <ActDetails formId="exception" summary={say("organization.one.add-exception")}>
          <ExceptionForm standing={{ hours, holidays, dated: exceptions.flatMap(datedOf) }} today={today} />
        </ActDetails>
      ) : null}
    </Card>
  );
}

/** Day by day, as the hours of a place are asked for. */
function datedOf({ fromDay, lastDay, opensMinute, closesMinute }: OwnService["exceptions"][number]): DatedHours[] {
  const spans = opensMinute === null || closesMinute === null ? [] : [{ opensMinute, closesMinute }];
  return daysIn(asCalendarDay(fromDay), addDays(lastDay, 1)).map((day) => ({ day, spans }));
}

function ExceptionForm({ standing, today }: StandingProps) {
  const say = useSay();
  return (
    <ActForm formId="exception">
      <HiddenField name="intent" value="exception" />
      <ExceptionFields standing={standing} today={today} />
      <HoursOf defaultValue="place" />
      <SubmitButton look="secondary">{say("organization.one.save-exception")}</SubmitButton>
    </ActForm>
  );
}

type ReachProps = Pick<OwnService, "languages" | "accessibility" | "transportation">;

export function ReachForm({ languages, accessibility, transportation }: ReachProps) {
  const say = useSay();
  // What an import knows and our list does not stays a choice, so that saving never loses it.
  const access = [...new Set<string>([...ACCESSIBILITY, ...accessibility])];
  return (
    <ActForm formId="reach">
      <HiddenField name="intent" value="reach" />
      <LanguagesField label={say("organization.one.languages")} known={languages} />
      <CheckboxGroup
        name="accessibility"
        label={say("organization.one.accessibility")}
        options={access.map((value) => ({ value, label: accessName(say, value) }))}
        defaultValue={accessibility}
        inline
        optional
      />
      <TextArea
        name="transportation"
        label={say("organization.one.transportation")}
        defaultValue={transportation ?? undefined}
        rows={3}
        maxLength={1000}
        optional
      />
      <SubmitButton look="secondary">{say("organization.one.save-reach")}</SubmitButton>
    </ActForm>
  );
}

/** A code of ours has a name; anything else is shown as it was written. */
export function accessName(say: ReturnType<typeof useSay>, code: string): string {
  return (ACCESSIBILITY as readonly string[]).includes(code) ? say.any(`directory.accessibility.${code}`) : code;
}

export function PhonesCard({ phones, mayEdit }: Pick<OwnService, "phones"> & { mayEdit: boolean }) {
  const say = useSay();
  return (
    <Card title={say("organization.one.phones")}>
      {phones.length === 0 ? <p className="soft">{say("organization.one.no-phones")}</p> : null}
      <ul className="waiting">
        {phones.map(({ id, number, extension, kind, note, ofPlace }) => (
          <li key={id}>
            <div>
              <span className="figures">{extension ? `${number} × ${extension}` : number}</span>
              <p className="soft">
                {[
                  say.any(`directory.kind.${kind}`),
                  note,
                  say(ofPlace ? "organization.one.of-place" : "organization.one.of-service"),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
            </div>
            {mayEdit ? (
              <RemoveForm intent="remove-phone" id={id} label={say("organization.one.remove-phone", { number })} />
            ) : null}
          </li>
        ))}
      </ul>
      {mayEdit ? (
        <ActDetails formId="phone" summary={say("organization.one.add-phone")}>
          <PhoneForm />
        </ActDetails>
      ) : null}
    </Card>
  );
}

function PhoneForm() {
  const say = useSay();
  return (
    <ActForm formId="phone">
      <HiddenField name="intent" value="phone" />
      <TextField name="number" type="tel" label={say("organization.one.number")} maxLength={40} />
      <TextField name="extension" label={say("organization.one.extension")} size="short" maxLength={10} optional />
      <SelectField
        name="kind"
        label={say("organization.one.kind")}
        options={PHONE_KINDS.map((value) => ({ value, label: say(`directory.kind.${value}`) }))}
        defaultValue="voice"
        emptyLabel={null}
      />
      <TextField name="note" label={say("organization.one.note")} maxLength={200} optional />
      <RadioGroup
        name="phoneOf"
        label={say("organization.one.phone-of")}
        options={[
          { value: "place", label: say("organization.one.of-place") },
          { value: "service", label: say("organization.one.of-service") },
        ]}
        defaultValue="place"
        inline
      />
      <SubmitButton look="secondary">{say("organization.one.save-phone")}</SubmitButton>
    </ActForm>
  );
}

export function RemoveForm({ intent, id, label }: { intent: string; id: string; label: string }) {
  const say = useSay();
  return (
    <ActForm formId={`${intent}-${id}`} lastResult={null}>
      <HiddenField name="intent" value={intent} />
      <HiddenField name="id" value={id} />
      <SubmitButton look="quiet">
        <span aria-hidden="true">{say("organization.one.remove")}</span>
        <span className="usa-sr-only">{label}</span>
      </SubmitButton>
    </ActForm>
  );
}
