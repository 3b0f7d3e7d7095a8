// A change that waits for a look: what stands now beside what is asked for. Takes plain values; decides nothing.
import type { ReactNode } from "react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { ChangeRow } from "#app/models/organization/change-queue.server";
import type { CalendarDay } from "#app/models/values/calendar-day";
import { type SpanFacts, spanOfRow } from "#app/models/values/span-row";
import { nameOfUnit } from "./distance-unit";
import { useLanguageName } from "./language-name";
import { accessName } from "./own-service-parts";
import { WeekWords } from "./week-words";

type Shown = Pick<ChangeRow, "intent" | "before" | "after">;

/** What a form says about itself, and no reader needs. */
const UNSAID = ["hoursOf", "phoneOf", "locationId", "serviceAtLocationId", "id", "metres", "towns"];

export function ChangeTable({ change, about }: { change: Shown; about: string }) {
  const say = useSay();
  const value = useValue();
  const { intent, before, after } = change;
  if (intent === "closed" || intent === "not-offered") return <p>{say(`keeping.changes.${intent}`)}</p>;
  if (intent.startsWith("remove-")) return <Removal change={change} />;
  const names = Object.keys(after).filter((name) => !UNSAID.includes(name) && !same(before[name], after[name]));
  if (names.length === 0) return <p className="soft">{say("keeping.changes.nothing")}</p>;
  return (
    <table className="change-table">
      <caption className="usa-sr-only">{about}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{say("keeping.changes.before")}</th>
          <th scope="col">{say("keeping.changes.after")}</th>
        </tr>
      </thead>
      <tbody>
        {names.map((name) => (
          <tr key={name}>
            <th scope="row">{fieldName(say, name)}</th>
            <td>
              {name in before ? value(name, before[name]) : <span className="soft">{say("keeping.changes.new")}</span>}
            </td>
            <td>{value(name, after[name])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Removal({ change: { intent, before } }: { change: Shown }) {
  const say = useSay();
  const value = useValue();
  const named: Readonly<Record<string, unknown>> = { "remove-phone": before.number, "remove-area": areaText(before) };
  const what = intent in named ? String(named[intent] ?? "") : value("span", before);
  return (
    <p>
      {say("keeping.changes.removal")} {intent === "remove-exception" ? value("days", before) : what}
    </p>
  );
}

const same = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

function fieldName(say: ReturnType<typeof useSay>, name: string): string {
  const key = `keeping.field.${name}`;
  return say.has(key) ? say.any(key) : name;
}

/** A value as a reader knows it; codes by their words. */
function useValue(): (name: string, value: unknown) => ReactNode {
  const say = useSay();
  const formats = useFormats();
  const languageName = useLanguageName();
  const none = <span className="soft">{say("word.not-given")}</span>;
  const coded = (area: string, codes: unknown) =>
    listOf(codes)
      .map((code) => say.any(`${area}.${code}`))
      .join(", ") || none;
  return (name, value) => {
    if (value === null || value === undefined || value === "") return none;
    switch (name) {
      case "spans":
        return <WeekWords hours={(value as SpanFacts[]).map(spanOfRow)} />;
      case "span":
        return "weekday" in (value as object) ? (
          <WeekWords hours={[spanOfRow(value as SpanFacts)]} />
        ) : (
          spanText(formats, value as SpanFacts)
        );
      case "days": {
        const { fromDay, untilDay } = value as { fromDay: CalendarDay; untilDay: CalendarDay };
        return formats.days(fromDay, untilDay);
      }
      case "fromDay":
      case "untilDay":
        return formats.day(value as CalendarDay);
      case "languages":
        return (
          listOf(value)
            .map((code) => languageName(code))
            .join(", ") || none
        );
      case "accessibility":
        return (
          listOf(value)
            .map((code) => accessName(say, code))
            .join(", ") || none
        );
      case "modes":
        return coded("search.mode", value);
      case "serves":
        return coded("search.serves", value);
      case "cost":
        return say.any(`search.cost.${value}`);
      case "unit":
        return nameOfUnit(say, String(value));
      case "shape":
        return say("organization.area.add-shape");
      case "takesReferrals":
        return say.any(`directory.takes.${value}`);
      case "kind":
        return say.any(`directory.kind.${value}`);
      case "holidays":
        return say.any(`directory.hours.holidays.${value}`);
      default:
        return Array.isArray(value) ? value.join(", ") : String(value);
    }
  };
}

/** By its name, or by what it lists. */
const areaText = ({ name, postalCodes }: Shown["before"]) => name || listOf(postalCodes).join(", ");

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

const spanText = (formats: ReturnType<typeof useFormats>, { opensMinute, closesMinute }: SpanFacts) =>
  formats.span(opensMinute, closesMinute);
