// The second step of a referral: what the client agreed to beside what stands there now, and what will be sent. Takes plain values.
import { useFormats, useSay } from "#app/i18n/speech";
import { CONSENT_FIELDS, type ConsentField } from "../models/consent/codes";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { ButtonLink, SubmitButton } from "./button";
import { CheckboxGroup } from "./choice-fields";
import { ConsentFields, useConsentLabels } from "./consent-form";
import { DataTable } from "./data-table";
import { KeptWhileWritten, LaterButton } from "./draft-keeping";
import { Actions, Card, Stack } from "./layout-parts";
import { Notice } from "./notice";
import { factOf, type SharedClient } from "./shared-facts";
import { FileField, HiddenField } from "./text-fields";

type Draft = {
  id: string;
  fields: readonly string[];
  documentIds: readonly string[];
  documents: readonly { id: string; name: string; byteCount: number }[];
  places: readonly { organizationId: string; organizationName: string }[];
  consents: readonly { id: string; organizationName: string | null; fields: readonly string[] }[];
  client: SharedClient;
};

type SharedStepProps = { draft: Draft; name: string; today: string; until: string };

const TAKEN = ".pdf,.png,.jpg,.jpeg,.docx";

export function SharedStep({ draft, name, today, until }: SharedStepProps) {
  const say = useSay();
  const consentLabels = useConsentLabels();
  const providers = new Map(
    draft.places.map(({ organizationId, organizationName }) => [organizationId, organizationName]),
  );
  return (
    <Stack>
      <Card title={say("referral.shared.agreed", { name })}>
        {draft.consents.length === 0 ? (
          <Notice tone="warning">
            <p>{say("referral.shared.agreed-none")}</p>
          </Notice>
        ) : null}
        <AgreedTable draft={draft} />
      </Card>
      <Stack>
        <ActDetails summary={say("referral.shared.record-open")} formId="consent">
          <ActForm formId="consent" labels={consentLabels}>
            <HiddenField name="intent" value="consent" />
            <HiddenField name="draftId" value={draft.id} />
            <ConsentFields
              organizations={[...providers].map(([id, organization]) => ({ id, name: organization }))}
              until={until}
              today={today}
            />
            <Actions>
              <SubmitButton look="secondary">{say("consent.record.button")}</SubmitButton>
            </Actions>
          </ActForm>
        </ActDetails>
        <ActDetails summary={say("referral.shared.upload-open")} formId="upload">
          <ActForm formId="upload" files>
            <HiddenField name="intent" value="upload" />
            <HiddenField name="draftId" value={draft.id} />
            <FileField
              name="document"
              label={say("consent.document.file")}
              hint={say("consent.document.hint")}
              accept={TAKEN}
            />
            <Actions>
              <SubmitButton look="secondary">{say("consent.document.button")}</SubmitButton>
            </Actions>
          </ActForm>
        </ActDetails>
      </Stack>
      <KeptWhileWritten draftId={draft.id}>
        <ChoiceCard draft={draft} />
      </KeptWhileWritten>
    </Stack>
  );
}

/** Each fact beside who may have it and what stands there: the two sides of the same promise. */
function AgreedTable({ draft }: { draft: Draft }) {
  const say = useSay();
  const formats = useFormats();
  const mayHave = (field: ConsentField) =>
    draft.consents
      .filter(({ fields }) => fields.includes(field))
      .map(({ organizationName }) => organizationName ?? say("consent.list.anyone"));
  return (
    <DataTable
      caption={say("referral.shared.agreed", { name: draft.client.name ?? "" })}
      rows={CONSENT_FIELDS}
      rowKey={(field) => field}
      columns={[
        {
          id: "fact",
          header: say("referral.shared.fact"),
          main: true,
          cell: (field) => say(`consent.field.${field}`),
        },
        {
          id: "agreed",
          header: say("referral.shared.agreed-column"),
          cell: (field) => {
            const names = [...new Set(mayHave(field))];
            return names.length > 0 ? (
              formats.list(names)
            ) : (
              <span className="soft">{say("referral.shared.nobody")}</span>
            );
          },
        },
        {
          id: "now",
          header: say("referral.shared.now-column"),
          cell: (field) =>
            factOf(field, draft.client, draft.documents, formats) || (
              <span className="soft">{say("word.not-given")}</span>
            ),
        },
      ]}
    />
  );
}

function ChoiceCard({ draft }: { draft: Draft }) {
  const say = useSay();
  const formats = useFormats();
  const agreed = CONSENT_FIELDS.filter((field) => draft.consents.some(({ fields }) => fields.includes(field)));
  const usual = agreed.filter((field) => field === "name" || field === "telephone" || field === "language");
  return (
    <Card title={say("referral.shared.fields")}>
      {/* A new consent or document changes what is ticked to begin with, and a box that stands already would not follow. */}
      <ActForm formId="shared" key={[...agreed, ...draft.documents.map(({ id }) => id)].join()}>
        <HiddenField name="intent" value="shared" />
        <HiddenField name="draftId" value={draft.id} />
        <CheckboxGroup
          name="fields"
          label={say("referral.shared.fields")}
          labelHidden
          hint={say("referral.shared.fields-hint")}
          defaultValue={draft.fields.length > 0 ? draft.fields : usual}
          options={CONSENT_FIELDS.map((value) => ({ value, label: say(`consent.field.${value}`) }))}
        />
        {draft.documents.length > 0 ? (
          <CheckboxGroup
            name="documents"
            label={say("referral.shared.documents")}
            hint={say("referral.shared.documents-hint")}
            defaultValue={draft.documentIds}
            options={draft.documents.map(({ id, name, byteCount }) => ({
              value: id,
              label: say("consent.document.size", { name, size: formats.bytes(byteCount) }),
            }))}
            optional
          />
        ) : null}
        <Actions>
          <SubmitButton>{say("referral.new.next")}</SubmitButton>
          <LaterButton />
          <ButtonLink to={`/agency/referrals/new?draft=${draft.id}&step=1`} look="quiet">
            {say("referral.new.back")}
          </ButtonLink>
        </Actions>
      </ActForm>
    </Card>
  );
}
