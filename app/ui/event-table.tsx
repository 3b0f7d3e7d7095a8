// What happened, as a table of words: when, what, who, about what. Takes events as they were recorded; never shows an id.
import type { Say } from "#app/i18n/say";
import { useFormats, useSay } from "#app/i18n/speech";
import { type Column, DataTable } from "./data-table";
import { Empty } from "./layout-parts";

export type EventLine = {
  readonly id: string;
  readonly at: Date;
  readonly name: string;
  readonly by: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly subjectType: string;
};

/** @param house the reader's own: its people go by their name alone, others' with where they work */
export function EventTable({ events, house }: { events: readonly EventLine[]; house: string }) {
  const say = useSay();
  const formats = useFormats();
  const columns: Column<EventLine>[] = [
    {
      id: "at",
      header: say("admin.events.when"),
      whole: true,
      cell: ({ at }) => <time dateTime={at.toISOString()}>{formats.instant(at)}</time>,
    },
    { id: "what", header: say("admin.events.what"), main: true, cell: (event) => sentenceOf(say, event) },
    { id: "who", header: say("admin.events.who"), cell: ({ by }) => nameIn(house, by) || say("admin.events.system") },
    {
      id: "about",
      header: say("admin.events.about"),
      cell: ({ subjectType }) => subjectOf(say, subjectType),
      wideOnly: true,
    },
  ];
  return (
    <DataTable
      caption={say("admin.events.title")}
      columns={columns}
      rows={events}
      rowKey={({ id }) => id}
      holds="page"
      empty={
        <Empty title={say("admin.events.empty")} icon="history">
          {say("admin.events.empty-lead")}
        </Empty>
      }
    />
  );
}

function nameIn(house: string, by: string): string {
  const where = `, ${house}`;
  return by.endsWith(where) ? by.slice(0, -where.length) : by;
}

function sentenceOf(say: Say, { name, facts }: EventLine): string {
  const blanks = Object.fromEntries(
    Object.entries(facts).flatMap(([key, value]) => {
      if (typeof value !== "string" && typeof value !== "number") return [];
      return [[key, key === "role" ? say.any(`word.role.${value}`) : value]];
    }),
  );
  if (say.has(`event.${name}`)) return say.any(`event.${name}`, blanks);
  const what = name.replace(/\.read$/, "");
  return what === name ? say("admin.events.other", { name }) : say("admin.events.read", { what: subjectOf(say, what) });
}

function subjectOf(say: Say, subjectType: string): string {
  const key = `admin.events.subjects.${subjectType}`;
  return say.has(key) ? say.any(key) : subjectType.replaceAll("_", " ");
}
