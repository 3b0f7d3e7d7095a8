// Practitioners as tables and forms: who works there, and where they learnt and worked before. Takes plain values.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import { SPOKEN_LANGUAGES } from "#app/models/client/spoken-languages";
import { HISTORY_KINDS } from "#app/models/practitioner/forms";
import type { HistoryLine, PractitionerLine } from "#app/models/practitioner/read.server";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { CheckboxGroup, SelectField } from "./choice-fields";
import { type Column, DataTable } from "./data-table";
import { useLanguageName } from "./language-name";
import { Empty } from "./layout-parts";
import { ToneTag } from "./state-tag";
import { DateField, HiddenField, TextField } from "./text-fields";

type PractitionerTableProps = {
  practitioners: readonly PractitionerLine[];
  mayEdit: boolean;
  /** Where one of them is shown: `/portal/practitioners`. */
  at: string;
};

export function PractitionerTable({ practitioners, mayEdit, at }: PractitionerTableProps) {
  const say = useSay();
  const languageName = useLanguageName();
  const formats = useFormats();
  const columns: Column<PractitionerLine>[] = [
    {
      id: "name",
      header: say("practitioner.list.name"),
      main: true,
      cell: ({ id, name }) => <Link to={`${at}/${id}`}>{name}</Link>,
    },
    { id: "title", header: say("practitioner.list.job-title"), cell: ({ title }) => title ?? say("word.not-given") },
    {
      id: "languages",
      header: say("practitioner.list.languages"),
      cell: ({ languages }) =>
        languages.length === 0 ? say("word.not-given") : formats.list(languages.map((code) => languageName(code))),
    },
    {
      id: "state",
      header: say("practitioner.list.since"),
      cell: ({ leftAt }) =>
        leftAt ? (
          <ToneTag tone="ended">{say("practitioner.list.left", { day: formats.instantDay(leftAt) })}</ToneTag>
        ) : (
          <ToneTag tone="done">{say("practitioner.list.works")}</ToneTag>
        ),
    },
  ];
  const leave: Column<PractitionerLine> = {
    id: "leave",
    header: say("practitioner.list.leave"),
    headerHidden: true,
    cell: (line) => (line.leftAt ? null : <LeaveForm id={line.id} name={line.name} />),
  };
  return (
    <DataTable
      caption={say("practitioner.list.people")}
      columns={mayEdit ? [...columns, leave] : columns}
      rows={practitioners}
      rowKey={({ id }) => id}
      empty={
        <Empty title={say("practitioner.list.empty")} icon="people">
          {say("practitioner.list.empty-lead")}
        </Empty>
      }
    />
  );
}

function LeaveForm({ id, name }: { id: string; name: string }) {
  const say = useSay();
  return (
    <ActForm formId={`leave-${id}`} lastResult={null}>
      <HiddenField name="intent" value="leave" />
      <HiddenField name="practitionerId" value={id} />
      <SubmitButton look="secondary">
        <span aria-hidden="true">{say("practitioner.list.leave")}</span>
        <span className="usa-sr-only">{say("practitioner.list.leave-of", { name })}</span>
      </SubmitButton>
    </ActForm>
  );
}

export function PractitionerForm() {
  const say = useSay();
  const languageName = useLanguageName();
  return (
    <ActForm formId="practitioner">
      <HiddenField name="intent" value="practitioner" />
      <TextField name="name" label={say("practitioner.list.name")} maxLength={120} autoComplete="off" />
      <TextField name="title" label={say("practitioner.list.job-title")} maxLength={120} optional />
      <CheckboxGroup
        name="languages"
        label={say("practitioner.list.languages")}
        options={SPOKEN_LANGUAGES.map((value) => ({ value, label: languageName(value) }))}
        inline
        optional
      />
      <SubmitButton look="secondary">{say("practitioner.list.add-button")}</SubmitButton>
    </ActForm>
  );
}

export function HistoryTable({ history, mayEdit }: { history: readonly HistoryLine[]; mayEdit: boolean }) {
  const say = useSay();
  const formats = useFormats();
  const columns: Column<HistoryLine>[] = [
    { id: "title", header: say("practitioner.history.title"), main: true, cell: ({ title }) => title },
    { id: "place", header: say("practitioner.history.place"), cell: ({ place }) => place },
    {
      id: "kind",
      header: say("practitioner.history.kind"),
      cell: ({ kind }) => say.any(`practitioner.history.kinds.${kind}`),
      wideOnly: true,
    },
    {
      id: "when",
      header: say("practitioner.history.when"),
      cell: ({ startsOn, lastDay }) =>
        lastDay
          ? say("practitioner.history.span", { from: formats.day(startsOn), until: formats.day(lastDay) })
          : say("practitioner.history.since", { from: formats.day(startsOn) }),
    },
  ];
  const remove: Column<HistoryLine> = {
    id: "remove",
    header: say("practitioner.history.remove"),
    headerHidden: true,
    cell: (line) => <RemoveForm {...line} />,
  };
  return (
    <DataTable
      caption={say("practitioner.history.lead")}
      columns={mayEdit ? [...columns, remove] : columns}
      rows={history}
      rowKey={({ id }) => id}
      empty={
        <Empty title={say("practitioner.history.empty")} icon="people">
          {say("practitioner.history.empty-lead")}
        </Empty>
      }
    />
  );
}

function RemoveForm({ id, title, place }: HistoryLine) {
  const say = useSay();
  return (
    <ActForm formId={`remove-${id}`} lastResult={null}>
      <HiddenField name="intent" value="remove" />
      <HiddenField name="historyId" value={id} />
      <SubmitButton look="quiet">
        <span aria-hidden="true">{say("practitioner.history.remove")}</span>
        <span className="usa-sr-only">{say("practitioner.history.remove-of", { title, place })}</span>
      </SubmitButton>
    </ActForm>
  );
}

export function HistoryForm() {
  const say = useSay();
  return (
    <ActForm formId="history">
      <HiddenField name="intent" value="add" />
      <SelectField
        name="kind"
        label={say("practitioner.history.kind")}
        options={HISTORY_KINDS.map((value) => ({ value, label: say(`practitioner.history.kinds.${value}`) }))}
      />
      <TextField name="place" label={say("practitioner.history.place")} maxLength={200} autoComplete="off" />
      <TextField name="title" label={say("practitioner.history.title")} maxLength={200} autoComplete="off" />
      <DateField name="startsOn" label={say("practitioner.history.starts-on")} />
      <DateField
        name="lastDay"
        label={say("practitioner.history.last-day")}
        hint={say("practitioner.history.last-day-hint")}
        optional
      />
      <SubmitButton look="secondary">{say("practitioner.history.add-button")}</SubmitButton>
    </ActForm>
  );
}
