// The sessions of a plan with units, price and what is in the way of each. Shows what was weighed; weighs nothing.
import { useFormats, useSay } from "#app/i18n/speech";
import { type Closure, useClosureWords } from "./closure-words";
import { type Column, DataTable } from "./data-table";
import { Money, Units } from "./money";
import { PickBox } from "./pick-box";
import { ToneTag } from "./state-tag";

type Line = {
  readonly day: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly units: bigint;
  readonly cents: bigint;
  readonly marks: readonly string[];
  readonly closure: Closure | null;
};

type SessionTableProps = {
  weighed: { readonly sessions: readonly Line[]; readonly units: bigint; readonly cents: bigint };
  timeZone: string;
  /** The id of the plan's form, where single days may be left out of it. */
  leaveOutOf?: string;
};

export function SessionTable({ weighed, timeZone, leaveOutOf }: SessionTableProps) {
  const say = useSay();
  const columns = usePlainColumns(timeZone);
  // Nothing in the way of any of them is said once, by there being no remark.
  const marked = weighed.sessions.some(({ marks }) => marks.length > 0);
  if (marked) {
    columns.push({ id: "remark", header: say("schedule.table.remark"), cell: (line) => <Marks line={line} /> });
  }
  const leaveOut = useLeaveOut(leaveOutOf ?? "");
  if (leaveOutOf) columns.push(leaveOut);
  return (
    <>
      {marked || weighed.sessions.length === 0 ? null : <p className="soft">{say("schedule.mark.none")}</p>}
      <DataTable
        caption={say("schedule.table.caption")}
        columns={columns}
        rows={weighed.sessions}
        rowKey={({ startsAt }) => startsAt.toISOString()}
        rowLook={({ marks }) => (marks.length > 0 ? "act" : undefined)}
        footer={<Sums weighed={weighed} rest={(marked ? 1 : 0) + (leaveOutOf ? 1 : 0)} />}
      />
    </>
  );
}

function usePlainColumns(timeZone: string): Column<Line>[] {
  const say = useSay();
  const formats = useFormats();
  return [
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
}

function useLeaveOut(form: string): Column<Line> {
  const say = useSay();
  const formats = useFormats();
  return {
    id: "leave-out",
    header: say("schedule.table.leave-out"),
    cell: ({ day }) => (
      <PickBox
        name="leaveOut"
        value={day}
        form={form}
        label={say("schedule.table.leave-out-day", { day: formats.day(day) })}
        picked={false}
      />
    ),
  };
}

/** @param rest how many columns come after the price */
function Sums({ weighed, rest }: { weighed: SessionTableProps["weighed"]; rest: number }) {
  const say = useSay();
  return (
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
      {rest > 0 ? <td colSpan={rest} /> : null}
    </tr>
  );
}

function Marks({ line: { marks, closure } }: { line: Line }) {
  const say = useSay();
  const closureWords = useClosureWords();
  if (marks.length === 0) return <span className="soft">{say("schedule.mark.fine")}</span>;
  return marks.map((mark) =>
    closure && mark === closure.kind ? (
      <span key={mark}>
        <ToneTag tone="paused">{say(`schedule.mark.${closure.kind}`)}</ToneTag> {closureWords(closure)}
      </span>
    ) : (
      <ToneTag key={mark} tone="refused">
        {say.any(`schedule.mark.${mark}`)}
      </ToneTag>
    ),
  );
}
