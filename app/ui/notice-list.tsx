// What waits for a person and what happened, as two lists of one page. Takes plain values; marks nothing itself.
import { useFormats, useSay } from "#app/i18n/speech";
import { areaOf } from "../models/notification/areas";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { type Column, DataTable } from "./data-table";
import { ToneTag } from "./state-tag";
import { HiddenField } from "./text-fields";

interface Line {
  readonly id: string;
  readonly kind: string;
  readonly createdAt: Date;
}

interface WaitingProps {
  readonly rows: readonly (Line & { readonly dueOn: string | null })[];
  readonly today: string;
}

export function WaitingNotices({ rows, today }: WaitingProps) {
  const say = useSay();
  const formats = useFormats();
  const columns: Column<WaitingProps["rows"][number]>[] = [
    { id: "what", header: say("notification.list.what"), main: true, cell: (row) => <OpenNotice {...row} /> },
    { id: "about", header: say("notification.list.about"), cell: ({ kind }) => <Area kind={kind} /> },
    {
      id: "due",
      header: say("notification.list.due"),
      cell: ({ dueOn }) =>
        dueOn === null ? null : (
          <>
            {formats.day(dueOn)}{" "}
            {dueOn < today ? <ToneTag tone="refused">{say("notification.list.overdue")}</ToneTag> : null}
          </>
        ),
    },
    { id: "when", header: say("notification.list.when"), cell: ({ createdAt }) => <When at={createdAt} /> },
  ];
  return (
    <DataTable
      caption={say("notification.list.waits")}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      holds="page"
      rowLook={() => "act"}
    />
  );
}

export function HappenedNotices({ rows }: { rows: readonly (Line & { readonly read: boolean })[] }) {
  const say = useSay();
  const columns: Column<(typeof rows)[number]>[] = [
    { id: "what", header: say("notification.list.what"), main: true, cell: (row) => <OpenNotice {...row} /> },
    { id: "about", header: say("notification.list.about"), cell: ({ kind }) => <Area kind={kind} /> },
    { id: "when", header: say("notification.list.when"), cell: ({ createdAt }) => <When at={createdAt} /> },
    {
      id: "new",
      header: say("notification.list.new"),
      headerHidden: true,
      cell: ({ id, read }) =>
        read ? null : (
          <>
            <ToneTag tone="act">{say("notification.list.new")}</ToneTag>
            <ActForm formId={`mark-${id}`} lastResult={null}>
              <HiddenField name="intent" value="mark" />
              <HiddenField name="noticeId" value={id} />
              <SubmitButton look="quiet">{say("notification.list.mark-one")}</SubmitButton>
            </ActForm>
          </>
        ),
    },
  ];
  return (
    <DataTable
      caption={say("notification.list.happened")}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      holds="page"
      rowLook={({ read }) => (read ? undefined : "act")}
    />
  );
}

function OpenNotice({ id, kind }: Line) {
  const say = useSay();
  return (
    <ActForm formId={`open-${id}`} lastResult={null}>
      <HiddenField name="intent" value="open" />
      <HiddenField name="noticeId" value={id} />
      <SubmitButton look="quiet">{wordsOf(say, kind)}</SubmitButton>
    </ActForm>
  );
}

function Area({ kind }: { kind: string }) {
  const say = useSay();
  const key = `notification.area.${areaOf(kind)}`;
  return say.has(key) ? <span className="soft">{say.any(key)}</span> : null;
}

function When({ at }: { at: Date }) {
  const formats = useFormats();
  return <time dateTime={at.toISOString()}>{formats.instant(at)}</time>;
}

/** A kind's own words, else those of its event, else plain ones. */
function wordsOf(say: ReturnType<typeof useSay>, kind: string): string {
  const key = [`notification.kind.${kind}`, `mail.${kind}.subject`, `event.${kind}`].find((one) => say.has(one));
  return key ? say.any(key) : say("notification.list.plain");
}
