// A provider's days, as a week side by side or as a list: sessions on their place's clock, and requests that want an answer. Takes plain values.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { Actions, Card, Empty } from "./layout-parts";
import { Notice } from "./notice";
import { ToneTag } from "./state-tag";
import { HiddenField } from "./text-fields";

type SessionEntry = {
  readonly id: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly timeZone: string;
  readonly clientName: string;
  readonly serviceName: string;
  readonly locationName: string;
  readonly practitionerName: string;
};

type DueEntry = {
  readonly id: string;
  readonly agencyName: string;
  readonly summary: { readonly number?: string; readonly specialty?: string };
};

export type CalendarDayView = {
  readonly day: string;
  readonly sessions: readonly SessionEntry[];
  readonly due: readonly DueEntry[];
};

type CalendarDaysProps = { days: readonly CalendarDayView[]; today: string };

/** Seven days side by side where there is room; below one another on a telephone. */
export function CalendarWeek({ days, today }: CalendarDaysProps) {
  const say = useSay();
  const formats = useFormats();
  return (
    <ol className="calendar-week">
      {days.map((view) => (
        <li key={view.day} className={view.day === today ? "calendar-day calendar-today" : "calendar-day"}>
          <h2>{formats.dayOfWeek(view.day)}</h2>
          {view.day === today ? <ToneTag tone="done">{say("calendar.today")}</ToneTag> : null}
          {isEmpty(view) ? <p className="soft">{say("calendar.nothing")}</p> : <DayEntries view={view} />}
        </li>
      ))}
    </ol>
  );
}

/** Only days on which there is something. */
export function CalendarList({ days, today }: CalendarDaysProps) {
  const say = useSay();
  const formats = useFormats();
  const full = days.filter((view) => !isEmpty(view));
  if (full.length === 0)
    return (
      <Empty title={say("calendar.empty")} icon="calendar-today">
        {say("calendar.empty-lead")}
      </Empty>
    );
  return (
    <ol className="calendar-list">
      {full.map((view) => (
        <li key={view.day} className={view.day === today ? "calendar-day calendar-today" : "calendar-day"}>
          <h2>{formats.dayLong(view.day)}</h2>
          <DayEntries view={view} />
        </li>
      ))}
    </ol>
  );
}

const isEmpty = ({ sessions, due }: CalendarDayView) => sessions.length + due.length === 0;

function DayEntries({ view: { sessions, due } }: { view: CalendarDayView }) {
  const say = useSay();
  const formats = useFormats();
  return (
    <ul className="calendar-entries">
      {due.map(({ id, agencyName, summary }) => (
        <li key={id} className="calendar-due">
          <Link to={`/portal/offers/${id}`}>
            {say("calendar.answer", {
              request: [summary.number, summary.specialty].filter((part) => part).join(" · "),
            })}
          </Link>
          <span className="soft">{say("calendar.from-agency", { agency: agencyName })}</span>
        </li>
      ))}
      {sessions.map(({ id, startsAt, endsAt, timeZone, clientName, serviceName, locationName, practitionerName }) => (
        <li key={id}>
          <span className="calendar-time">{formats.times(startsAt, endsAt, timeZone)}</span>
          <Link to={`/portal/sessions/${id}`}>{clientName}</Link>
          <span className="soft">{[serviceName, locationName, practitionerName].join(" · ")}</span>
        </li>
      ))}
    </ul>
  );
}

/** The address for a calendar program: given once, renewed, taken away. @param made just now, to copy */
export function FeedCard({ since, made }: { since: Date | null; made: string | null }) {
  const say = useSay();
  const formats = useFormats();
  return (
    <Card title={say("calendar.feed.title")}>
      <p>{say("calendar.feed.lead")}</p>
      {made ? (
        <Notice tone="done" title={say("calendar.feed.made")}>
          <p>{say("calendar.feed.made-lead")}</p>
          <p className="link-once">{made}</p>
        </Notice>
      ) : (
        <p className="soft">
          {since ? say("calendar.feed.since", { day: formats.instantDay(since) }) : say("calendar.feed.none")}
        </p>
      )}
      <Actions>
        <ActForm formId="renew">
          <HiddenField name="intent" value="renew" />
          <SubmitButton look="secondary">{say(since ? "calendar.feed.renew" : "calendar.feed.make")}</SubmitButton>
        </ActForm>
        {since ? (
          <ActForm formId="end">
            <HiddenField name="intent" value="end" />
            <SubmitButton look="quiet">{say("calendar.feed.end")}</SubmitButton>
          </ActForm>
        ) : null}
      </Actions>
    </Card>
  );
}
