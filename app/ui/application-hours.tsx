// The hours of an applicant's places: read back in words, written as a week, and the days that differ. Takes plain values.
import { useFormats, useSay } from "#app/i18n/speech";
import type { ExceptionAnswer, LocationAnswer } from "#app/models/application/answers";
import { addDays, asCalendarDay, type CalendarDay } from "#app/models/values/calendar-day";
import type { WeeklySpan } from "#app/models/values/weekly-hours";
import { ActForm } from "./act-form";
import { ItemLink, useDays } from "./application-location";
import { stepPath } from "./application-paths";
import { SubmitButton } from "./button";
import { ExceptionFields } from "./exception-fields";
import { HoursEditor, useHoursLabels } from "./hours-editor";
import { WeekSlips } from "./hours-slips";
import { HiddenField } from "./text-fields";
import { WeekWords } from "./week-words";

type Place = Pick<LocationAnswer, "key" | "name" | "spans" | "hoursText" | "exceptions">;

/** What was kept came through the editor, so that its weekdays are days. */
export const spansOf = ({ spans }: Pick<Place, "spans">) => spans as WeeklySpan[];

export function HoursWords({ place }: { place: Place }) {
  const say = useSay();
  if (place.spans.length === 0) {
    return <p>{place.hoursText ?? say("application.missing.no-hours")}</p>;
  }
  return <WeekWords hours={spansOf(place)} />;
}

export function HoursList({ token, locations }: { token: string; locations: readonly Place[] }) {
  return (
    <ol className="application-items">
      {locations.map((place) => (
        <li key={place.key}>
          <div>
            <h3>{place.name}</h3>
            <HoursWords place={place} />
            <WeekSlips hours={spansOf(place)} />
          </div>
          <ItemLink to={stepPath(token, "hours", place.key)} name={place.name} />
        </li>
      ))}
    </ol>
  );
}

export function PlaceHoursForm({ version, place }: { version: number; place: Place }) {
  const say = useSay();
  return (
    <ActForm formId="hours" labels={useHoursLabels()}>
      <HiddenField name="intent" value="hours" />
      <HiddenField name="version" value={String(version)} />
      <HoursEditor hours={spansOf(place)} hoursText={place.hoursText} />
      <SubmitButton>{say("organization.one.save-hours")}</SubmitButton>
    </ActForm>
  );
}

/** "Thu, Dec 24: closed" */
export function useExceptionWords(): (exception: ExceptionAnswer) => string {
  const say = useSay();
  const formats = useFormats();
  const days = useDays();
  return ({ fromDay, untilDay, span, reason }) => {
    const when = days(fromDay, addDays(asCalendarDay(untilDay), -1));
    const what = span
      ? say("organization.one.open-days", { days: when, span: formats.span(span.opensMinute, span.closesMinute) })
      : say("organization.one.closed-days", { days: when });
    return reason ? `${what} · ${reason}` : what;
  };
}

type ExceptionListProps = { version: number; place: Place; today: string };

export function ExceptionList({ version, place, today }: ExceptionListProps) {
  const say = useSay();
  const wordsOf = useExceptionWords();
  const standing = { hours: spansOf(place), dated: [], holidays: null };
  return (
    <>
      {place.exceptions.length === 0 ? <p className="soft">{say("organization.one.no-exceptions")}</p> : null}
      <ul className="waiting">
        {place.exceptions.map((one) => (
          <li key={`${one.fromDay}_${one.untilDay}`}>
            <div>{wordsOf(one)}</div>
            <ActForm formId={`remove-${one.fromDay}`} lastResult={null}>
              <HiddenField name="intent" value="remove-exception" />
              <HiddenField name="version" value={String(version)} />
              <HiddenField name="id" value={`${one.fromDay}_${one.untilDay}`} />
              <SubmitButton look="quiet">{say("application.page.remove", { name: wordsOf(one) })}</SubmitButton>
            </ActForm>
          </li>
        ))}
      </ul>
      <ActForm formId="exception">
        <HiddenField name="intent" value="exception" />
        <HiddenField name="version" value={String(version)} />
        <ExceptionFields standing={standing} today={today as CalendarDay} />
        <SubmitButton look="secondary">{say("organization.one.save-exception")}</SubmitButton>
      </ActForm>
    </>
  );
}
