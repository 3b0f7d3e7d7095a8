// What an undo would do, and what a publisher no longer says, each for a person to look at. Takes plain values; ends nothing itself.
import { useFormats, useSay } from "#app/i18n/speech";
import type { RemovalLine, StayingRow, UndoLine } from "#app/models/import/read.server";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { type Column, DataTable } from "./data-table";
import { Card, Empty } from "./layout-parts";
import { StateTag } from "./state-tag";
import { HiddenField } from "./text-fields";

export function UndoCounts({ counts }: { counts: readonly UndoLine[] }) {
  const say = useSay();
  const formats = useFormats();
  const columns: Column<UndoLine>[] = [
    {
      id: "kind",
      header: say("imports.sum.kind"),
      main: true,
      cell: ({ table }) => say.any(`imports.sum.table.${table}`),
    },
    { id: "deed", header: say("imports.undo.counts"), cell: ({ deed }) => say.any(`imports.undo.deed.${deed}`) },
    { id: "count", header: say("imports.sum.entries"), figures: true, cell: ({ count }) => formats.count(count) },
  ];
  return (
    <Card title={say("imports.undo.counts")}>
      <DataTable
        caption={say("imports.undo.counts")}
        columns={columns}
        rows={counts}
        rowKey={({ deed, table }) => `${deed} ${table}`}
        empty={<p>{say("imports.undo.none")}</p>}
      />
    </Card>
  );
}

export function StayingTable({ rows }: { rows: readonly StayingRow[] }) {
  const say = useSay();
  const columns: Column<StayingRow>[] = [
    { id: "name", header: say("imports.undo.name"), main: true, cell: ({ name }) => name ?? say("word.not-given") },
    { id: "kind", header: say("imports.sum.kind"), cell: ({ table }) => say.any(`imports.sum.table.${table}`) },
    { id: "why", header: say("imports.undo.why"), cell: ({ reason }) => say.any(`imports.undo.reason.${reason}`) },
  ];
  return (
    <Card title={say("imports.undo.staying")}>
      <p className="soft">{say("imports.undo.staying-lead")}</p>
      <DataTable
        caption={say("imports.undo.staying")}
        columns={columns}
        rows={rows}
        rowKey={({ table, name, reason }) => `${table} ${name} ${reason}`}
        empty={null}
      />
    </Card>
  );
}

const MOVES = { proposed: ["end", "keep"], kept: ["end"], ended: ["restore"] } as const;

/** Instants come over the wire as texts. */
export type Removal = Omit<RemovalLine, "decidedAt"> & { readonly decidedAt: Date | string | null };

export function RemovalTable({ removals }: { removals: readonly Removal[] }) {
  const say = useSay();
  const formats = useFormats();
  const columns: Column<Removal>[] = [
    { id: "name", header: say("imports.removals.name"), main: true, cell: ({ name }) => name },
    { id: "kind", header: say("imports.removals.kind"), cell: ({ table }) => say.any(`imports.sum.table.${table}`) },
    { id: "number", header: say("imports.removals.number"), cell: ({ sourceId }) => sourceId, wideOnly: true },
    {
      id: "state",
      header: say("imports.state"),
      cell: ({ state, decidedAt, decidedBy }) => (
        <>
          <StateTag lifecycle="removal" state={state} />
          {decidedAt ? (
            <span className="soft">
              {" "}
              {say("imports.removals.decided", {
                day: formats.instantDay(decidedAt),
                name: decidedBy ?? say("word.not-given"),
              })}
            </span>
          ) : null}
        </>
      ),
    },
    { id: "decide", header: say("imports.removals.decide"), cell: (line) => <Decision removal={line} />, whole: true },
  ];
  return (
    <DataTable
      caption={say("imports.removals.caption")}
      columns={columns}
      rows={removals}
      rowKey={({ id }) => id}
      holds="page"
      empty={<Empty title={say("imports.removals.empty")}>{say("imports.removals.empty-lead")}</Empty>}
    />
  );
}

function Decision({ removal: { id, name, state } }: { removal: Removal }) {
  const say = useSay();
  const moves = MOVES[state as keyof typeof MOVES] ?? [];
  return (
    <div className="actions">
      {moves.map((move) => (
        <ActForm key={move} formId={`${move}-${id}`}>
          <HiddenField name="removalId" value={id} />
          <HiddenField name="move" value={move} />
          <SubmitButton look="secondary">
            {say(`imports.removals.${move}`)}
            <span className="usa-sr-only">: {name}</span>
          </SubmitButton>
        </ActForm>
      ))}
    </div>
  );
}
