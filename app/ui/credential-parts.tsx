// Practitioners and credentials as tables and forms, for the provider that adds them and the network desk that verifies them. Takes plain values.
import { useFormats, useSay } from "#app/i18n/speech";
import { SPOKEN_LANGUAGES } from "#app/models/client/spoken-languages";
import { CREDENTIAL_KINDS } from "#app/models/practitioner/forms";
import type { CredentialLine, PractitionerLine } from "#app/models/practitioner/read.server";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { CheckboxGroup, SelectField } from "./choice-fields";
import { type Column, DataTable } from "./data-table";
import { useLanguageName } from "./language-name";
import { Empty } from "./layout-parts";
import { StateTag, ToneTag } from "./state-tag";
import { DateField, HiddenField, TextField } from "./text-fields";

type PractitionerTableProps = { practitioners: readonly PractitionerLine[]; mayEdit: boolean };

export function PractitionerTable({ practitioners, mayEdit }: PractitionerTableProps) {
  const say = useSay();
  const languageName = useLanguageName();
  const formats = useFormats();
  const columns: Column<PractitionerLine>[] = [
    { id: "name", header: say("practitioner.list.name"), main: true, cell: ({ name }) => name },
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

export function CredentialForm({ practitioners }: { practitioners: readonly { id: string; name: string }[] }) {
  const say = useSay();
  return (
    <ActForm formId="credential">
      <HiddenField name="intent" value="credential" />
      <SelectField
        name="practitionerId"
        label={say("practitioner.credential.holder")}
        emptyLabel={say("practitioner.credential.organization")}
        options={practitioners.map(({ id, name }) => ({ value: id, label: name }))}
        optional
      />
      <SelectField
        name="kind"
        label={say("practitioner.credential.kind")}
        options={CREDENTIAL_KINDS.map((value) => ({ value, label: say(`practitioner.credential.kinds.${value}`) }))}
      />
      <TextField name="number" label={say("practitioner.credential.number")} maxLength={80} optional />
      <TextField name="issuer" label={say("practitioner.credential.issuer")} maxLength={160} />
      <DateField name="issuedOn" label={say("practitioner.credential.issued-on")} />
      <DateField name="lastDay" label={say("practitioner.credential.last-day")} />
      <SubmitButton look="secondary">{say("practitioner.credential.add-button")}</SubmitButton>
    </ActForm>
  );
}

type CredentialTableProps = {
  credentials: readonly CredentialLine[];
  /** For whoever verifies them. */
  mayMove?: boolean;
};

export function CredentialTable({ credentials, mayMove = false }: CredentialTableProps) {
  const say = useSay();
  const formats = useFormats();
  const columns: Column<CredentialLine>[] = [
    {
      id: "kind",
      header: say("practitioner.credential.kind"),
      main: true,
      cell: ({ kind, number }) => (
        <>
          {say.any(`practitioner.credential.kinds.${kind}`)}{" "}
          {number ? <span className="soft figures">{number}</span> : null}
        </>
      ),
    },
    {
      id: "holder",
      header: say("practitioner.credential.holder"),
      cell: ({ holder }) => holder ?? say("practitioner.credential.organization"),
    },
    {
      id: "issuer",
      header: say("practitioner.credential.issuer"),
      cell: ({ issuer }) => issuer ?? say("word.not-given"),
      wideOnly: true,
    },
    {
      id: "last-day",
      header: say("practitioner.credential.last-day"),
      cell: ({ lastDay }) => (lastDay ? formats.day(lastDay) : say("practitioner.credential.no-last-day")),
    },
    {
      id: "state",
      header: say("practitioner.credential.state"),
      cell: ({ state }) => <StateTag lifecycle="credential" state={state} />,
    },
  ];
  const move: Column<CredentialLine> = {
    id: "move",
    header: say("word.status"),
    headerHidden: true,
    cell: (line) => <CredentialMoves line={line} />,
  };
  return (
    <DataTable
      caption={say("practitioner.credential.title")}
      columns={mayMove ? [...columns, move] : columns}
      rows={credentials}
      rowKey={({ id }) => id}
      empty={
        <Empty title={say("practitioner.credential.empty")} icon="verified-user">
          {say("practitioner.credential.empty-lead")}
        </Empty>
      }
    />
  );
}

function CredentialMoves({ line }: { line: CredentialLine }) {
  const say = useSay();
  const kind = say.any(`practitioner.credential.kinds.${line.kind}`);
  const holder = line.holder ?? say("practitioner.credential.organization");
  return (
    <div className="row-form">
      {line.moves.map((move) =>
        move === "renew" ? (
          <RenewForm key={move} id={line.id} label={say("practitioner.credential.renew-of", { kind, holder })} />
        ) : (
          <ActForm key={move} formId={`${move}-${line.id}`}>
            <HiddenField name="intent" value="credential-move" />
            <HiddenField name="credentialId" value={line.id} />
            <HiddenField name="move" value={move} />
            <SubmitButton look={move === "revoke" ? "quiet" : "secondary"}>
              <span aria-hidden="true">{say.any(`lifecycle.credential.move.${move}`)}</span>
              <span className="usa-sr-only">
                {say("practitioner.credential.move-of", {
                  move: say.any(`lifecycle.credential.move.${move}`),
                  kind,
                  holder,
                })}
              </span>
            </SubmitButton>
          </ActForm>
        ),
      )}
    </div>
  );
}

function RenewForm({ id, label }: { id: string; label: string }) {
  const say = useSay();
  return (
    <ActDetails formId={`renew-${id}`} summary={say("lifecycle.credential.move.renew")}>
      <ActForm formId={`renew-${id}`}>
        <HiddenField name="intent" value="credential-move" />
        <HiddenField name="credentialId" value={id} />
        <HiddenField name="move" value="renew" />
        <DateField name="lastDay" label={say("practitioner.credential.renew-until")} />
        <SubmitButton look="secondary">
          <span aria-hidden="true">{say("lifecycle.credential.move.renew")}</span>
          <span className="usa-sr-only">{label}</span>
        </SubmitButton>
      </ActForm>
    </ActDetails>
  );
}
