// One day of the hours editor: what holds, its rows of typed times, and how the day reads. Decides nothing about the week.
import { type Dispatch, useContext, useRef } from "react";
import { useFormats, useSay } from "#app/i18n/speech";
import { boxName, dayName, rowsName } from "#app/models/organization/week-form";
import type { Weekday } from "#app/models/values/calendar-day";
import { DAY_KINDS, MOST_SPANS_A_DAY, type SheetDay, type SheetRow } from "#app/models/values/week-sheet";
import { FormContext, fieldId } from "./form-context";
import type { SheetChange } from "./hours-sheet";
import { Icon } from "./icon";

type DayProps = {
  weekday: Weekday;
  day: SheetDay;
  /** How it reads, in words; empty while nothing is said. */
  reads: string;
  scripted: boolean;
  change: Dispatch<SheetChange>;
};

export function HoursDay({ weekday, day, reads, scripted, change }: DayProps) {
  const formats = useFormats();
  const name = formats.weekday(weekday);
  // With script the rows of a day that is closed are put away; without it they stay, for nothing could bring them back.
  const rows = scripted && day.kind !== "times" ? [] : day.rows;
  return (
    <fieldset className="week-day">
      <legend>{name}</legend>
      <div className="week-rows">
        <DayKindSelect weekday={weekday} day={day} change={change} />
        <input type="hidden" name={rowsName(weekday)} value={day.rows.length} />
        {rows.map((row, index) => (
          // Rows have no name but their place.
          <TimesRow
            key={boxName("opens", weekday, index + 1)}
            weekday={weekday}
            number={index + 1}
            row={row}
            removable={scripted && day.rows.length > 1}
            change={change}
          />
        ))}
        {rows.length > 0 && day.rows.length < MOST_SPANS_A_DAY ? (
          <AddRow weekday={weekday} rows={day.rows.length} scripted={scripted} change={change} />
        ) : null}
        <p className="week-reads soft">{reads}</p>
      </div>
    </fieldset>
  );
}

function DayKindSelect({ weekday, day, change }: Pick<DayProps, "weekday" | "day" | "change">) {
  const say = useSay();
  const formats = useFormats();
  const { id, errors } = useBox(dayName(weekday));
  return (
    <div className="week-kind">
      <label className="usa-sr-only" htmlFor={id}>
        {say("organization.hours.kind-of", { weekday: formats.weekday(weekday) })}
      </label>
      <BoxErrors id={id} errors={errors} />
      <select
        id={id}
        name={dayName(weekday)}
        className={errors.length > 0 ? "usa-select usa-input--error" : "usa-select"}
        aria-describedby={errors.length > 0 ? `${id}-error` : undefined}
        aria-invalid={errors.length > 0 || undefined}
        value={day.kind}
        onChange={({ target }) => {
          const is = DAY_KINDS.find((kind) => kind === target.value);
          if (is) change({ kind: "day", weekday, is });
        }}
      >
        {DAY_KINDS.filter((kind) => kind !== "as-before" || weekday > 1).map((kind) => (
          <option key={kind} value={kind}>
            {say(`organization.hours.kind.${kind}`, { before: formats.weekday(weekday - 1 || 7) })}
          </option>
        ))}
      </select>
    </div>
  );
}

type RowProps = Pick<DayProps, "weekday" | "change"> & { number: number; row: SheetRow; removable: boolean };

function TimesRow({ weekday, number, row, removable, change }: RowProps) {
  const say = useSay();
  const formats = useFormats();
  const of = { weekday: formats.weekday(weekday), number };
  const line = useRef<HTMLDivElement>(null);
  const remove = () => {
    // The focus goes to a box that stays; gone with its row, it would be thrown to the top of the page.
    const neighbour = line.current?.previousElementSibling ?? line.current?.nextElementSibling;
    neighbour?.querySelector<HTMLElement>("input, select")?.focus();
    change({ kind: "remove-row", weekday, row: number });
  };
  return (
    <div className="week-span" ref={line}>
      <TimeBox weekday={weekday} number={number} edge="opens" text={row.opens} change={change} />
      <span aria-hidden="true">–</span>
      <TimeBox weekday={weekday} number={number} edge="closes" text={row.closes} change={change} />
      {removable ? (
        <button type="button" className="usa-button usa-button--unstyled week-remove" onClick={remove}>
          <Icon name="cancel" label={say("organization.hours.remove-row", of)} />
        </button>
      ) : null}
    </div>
  );
}

type BoxProps = Pick<DayProps, "weekday" | "change"> & { number: number; edge: "opens" | "closes"; text: string };

function TimeBox({ weekday, number, edge, text, change }: BoxProps) {
  const say = useSay();
  const formats = useFormats();
  const name = boxName(edge, weekday, number);
  const { id, errors } = useBox(name);
  return (
    <div className="week-box">
      <label className="usa-sr-only" htmlFor={id}>
        {say(`organization.hours.${edge}`, { weekday: formats.weekday(weekday), count: number })}
      </label>
      <BoxErrors id={id} errors={errors} />
      <input
        id={id}
        name={name}
        className={errors.length > 0 ? "usa-input usa-input--error" : "usa-input"}
        type="text"
        maxLength={20}
        autoComplete="off"
        placeholder={say(`organization.hours.${edge}-short`)}
        value={text}
        onChange={({ target }) => change({ kind: "typed", weekday, row: number, edge, text: target.value })}
        aria-describedby={errors.length > 0 ? `${id}-error` : undefined}
        aria-invalid={errors.length > 0 || undefined}
      />
    </div>
  );
}

type AddProps = Pick<DayProps, "weekday" | "change" | "scripted"> & { rows: number };

/** Without script the form comes back with what was typed and one row more. */
function AddRow({ weekday, rows, scripted, change }: AddProps) {
  const say = useSay();
  const formats = useFormats();
  const button = useRef<HTMLButtonElement>(null);
  const add = () => {
    change({ kind: "add-row", weekday, row: rows + 1 });
    const day = button.current?.closest("fieldset");
    requestAnimationFrame(() => day?.querySelector<HTMLElement>(".week-span:last-of-type input")?.focus());
  };
  const intent = { type: "update", payload: { name: rowsName(weekday), value: String(rows + 1) } };
  return (
    <button
      ref={button}
      type={scripted ? "button" : "submit"}
      name={scripted ? undefined : "__intent__"}
      value={scripted ? undefined : JSON.stringify(intent)}
      className="usa-button usa-button--unstyled week-add"
      onClick={scripted ? add : undefined}
    >
      {say("organization.hours.add-row")}
      <span className="usa-sr-only"> {say("organization.hours.on-day", { weekday: formats.weekday(weekday) })}</span>
    </button>
  );
}

function BoxErrors({ id, errors }: { id: string; errors: readonly string[] }) {
  const say = useSay();
  if (errors.length === 0) return null;
  return (
    <span className="usa-error-message" id={`${id}-error`}>
      {errors.map((message) => say.any(message)).join(" ")}
    </span>
  );
}

function useBox(name: string) {
  const form = useContext(FormContext);
  return { id: fieldId(form?.id ?? "hours", name), errors: form?.errors[name] ?? [] };
}
