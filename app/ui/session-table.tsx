// The sessions of a plan with units, price and what is in the way of each. Shows what was weighed; weighs nothing.
import { useFormats, useSay } from "#app/i18n/speech";
import { type Column, DataTable } from "./data-table";
import { Money, Units } from "./money";
import { ToneTag } from "./state-tag";

type Line = {
  readonly day: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly units: bigint;
  readonly cents: bigint;
  readonly marks: readonly string[];
};

type SessionTableProps = {
  weighed: { readonly sessions: readonly Line[]; readonly units: bigint; readonly cents: bigint };
  timeZone: string;
};

export function SessionTable({ weighed, timeZone }: SessionTableProps) {
  const say = useSay();
  const formats = useFormats();
  const columns: Column<Line>[] = [
    { id: "day", header: say("schedule.table.day"), main: true, whole: true, cell: ({ day }) => formats.day(day) },
    {
      id: "time",
      header: say("schedule.table.time"),
      whole: true,
      cell: ({ startsAt, endsAt }) => formats.times(startsAt, endsAt, timeZone),
    },
    {
      id: "units",
      header: say("schedule.table.units"),
      figures: true,
      wideOnly: true,
      cell: ({ units }) => formats.units(units),
    },
    { id: "price", header: say("schedule.table.price"), figures: true, cell: ({ cents }) => <Money cents={cents} /> },
  ];
  // Nothing in the way of any of them is said once, by there being no remark.
  const marked = weighed.sessions.some(({ marks }) => marks.length > 0);
  if (marked) {
    columns.push({ id: "remark", header: say("schedule.table.remark"), cell: ({ marks }) => <Marks marks={marks} /> });
  }
  return (
    <>
      {marked || weighed.sessions.length === 0 ? null : <p className="soft">{say("schedule.mark.none")}</p>}
      <DataTable
        caption={say("schedule.table.caption")}
        columns={columns}
        rows={weighed.sessions}
        rowKey={({ startsAt }) => startsAt.toISOString()}
        rowLook={({ marks }) => (marks.length > 0 ? "act" : undefined)}
        footer={
          <tr>
            <th scope="row" colSpan={2}>
              {say("schedule.table.total", { count: weighed.sessions.length })}
            </th>
            <td className="figures cell-end cell-wide" data-label={say("schedule.table.units")}>
              <Units hundredths={weighed.units} />
            </td>
            <td className="figures cell-end" data-label={say("schedule.table.price")}>
              <Money cents={weighed.cents} />
            </td>
            {marked ? <td /> : null}
          </tr>
        }
      />
    </>
  );
}

function Marks({ marks }: { marks: readonly string[] }) {
  const say = useSay();
  if (marks.length === 0) return <span className="soft">{say("schedule.mark.fine")}</span>;
  return marks.map((mark) => (
    <ToneTag key={mark} tone={mark === "closed" ? "paused" : "refused"}>
      {say.any(`schedule.mark.${mark}`)}
    </ToneTag>
  ));
}
