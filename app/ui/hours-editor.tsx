// A week of opening hours in typed times, read back in words as one types. Stands in any form; never saves, and never forbids what is only odd.
import type { Dispatch } from "react";
import type { Say } from "#app/i18n/say";
import { type Formats, useFormats, useSay } from "#app/i18n/speech";
import { boxName, boxOf, dayName, HOURS_TEXT, REST_CLOSED } from "#app/models/organization/week-form";
import type { Weekday } from "#app/models/values/calendar-day";
import {
  MOST_SPANS_A_DAY,
  readSheet,
  type SheetReading,
  WEEKDAYS,
  type WeekSheet,
} from "#app/models/values/week-sheet";
import type { WeeklySpan } from "#app/models/values/weekly-hours";
import { HoursDay } from "./hours-day";
import { type SheetChange, useScripted, useSettled, useSheet } from "./hours-sheet";
import { WeekSlips } from "./hours-slips";
import { Icon } from "./icon";
import { TextField } from "./text-fields";
import { WeekWords } from "./week-words";

type HoursEditorProps = {
  hours: readonly WeeklySpan[];
  /** What is known in words where the hours are not. */
  hoursText?: string | null;
};

const MONDAY: Weekday = 1;
const WORKDAYS: readonly Weekday[] = [2, 3, 4, 5];

export function HoursEditor({ hours, hoursText = null }: HoursEditorProps) {
  const say = useSay();
  const formats = useFormats();
  const scripted = useScripted();
  const [{ sheet, last }, change] = useSheet(hours);
  const reading = readSheet(sheet);
  const spoken = useSettled(last ? changeWords(last, reading, say, formats) : "");
  return (
    <div className="hours-editor">
      <p className="soft">{say("organization.hours.hint")}</p>
      <ReadBackFirst />
      {scripted ? <QuickWays sheet={sheet} change={change} /> : null}
      {WEEKDAYS.map((weekday) => (
        <HoursDay
          key={weekday}
          weekday={weekday}
          day={sheet.days[weekday - 1] ?? { kind: "times", rows: [] }}
          reads={dayWords(weekday, reading, say, formats)}
          scripted={scripted}
          change={change}
        />
      ))}
      <RestClosed sheet={sheet} change={change} />
      <TextField
        name={HOURS_TEXT}
        label={say("organization.hours.text")}
        hint={say("organization.hours.text-hint")}
        defaultValue={hoursText ?? undefined}
        maxLength={200}
        optional
      />
      <Reading reading={reading} />
      <p className="usa-sr-only" role="status">
        {spoken}
      </p>
    </div>
  );
}

/** The first button of a form is what Enter presses: without script it reads back and saves nothing. */
function ReadBackFirst() {
  const say = useSay();
  return (
    <noscript>
      <button
        type="submit"
        className="usa-button usa-button--outline"
        name="__intent__"
        value={JSON.stringify({ type: "validate", payload: {} })}
      >
        {say("organization.hours.read-back")}
      </button>
    </noscript>
  );
}

type SheetProps = { sheet: WeekSheet; change: Dispatch<SheetChange> };

function QuickWays({ sheet, change }: SheetProps) {
  const say = useSay();
  const ways: [string, SheetChange][] = [
    [say("organization.hours.copy-workdays"), { kind: "copy", from: MONDAY, to: WORKDAYS }],
    [say("organization.hours.copy-all"), { kind: "copy", from: MONDAY, to: WEEKDAYS }],
    [say("organization.hours.always"), { kind: "all-day" }],
    [say("organization.hours.unknown"), { kind: "unsaid" }],
  ];
  const monday = sheet.days[0];
  const isEmpty = monday?.kind === "times" && monday.rows.every(({ opens, closes }) => opens === "" && closes === "");
  return (
    <fieldset className="week-quick">
      <legend className="usa-sr-only">{say("organization.hours.quick")}</legend>
      {ways.map(([words, way]) => (
        <button
          key={words}
          type="button"
          className="usa-button usa-button--outline"
          aria-disabled={(way.kind === "copy" && isEmpty) || undefined}
          onClick={() => (way.kind === "copy" && isEmpty ? undefined : change(way))}
        >
          {words}
        </button>
      ))}
    </fieldset>
  );
}

function RestClosed({ sheet, change }: SheetProps) {
  const say = useSay();
  return (
    <div className="usa-checkbox choice week-rest">
      <input
        className="usa-checkbox__input"
        type="checkbox"
        id={REST_CLOSED}
        name={REST_CLOSED}
        checked={sheet.restClosed}
        onChange={({ target }) => change({ kind: "rest-closed", closed: target.checked })}
      />
      <label className="usa-checkbox__label" htmlFor={REST_CLOSED}>
        {say("organization.hours.rest-closed")}
      </label>
    </div>
  );
}

function Reading({ reading }: { reading: SheetReading }) {
  const say = useSay();
  const formats = useFormats();
  return (
    <section className="week-reading" aria-label={say("organization.hours.reads")}>
      <h3>{say("organization.hours.reads")}</h3>
      {reading.faults.length > 0 ? (
        <ul className="plain-list">
          {reading.faults.map((fault) => (
            <li key={boxOf(fault)}>
              <Icon name="info" />{" "}
              {say("organization.hours.to-say", {
                day: formats.weekday(fault.weekday),
                what: say(`organization.error.${fault.fault}`),
              })}
            </li>
          ))}
        </ul>
      ) : (
        <WeekWords hours={reading.spans} />
      )}
      <WeekSlips hours={reading.spans} guesses={reading.guesses} />
    </section>
  );
}

/** "9:00 AM – 5:00 PM", "closed", or nothing while the day is not said or not clear. */
function dayWords(weekday: Weekday, { spans, faults, closed }: SheetReading, say: Say, formats: Formats): string {
  if (faults.some((fault) => fault.weekday === weekday && fault.fault !== "never-open")) return "";
  const own = spans.filter((span) => span.weekday === weekday);
  if (own.length > 0) return formats.list(own.map((span) => formats.span(span.opensMinute, span.closesMinute)));
  return closed.includes(weekday) ? say("directory.hours.closed") : "";
}

function changeWords(change: SheetChange, reading: SheetReading, say: Say, formats: Formats): string {
  if (!("weekday" in change)) return say("organization.hours.week-changed");
  const day = formats.weekday(change.weekday);
  if (change.kind === "add-row") return say("organization.hours.row-added", { day });
  const fault = reading.faults.find(({ weekday }) => weekday === change.weekday);
  if (fault) return say("organization.hours.to-say", { day, what: say(`organization.error.${fault.fault}`) });
  return say("organization.hours.day-reads", { day, reads: dayWords(change.weekday, reading, say, formats) });
}

/** Labels of all boxes by name, for the summary of errors. */
export function useHoursLabels(): Record<string, string> {
  const say = useSay();
  const formats = useFormats();
  const labels: Record<string, string> = { [HOURS_TEXT]: say("organization.hours.text") };
  for (const day of WEEKDAYS) {
    const weekday = formats.weekday(day);
    labels[dayName(day)] = weekday;
    for (let count = 1; count <= MOST_SPANS_A_DAY; count += 1) {
      labels[boxName("opens", day, count)] = say("organization.hours.opens", { weekday, count });
      labels[boxName("closes", day, count)] = say("organization.hours.closes", { weekday, count });
    }
  }
  return labels;
}
