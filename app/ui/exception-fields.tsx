// Days that differ from the week: which, how, and what that changes, said as it is typed. Stands in any form; never saves.
import { useContext, useEffect, useRef, useState } from "react";
import type { Say } from "#app/i18n/say";
import { type Formats, useFormats, useSay } from "#app/i18n/speech";
import { EXCEPTION_KINDS, exceptionSpan } from "#app/models/organization/exception-form";
import { addDays, type CalendarDay, parseCalendarDay } from "#app/models/values/calendar-day";
import { type ExceptionEffect, exceptionEffect, type Standing } from "#app/models/values/exception-effect";
import type { DaySpan } from "#app/models/values/weekly-hours";
import { SelectField } from "./choice-fields";
import { FormContext } from "./form-context";
import { Notice } from "./notice";
import { DateField, TextField } from "./text-fields";

type ExceptionFieldsProps = {
  /** Before each name, where a form holds several. */
  prefix?: string;
  standing: Standing;
  /** On the place's clock. */
  today: CalendarDay;
};

type Typed = {
  readonly fromDay: string;
  readonly lastDay: string;
  readonly kind: string;
  readonly opens: string;
  readonly closes: string;
};

export function ExceptionFields({ prefix = "", standing, today }: ExceptionFieldsProps) {
  const say = useSay();
  const [typed, area] = useTyped(prefix);
  return (
    <div ref={area}>
      <div className="field-row">
        <DateField name={`${prefix}fromDay`} label={say("organization.one.from-day")} />
        <DateField
          name={`${prefix}lastDay`}
          label={say("organization.one.last-day")}
          hint={say("organization.one.last-day-hint")}
          optional
        />
      </div>
      <SelectField
        name={`${prefix}kind`}
        label={say("organization.one.exception-kind")}
        options={EXCEPTION_KINDS.map((kind) => ({
          value: kind,
          label: say(`organization.one.exception-kinds.${kind}`),
        }))}
        defaultValue="closed"
        emptyLabel={null}
      />
      <div className="field-row">
        <TextField
          name={`${prefix}opens`}
          label={say("organization.one.opens-at")}
          size="short"
          maxLength={20}
          optional
        />
        <TextField
          name={`${prefix}closes`}
          label={say("organization.one.closes-at")}
          size="short"
          maxLength={20}
          optional
        />
      </div>
      <TextField
        name={`${prefix}reason`}
        label={say("organization.one.reason")}
        hint={say("organization.one.reason-hint")}
        maxLength={200}
        optional
      />
      <div role="status">
        <Effect typed={typed} standing={standing} today={today} />
      </div>
    </div>
  );
}

/** What stands in the boxes now. They stay the browser's own, so what is typed is heard on its way up. */
function useTyped(prefix: string) {
  const form = useContext(FormContext);
  const area = useRef<HTMLDivElement>(null);
  const [typed, hear] = useState<Typed>(() => typedIn((name) => textAt(form?.entered, prefix + name)));
  useEffect(() => {
    const box = area.current;
    const listen = () =>
      hear(
        typedIn((name) => box?.querySelector<HTMLInputElement>(`[name="${CSS.escape(prefix + name)}"]`)?.value ?? ""),
      );
    box?.addEventListener("input", listen);
    return () => box?.removeEventListener("input", listen);
  }, [prefix]);
  return [typed, area] as const;
}

function typedIn(text: (name: string) => string): Typed {
  return {
    fromDay: text("fromDay"),
    lastDay: text("lastDay"),
    kind: text("kind") || "closed",
    opens: text("opens"),
    closes: text("closes"),
  };
}

function textAt(entered: unknown, name: string): string {
  if (typeof entered !== "object" || entered === null) return "";
  const value = (entered as Record<string, unknown>)[name];
  return typeof value === "string" ? value : "";
}

type EffectProps = { typed: Typed; standing: Standing; today: CalendarDay };

function Effect({ typed, standing, today }: EffectProps) {
  const say = useSay();
  const formats = useFormats();
  const fromDay = parseCalendarDay(typed.fromDay);
  const lastDay = typed.lastDay === "" ? fromDay : parseCalendarDay(typed.lastDay);
  const kind = EXCEPTION_KINDS.find((each) => each === typed.kind) ?? "closed";
  const read = exceptionSpan(kind, typed.opens, typed.closes);
  if (fromDay === null || lastDay === null || lastDay < fromDay || "fault" in read) return null;
  const effect = exceptionEffect({ fromDay, untilDay: addDays(lastDay, 1), span: read.span }, standing, today);
  const warnings = effectWarnings(effect, say, formats);
  return (
    <>
      <p>{effectWords(effect, read.span, say, formats)}</p>
      {warnings.length > 0 ? (
        <Notice tone="warning" title={say("directory.hours.check")}>
          <ul>
            {warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </>
  );
}

/** "Thu, Nov 26, 2026: closed instead of 9:00 AM – 5:00 PM." */
export function effectWords(effect: ExceptionEffect, span: DaySpan | null, say: Say, formats: Formats): string {
  const day = formats.day(effect.day);
  const usual = usualWords(effect.usual, say, formats);
  if (!effect.changes) return say("organization.one.same-as-usual", { day, usual });
  const becomes =
    span === null
      ? say("organization.one.closed-instead", { day, usual })
      : say("organization.one.open-instead", { day, usual, span: formats.span(span.opensMinute, span.closesMinute) });
  if (effect.moreDays === 0) return becomes;
  const last = formats.day(effect.lastDay);
  return `${becomes} ${say("organization.one.and-days", { count: effect.moreDays, last })}`;
}

function usualWords(usual: readonly DaySpan[] | null, say: Say, formats: Formats): string {
  if (usual === null) return say("organization.one.usual-unknown");
  if (usual.length === 0) return say("organization.one.usual-closed");
  return formats.list(usual.map(({ opensMinute, closesMinute }) => formats.span(opensMinute, closesMinute)));
}

export function effectWarnings(effect: ExceptionEffect, say: Say, formats: Formats): string[] {
  const warnings: string[] = [];
  if (effect.past) warnings.push(say("organization.one.exception-past"));
  if (effect.twice) warnings.push(say("organization.one.exception-twice", { day: formats.day(effect.twice) }));
  if (effect.holiday) {
    const holiday = say(`directory.hours.holiday.${effect.holiday.name}`);
    warnings.push(say("organization.one.exception-holiday", { day: formats.day(effect.holiday.day), holiday }));
  }
  return warnings;
}
