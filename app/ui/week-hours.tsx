// A week of opening hours as a table: one line a day, unknown said as unknown. Decides nothing about now.
import { useFormats, useSay } from "#app/i18n/speech";

/** Half-open on the place's clock; a close past 1440 is the next day's. */
export type HoursSpan = { readonly opensMinute: number; readonly closesMinute: number };

/** `spans` null: not known. Empty: closed. */
export type HoursDay = { readonly weekday: number; readonly spans: readonly HoursSpan[] | null };

export type HoursException = { readonly day: string; readonly spans: readonly HoursSpan[]; readonly note?: string };

type WeekHoursProps = {
  days: readonly HoursDay[];
  exceptions?: readonly HoursException[];
  /** IANA zone of the place, named so that nobody calls an hour early. */
  timeZone?: string;
  /** ISO weekday of today at the place, shown stronger. */
  today?: number;
};

export function WeekHours({ days, exceptions = [], timeZone, today }: WeekHoursProps) {
  const say = useSay();
  const formats = useFormats();
  return (
    <div className="week-hours">
      <table>
        <caption className="usa-sr-only">{say("ui.hours.caption")}</caption>
        <tbody>
          {days.map(({ weekday, spans }) => (
            <tr key={weekday} className={weekday === today ? "today" : undefined}>
              <th scope="row">{formats.weekday(weekday)}</th>
              <td>
                <Spans spans={spans} />
              </td>
            </tr>
          ))}
          {exceptions.map(({ day, spans, note }) => (
            <tr key={day} className="exception">
              <th scope="row">{formats.day(day)}</th>
              <td>
                <Spans spans={spans} />
                {note ? <span className="soft"> {note}</span> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {timeZone ? (
        <p className="soft">{say("ui.hours.zone", { zone: timeZone.replaceAll("_", " ").split("/").at(-1) ?? "" })}</p>
      ) : null}
    </div>
  );
}

function Spans({ spans }: { spans: readonly HoursSpan[] | null }) {
  const say = useSay();
  const formats = useFormats();
  if (spans === null) return <span className="soft">{say("ui.hours.unknown")}</span>;
  if (spans.length === 0) return <span className="soft">{say("ui.hours.closed")}</span>;
  return (
    <>
      {spans.map(({ opensMinute, closesMinute }) => (
        <span key={opensMinute} className="span">
          {formats.span(opensMinute, closesMinute)}
        </span>
      ))}
    </>
  );
}
