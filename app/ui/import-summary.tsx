// What an import would do or did, and the faults it found, by kind with the first of each. Takes plain values; judges none.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { WordedFault } from "#app/models/import/read.server";
import type { FaultExample, Summary } from "#app/models/import/summary";
import { type Column, DataTable } from "./data-table";
import { Card } from "./layout-parts";
import { ToneTag } from "./state-tag";

/** In the order in which a person thinks of a directory. */
const TABLES = [
  "organization",
  "location",
  "service",
  "service_at_location",
  "specialty",
  "service_specialty",
  "phone",
  "opening_span",
  "opening_exception",
] as const;

export function SummaryCard({ summary, trial }: { summary: Summary; trial: boolean }) {
  const say = useSay();
  const { kept, proposals, unused, notRead, format } = summary;
  return (
    <Card title={say(trial ? "imports.sum.would" : "imports.sum.did")}>
      <RowsTable summary={summary} />
      <EntriesTable summary={summary} />
      {kept > 0 ? <p>{say("imports.sum.kept", { count: kept })}</p> : null}
      {proposals > 0 ? <p>{say("imports.sum.proposals", { count: proposals })}</p> : null}
      <p className="soft">{say("imports.sum.format", { format })}</p>
      {notRead.length > 0 ? <p className="soft">{say("imports.sum.not-read", { files: notRead.join(", ") })}</p> : null}
      {unused.map(({ file, columns }) => (
        <p className="soft" key={file}>
          {say("imports.sum.unused", { file, columns: columns.join(", ") })}
        </p>
      ))}
    </Card>
  );
}

type FileLine = Summary["files"][number];

function RowsTable({ summary: { files, total } }: { summary: Summary }) {
  const say = useSay();
  const formats = useFormats();
  const figure = (id: "taken" | "unchanged" | "refused" | "rows", header: string): Column<FileLine> => ({
    id,
    header,
    figures: true,
    cell: (line) => formats.count(line[id]),
  });
  const columns: Column<FileLine>[] = [
    { id: "file", header: say("imports.sum.of-file"), main: true, cell: ({ file }) => file },
    figure("taken", say("imports.sum.taken")),
    figure("unchanged", say("imports.sum.unchanged")),
    figure("refused", say("imports.sum.refused")),
    figure("rows", say("imports.sum.all")),
  ];
  const all = { ...total, file: say("imports.sum.all") };
  return (
    <DataTable
      caption={say("imports.sum.rows")}
      columns={columns}
      rows={files.length > 1 ? [...files, all] : files}
      rowKey={({ file }) => file}
      empty={null}
    />
  );
}

type EntryLine = {
  readonly table: (typeof TABLES)[number];
  readonly made: number;
  readonly changed: number;
  readonly removed: number;
};

function EntriesTable({ summary: { changes } }: { summary: Summary }) {
  const say = useSay();
  const formats = useFormats();
  const rows: EntryLine[] = TABLES.flatMap((table) => {
    const line = {
      table,
      made: changes.made[table] ?? 0,
      changed: changes.changed[table] ?? 0,
      removed: changes.removed[table] ?? 0,
    };
    return line.made + line.changed + line.removed > 0 ? [line] : [];
  });
  const figure = (id: "made" | "changed" | "removed"): Column<EntryLine> => ({
    id,
    header: say(`imports.sum.${id}`),
    figures: true,
    cell: (line) => formats.count(line[id]),
  });
  return (
    <DataTable
      caption={say("imports.sum.entries")}
      columns={[
        {
          id: "kind",
          header: say("imports.sum.kind"),
          main: true,
          cell: ({ table }: EntryLine) => say(`imports.sum.table.${table}`),
        },
        figure("made"),
        figure("changed"),
        ...(rows.some(({ removed }) => removed > 0) ? [figure("removed")] : []),
      ]}
      rows={rows}
      rowKey={({ table }) => table}
      empty={<p>{say("imports.sum.nothing")}</p>}
    />
  );
}

/** @param applied what was taken is in the directory, and so can be worked on there */
export function FaultsCard({ faults, applied }: { faults: readonly WordedFault[]; applied: boolean }) {
  const say = useSay();
  return (
    <Card title={say("imports.fault.title")}>
      <p className="soft">{say(faults.length === 0 ? "imports.fault.none" : "imports.fault.lead")}</p>
      <ul className="import-faults">
        {faults.map((group) => (
          <FaultLine key={group.code} group={group} applied={applied} />
        ))}
      </ul>
    </Card>
  );
}

function FaultLine({ group, applied }: { group: WordedFault; applied: boolean }) {
  const { code, weight, count, examples, message } = group;
  const say = useSay();
  const more = count - examples.length;
  return (
    <li>
      <p className="import-fault-head">
        <ToneTag tone={weight === "refused" ? "refused" : "act"}>{say(`imports.fault.${weight}`)}</ToneTag>
        <strong>{say("imports.fault.count", { count })}</strong>
      </p>
      <p className="import-fault-words">{capital(message)}</p>
      {applied && code === "hours-not-certain" ? (
        <p>
          <Link to="/network/hours">{say("hours.from-import")}</Link>
        </p>
      ) : null}
      <details>
        <summary>{say("imports.fault.first")}</summary>
        <ul>
          {examples.map((example) => (
            <li key={`${example.file} ${example.row} ${example.field}`}>
              <Place example={example} />
            </li>
          ))}
          {more > 0 ? <li className="soft">{say("imports.fault.more", { count: more })}</li> : null}
        </ul>
      </details>
    </li>
  );
}

function Place({ example: { file, row, field, value } }: { example: FaultExample }) {
  const say = useSay();
  const place = row === 0 ? "file" : field === "" ? "row" : "field";
  const words = say(`imports.fault.${place}`, { file, row, field });
  return <span>{value === "" ? words : `${words} – ${say("imports.fault.written", { value })}`}</span>;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
