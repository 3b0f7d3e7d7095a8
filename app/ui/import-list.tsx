// The imports of an agency and the upload of a new one, as the network desk sees them. Takes plain values; uploads nothing itself.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { ImportView } from "#app/models/import/read.server";
import { UPLOAD_LIMITS } from "#app/models/import/upload-content";
import { ActForm } from "./act-form";
import { ButtonLink, SubmitButton } from "./button";
import { type Column, DataTable } from "./data-table";
import { Card, Empty } from "./layout-parts";
import { StateTag } from "./state-tag";
import { Steps } from "./steps";
import { FileField, TextField } from "./text-fields";

const ACCEPT = ".zip,.json,.ndjson,.jsonl,.csv,application/zip,application/json,text/csv";

export const importPath = (id: string) => `/network/imports/${id}`;

/** As the list shows it: instants come over the wire as texts. */
export type ImportLine = Pick<ImportView, "id" | "sourceName" | "files" | "state" | "by" | "preview" | "outcome"> & {
  readonly createdAt: Date | string;
};

export function ImportTable({ imports }: { imports: readonly ImportLine[] }) {
  const say = useSay();
  const formats = useFormats();
  const columns: Column<ImportLine>[] = [
    {
      id: "source",
      header: say("imports.source"),
      main: true,
      cell: ({ id, sourceName }) => (
        <Link to={importPath(id)} className="import-name">
          {sourceName}
        </Link>
      ),
    },
    {
      id: "state",
      header: say("imports.state"),
      cell: ({ state }) => <StateTag lifecycle="import" state={state} />,
    },
    {
      id: "rows",
      header: say("imports.rows"),
      cell: (line) => <RowsTaken line={line} />,
    },
    {
      id: "files",
      header: say("imports.files"),
      cell: ({ files }) => formats.list(files.map(({ name }) => name).slice(0, 3)),
      wideOnly: true,
    },
    {
      id: "who",
      header: say("imports.who"),
      cell: ({ createdAt, by }) =>
        say("imports.who-when", { day: formats.instantDay(createdAt), name: by ?? say("word.not-given") }),
    },
  ];
  return (
    <DataTable
      caption={say("imports.caption")}
      columns={columns}
      rows={imports}
      rowKey={({ id }) => id}
      holds="page"
      empty={
        <Empty
          title={say("imports.empty")}
          icon="upload-file"
          action={<ButtonLink to="/network/imports/new">{say("imports.new")}</ButtonLink>}
        >
          {say("imports.empty-lead")}
        </Empty>
      }
    />
  );
}

function RowsTaken({ line: { outcome, preview } }: { line: ImportLine }) {
  const say = useSay();
  const formats = useFormats();
  const total = (outcome ?? preview)?.total;
  if (!total) return say("word.not-given");
  const taken = total.taken + total.unchanged;
  return say("imports.rows-of", { taken: formats.count(taken), rows: formats.count(total.rows) });
}

/** @param current position of the step at hand, from 0 */
export function ImportSteps({ current, flat }: { current: number; flat: boolean }) {
  const say = useSay();
  const names = flat ? (["upload", "columns", "look", "start"] as const) : (["upload", "look", "start"] as const);
  return <Steps steps={names.map((name) => ({ label: say(`imports.steps.${name}`) }))} current={current} />;
}

export function UploadForm({ maxBytes }: { maxBytes: number }) {
  const say = useSay();
  const formats = useFormats();
  return (
    <Card>
      <ActForm formId="upload" files>
        <TextField
          name="sourceName"
          label={say("imports.upload.source")}
          hint={say("imports.upload.source-hint")}
          maxLength={80}
        />
        <FileField
          name="files"
          label={say("imports.upload.files")}
          hint={say("imports.upload.files-hint", { count: UPLOAD_LIMITS.files, size: formats.bytes(maxBytes) })}
          accept={ACCEPT}
          multiple
        />
        <SubmitButton>{say("imports.upload.button")}</SubmitButton>
      </ActForm>
    </Card>
  );
}

export function WhatCanBeRead() {
  const say = useSay();
  return (
    <Card title={say("imports.upload.takes")}>
      <ul>
        <li>{say("imports.upload.takes-package")}</li>
        <li>{say("imports.upload.takes-flat")}</li>
        <li>{say("imports.upload.takes-people")}</li>
      </ul>
    </Card>
  );
}
