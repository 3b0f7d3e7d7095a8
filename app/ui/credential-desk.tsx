// What the network desk does with credentials: verify, refuse, revoke; and the types it asks for. Takes plain values; decides nothing.
import { useFormats, useSay } from "#app/i18n/speech";
import { CREDENTIAL_KINDS, HOLDERS } from "#app/models/practitioner/credential-forms";
import { credentialLifecycle } from "#app/models/practitioner/lifecycle";
import type { CredentialOfPage } from "#app/models/practitioner/read-credentials.server";
import type { TypeOfPage } from "#app/models/practitioner/types.server";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { Checkbox, type Option, RadioGroup, SelectField } from "./choice-fields";
import { type Column, DataTable } from "./data-table";
import { Card } from "./layout-parts";
import { DateField, HiddenField, TextArea, TextField } from "./text-fields";

/** Only the moves its state has. */
export function CredentialMoves({ credential }: { credential: CredentialOfPage }) {
  const say = useSay();
  const { state, verification, today } = credential;
  return (
    <>
      {credentialLifecycle.may(state, "verify") ? (
        <Card title={say("credential.network.verify")} look="act">
          <p>{say("credential.network.verify-lead")}</p>
          {verification ? <p className="soft">{say("credential.network.our-way", { words: verification })}</p> : null}
          <ActForm formId="verify">
            <HiddenField name="intent" value="verify" />
            <TextArea
              name="how"
              label={say("credential.network.verify-how")}
              hint={say("credential.network.verify-how-hint")}
              rows={3}
              maxLength={500}
            />
            <SubmitButton>{say("credential.network.verify-button")}</SubmitButton>
          </ActForm>
          <ActDetails formId="refuse" summary={say("credential.network.refuse")}>
            <p className="soft">{say("credential.network.refuse-lead")}</p>
            <ActForm formId="refuse">
              <HiddenField name="intent" value="refuse" />
              <TextArea name="words" label={say("credential.network.words")} rows={3} maxLength={1000} />
              <SubmitButton look="secondary">{say("credential.network.refuse-button")}</SubmitButton>
            </ActForm>
          </ActDetails>
        </Card>
      ) : null}
      {credentialLifecycle.may(state, "revoke") ? (
        <Card title={say("credential.network.revoke")}>
          <ActDetails formId="revoke" summary={say("credential.network.revoke")}>
            <p className="soft">{say("credential.network.revoke-lead")}</p>
            <ActForm formId="revoke">
              <HiddenField name="intent" value="revoke" />
              <DateField
                name="revokedOn"
                label={say("credential.network.revoked-on")}
                defaultValue={today}
                max={today}
              />
              <TextArea name="words" label={say("credential.network.words")} rows={3} maxLength={1000} />
              <SubmitButton look="danger">{say("credential.network.revoke-button")}</SubmitButton>
            </ActForm>
          </ActDetails>
        </Card>
      ) : null}
    </>
  );
}

/** What may be changed of a type, and, for a new one, what stays. */
export function TypeFields({ known }: { known: TypeOfPage | null }) {
  const say = useSay();
  return (
    <>
      <TextField name="name" label={say("credential.type.name")} maxLength={120} defaultValue={known?.name} />
      {known ? null : <LastingFields />}
      <Checkbox
        name="needsProof"
        label={say("credential.type.needs-proof")}
        defaultChecked={known?.needsProof ?? true}
        optional
      />
      <TextArea
        name="verification"
        label={say("credential.type.verification")}
        rows={3}
        maxLength={1000}
        defaultValue={known?.verification}
        optional
      />
      {known ? (
        <Checkbox
          name="active"
          label={say("credential.type.active")}
          hint={say("credential.type.active-hint")}
          defaultChecked={known.active}
          optional
        />
      ) : null}
    </>
  );
}

function LastingFields() {
  const say = useSay();
  return (
    <>
      <TextField
        name="code"
        label={say("credential.type.code")}
        hint={say("credential.type.code-hint")}
        maxLength={60}
      />
      <SelectField
        name="kind"
        label={say("credential.kind")}
        options={CREDENTIAL_KINDS.map((value) => ({ value, label: say(`credential.kinds.${value}`) }))}
      />
      <RadioGroup
        name="heldBy"
        label={say("credential.type.held-by")}
        options={HOLDERS.map((value) => ({ value, label: say(`credential.type.holders.${value}`) }))}
      />
    </>
  );
}

type Requirement = TypeOfPage["requirements"][number];
type RequirementsProps = {
  type: TypeOfPage;
  specialties: readonly Option[];
  providerKinds: readonly string[];
  today: string;
};

export function RequirementsCard({ type, specialties, providerKinds, today }: RequirementsProps) {
  const say = useSay();
  const formats = useFormats();
  const scope = useScope();
  const columns: Column<Requirement>[] = [
    { id: "scope", header: say("credential.type.scope"), main: true, cell: scope },
    {
      id: "when",
      header: say("credential.type.asked"),
      cell: ({ fromDay, endsOn }) =>
        endsOn
          ? say("credential.type.span", { from: formats.day(fromDay), until: formats.day(endsOn) })
          : say("credential.type.from", { day: formats.day(fromDay) }),
    },
    {
      id: "end",
      header: say("credential.type.end"),
      headerHidden: true,
      cell: (row) => (row.endsOn ? null : <EndForm requirement={row} today={today} label={scope(row)} />),
    },
  ];
  return (
    <Card title={say("credential.type.requirements")}>
      <p>{say("credential.type.requirements-lead")}</p>
      <DataTable
        caption={say("credential.type.requirements")}
        columns={columns}
        rows={type.requirements}
        rowKey={({ id }) => id}
        empty={<p className="soft">{say("credential.type.no-requirement")}</p>}
      />
      <ActDetails
        formId="require"
        summary={say("credential.type.add-requirement")}
        open={type.requirements.length === 0}
      >
        <RequirementForm
          key={type.requirements.length}
          specialties={specialties}
          providerKinds={providerKinds}
          today={today}
        />
      </ActDetails>
    </Card>
  );
}

function useScope() {
  const say = useSay();
  return ({ specialty, providerKind }: Requirement): string => {
    if (specialty) return say("credential.type.scope-specialty", { name: specialty });
    return providerKind ? say("credential.type.scope-kind", { name: providerKind }) : say("credential.type.scopes.all");
  };
}

function EndForm({ requirement, today, label }: { requirement: Requirement; today: string; label: string }) {
  const say = useSay();
  return (
    <ActDetails formId={`end-${requirement.id}`} summary={say("credential.type.end")}>
      <ActForm formId={`end-${requirement.id}`}>
        <HiddenField name="intent" value="end" />
        <HiddenField name="requirementId" value={requirement.id} />
        <DateField name="endsOn" label={say("credential.type.ends-on")} defaultValue={today} />
        <SubmitButton look="secondary">
          <span aria-hidden="true">{say("credential.type.end")}</span>
          <span className="usa-sr-only">{say("credential.type.end-of", { scope: label })}</span>
        </SubmitButton>
      </ActForm>
    </ActDetails>
  );
}

function RequirementForm({ specialties, providerKinds, today }: Omit<RequirementsProps, "type">) {
  const say = useSay();
  return (
    <ActForm formId="require">
      <HiddenField name="intent" value="require" />
      <RadioGroup
        name="scope"
        label={say("credential.type.scope")}
        options={(["all", "specialty", "provider-kind"] as const).map((value) => ({
          value,
          label: say(`credential.type.scopes.${value}`),
        }))}
        defaultValue="specialty"
      />
      <SelectField name="specialtyId" label={say("credential.type.specialty")} options={specialties} optional />
      <SelectField
        name="providerKind"
        label={say("credential.type.provider-kind")}
        options={providerKinds.map((value) => ({ value, label: value }))}
        optional
      />
      <DateField name="fromDay" label={say("credential.type.from-day")} defaultValue={today} />
      <SubmitButton look="secondary">{say("credential.type.requirement-button")}</SubmitButton>
    </ActForm>
  );
}
